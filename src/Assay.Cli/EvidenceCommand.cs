using System.CommandLine;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Assay.Cli;

/// <summary>Files evidence from a job, and asks the server whether all that it keeps is whole.</summary>
internal static class EvidenceCommand
{
    public static Command Create() => new("evidence", "The evidence vault of a server.") { Add(), Verify(), Pack() };

    private static Command Add()
    {
        Argument<string> file = new("FILE") { Description = "The file that shows it." };
        Option<string[]> control = new("--control") { Description = "A control that it serves, such as AC-05; may be repeated.", HelpName = "ID", AllowMultipleArgumentsPerToken = true };
        Option<string[]> criterion = new("--criterion") { Description = "A criterion that it serves beside those of its controls.", HelpName = "ID", AllowMultipleArgumentsPerToken = true };
        Option<string> from = new("--from") { Description = "The first day that it covers, or the day on which it happened.", HelpName = "DATE", Required = true };
        Option<string> to = new("--to") { Description = "The last day, covered too.", HelpName = "DATE" };
        Option<string> kind = new("--kind") { Description = "What it speaks of.", DefaultValueFactory = _ => "continuous" };
        Option<string> type = new("--type") { Description = "The catalog's type, such as E05.", HelpName = "ID" };
        Option<string> title = new("--title") { Description = "Else the name of the file." };
        Option<string> note = new("--note") { Description = "A word to the reviewer." };
        Option<string> collector = new("--collector") { Description = "What collected it; found by itself in most CI systems." };
        Option<string> run = new("--run") { Description = "Which run of it." };
        kind.AcceptOnlyFromAmong("continuous", "occurrence", "in_force", "as_of");
        from.Validators.Add(r => RefuseNoDay(r));
        to.Validators.Add(r => RefuseNoDay(r));

        ServerOptions server = new();
        Command add = new("add", "File evidence. The same file for the same days is kept once, so a job may be run again.")
            { file, control, criterion, from, to, kind, type, title, note, collector, run };
        server.AddTo(add);
        add.SetAction(async (line, stop) =>
        {
            var (found, itsRun) = CollectorName.Found();
            var path = line.GetRequiredValue(file);
            List<(string, string?)> query =
            [
                ("file", Path.GetFileName(path)), ("from", line.GetValue(from)), ("to", line.GetValue(to)), ("kind", line.GetValue(kind)), ("type", line.GetValue(type)),
                ("title", line.GetValue(title)), ("note", line.GetValue(note)), ("source", "command_line"),
                ("collector", line.GetValue(collector) ?? found), ("run", line.GetValue(run) ?? itsRun),
                .. (line.GetValue(control) ?? []).Select(c => ("control", (string?)c)), .. (line.GetValue(criterion) ?? []).Select(c => ("criterion", (string?)c)),
            ];

            using var client = server.Open(line);
            return await AddAsync(client, path, query, stop);
        });

        return add;
    }

    private static Command Verify()
    {
        ServerOptions server = new();
        Command verify = new("verify", "Have the server read every stored file again; exits 1 and names each that is not what was stored.");
        server.AddTo(verify);
        verify.SetAction(async (line, stop) =>
        {
            using var client = server.Open(line);
            var result = await client.SendAsync("api/evidence/verification", null, stop);
            var faults = result.GetProperty("faults").EnumerateArray().ToList();

            foreach (var fault in faults)
                Console.WriteLine($"{fault.GetProperty("title").GetString()}, version {fault.GetProperty("number").GetInt32()} ({fault.GetProperty("fileName").GetString()}): {fault.GetProperty("what").GetString()}");
            Console.WriteLine($"{result.GetProperty("files").GetInt32()} files, {faults.Count} of them not what was stored.");

            return faults.Count == 0 ? ExitCode.Yes : ExitCode.No;
        });

        return verify;
    }

    private static Command Pack()
    {
        Option<string> to = new("--out") { Description = "The ZIP to write.", HelpName = "FILE", Required = true };
        Option<string> from = new("--from") { Description = "Only what covers a day from here on.", HelpName = "DATE" };
        Option<string> until = new("--to") { Description = "Only what covers a day up to here.", HelpName = "DATE" };
        Option<string> control = new("--control") { Description = "Only what serves this control.", HelpName = "ID" };
        from.Validators.Add(r => RefuseNoDay(r));
        until.Validators.Add(r => RefuseNoDay(r));

        ServerOptions server = new();
        Command pack = new("pack", "Fetch accepted evidence as a ZIP that proves itself, and verify it.") { to, from, until, control };
        server.AddTo(pack);
        pack.SetAction(async (line, stop) =>
        {
            var path = line.GetRequiredValue(to);
            using var client = server.Open(line);
            using var answer = await client.SendAsync(HttpMethod.Get,
                $"api/evidence/pack?{Query([("from", line.GetValue(from)), ("to", line.GetValue(until)), ("control", line.GetValue(control))])}", null, stop);

            OutputFile.Write(path, file => Copy(answer, file));
            return VerifyCommand.Run(path, null);
        });

        return pack;
    }

    private static void Copy(HttpResponseMessage answer, Stream file)
    {
        try
        {
            answer.Content.ReadAsStream().CopyTo(file);
        }
        catch (Exception broken) when (broken is HttpIOException or HttpRequestException)
        {
            throw new ServerUnreachableException("the server broke the pack off: what it keeps of a file may be damaged ('assay evidence verify' names it).", broken);
        }
    }

    /// <summary>Read twice: once for its digest, once to send it. A file that changed in between is refused by the server.</summary>
    private static async Task<int> AddAsync(ServerClient client, string path, List<(string Name, string? Value)> query, CancellationToken stop)
    {
        if (!File.Exists(path)) throw new RefusedException($"there is no file '{path}'.");

        await using var file = File.OpenRead(path);
        query.Add(("sha256", Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop))));
        file.Position = 0;

        using var body = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var kept = await client.SendAsync($"api/evidence?{Query(query)}", body, stop);

        Console.WriteLine($"{(kept.GetProperty("added").GetBoolean() ? "added" : "there already")} {kept.GetProperty("id").GetString()} version {kept.GetProperty("number").GetInt32()} sha256 {kept.GetProperty("digest").GetString()}");
        return ExitCode.Yes;
    }

    private static string Query(IEnumerable<(string Name, string? Value)> given) =>
        string.Join('&', given.Where(g => !string.IsNullOrEmpty(g.Value)).Select(g => $"{g.Name}={Uri.EscapeDataString(g.Value!)}"));

    private static void RefuseNoDay(System.CommandLine.Parsing.OptionResult result)
    {
        var text = result.Tokens is [var token] ? token.Value : "";
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) result.AddError($"'{text}' is not a day; write it as 2026-03-02.");
    }
}
