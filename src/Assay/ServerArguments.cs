namespace Assay;

/// <summary>What the command line asks of the server. Anything else that is written <c>--key value</c> is a setting.</summary>
internal sealed record ServerArguments(bool Demo, bool RotateKey, ServerRole Roles, string[] Settings)
{
    public const string Usage = """
        usage: assay serve|demo|rotate-key [--urls URL] [--data DIR] [--role web|jobs|ingest]... [--sample NAME] [--story NAME] [--SETTING VALUE]...

          serve        the server; the first visit creates the owner and the organisation
          demo         the same with a sample company, in a data folder of its own; --sample says which;
                  --story signalshift tells of a dataset that nobody looked at (signalshift-before: only what stops it)
          rotate-key   a new key for what lies sealed in the database; then ends. Stop the server first
        """;

    private const string _defaultUrl = "http://localhost:5080";      // a name and not a number, because passkeys refuse numbers

    // Watching for changes would mean the whole file system where that is what the server was started from.
    private const string _noWatching = "--hostBuilder:reloadConfigOnChange=false";

    /// <returns>Null where the line cannot be understood.</returns>
    public static ServerArguments? Parse(string[] args)
    {
        var rest = new Queue<string>(args);
        var verb = rest.TryPeek(out var first) && !first.StartsWith('-') ? rest.Dequeue() : "serve";
        if (verb is not ("serve" or "demo" or "rotate-key")) return null;

        List<string> settings = [];
        var roles = ServerRole.None;

        while (rest.TryDequeue(out var word))
        {
            var (key, value) = word.Split('=', 2) is [var left, var right] ? (left, right) : (word, rest.TryDequeue(out var next) ? next : null);
            if (!key.StartsWith("--", StringComparison.Ordinal) || value is null || value.StartsWith("--", StringComparison.Ordinal)) return null;

            if (key is "--role")
            {
                if (value is not ("web" or "jobs" or "ingest")) return null;
                roles |= Enum.Parse<ServerRole>(value, ignoreCase: true);
            }
            else
            {
                settings.Add(key switch
                {
                    "--data" => $"--Assay:DataFolder={value}",
                    "--story" => $"--Sample:Story={value}",
                    "--sample" => $"--Sample:Name={value}",
                    _ => $"{key}={value}",
                });
            }
        }

        return new(verb is "demo", verb is "rotate-key", roles is ServerRole.None ? ServerRole.All : roles, [.. settings]);
    }

    public WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [_noWatching, .. Settings],
            ContentRootPath = Settings.Any(s => s.StartsWith("--contentRoot=", StringComparison.OrdinalIgnoreCase)) ? null : FolderOfFiles(),
        });


        // Below the command line and the environment, which both may say otherwise.
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null) builder.WebHost.UseUrls(_defaultUrl);
        if (Demo && builder.Configuration["Assay:DataFolder"] is null) builder.Configuration["Assay:DataFolder"] = new DatabaseOptions().DataFolder + "-demo";

        return builder;
    }

    // A published program carries its files beside it, wherever it is started from; a built one is started from its project.
    private static string? FolderOfFiles() =>
        !Directory.Exists(Path.Join(AppContext.BaseDirectory, "wwwroot")) && Directory.Exists("wwwroot") ? null : AppContext.BaseDirectory;
}
