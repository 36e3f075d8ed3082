using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.Database;

/// <summary>One installed version of PostgreSQL's programs.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Major)
{
    public const int Oldest = 15;

    private static readonly string[] _needed = ["postgres", "initdb", "pg_ctl"];

    public string this[string program] => Path.Join(Folder, program);

    /// <param name="madeBy">The version that made the data, which alone can read it; null where there is no data yet.</param>
    /// <exception cref="StartRefusedException">None is installed that fits.</exception>
    public static PostgresPrograms Find(IEnumerable<string> folders, int? madeBy)
    {
        var installed = folders.Select(Look).OfType<PostgresPrograms>().OrderByDescending(p => p.Major).ToList();
        var fitting = installed.Find(p => madeBy is null ? p.Major >= Oldest : p.Major == madeBy);

        return fitting ?? throw new StartRefusedException(madeBy is null
            ? $"PostgreSQL {Oldest} or newer is not installed. On Debian or Ubuntu:  {InstallCommand("postgresql")}"
            : $"The data was made by PostgreSQL {madeBy}, which is not installed any more. On Debian or Ubuntu:  {InstallCommand($"postgresql-{madeBy}")}");
    }

    /// <summary>Where programs may lie: the path, and where Debian and Red Hat put every version side by side.</summary>
    public static IEnumerable<string> Folders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Concat(Below("/usr/lib/postgresql", "*"))
        .Concat(Below("/usr", "pgsql-*"));

    private static IEnumerable<string> Below(string parent, string pattern) =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern).Select(d => Path.Join(d, "bin")) : [];

    // The first part keeps Debian from making and starting a cluster of its own, which Assay would not use.
    private static string InstallCommand(string package) =>
        $"{(Environment.IsPrivilegedProcess ? "" : "sudo ")}sh -c 'mkdir -p /etc/postgresql-common && echo create_main_cluster=false >> /etc/postgresql-common/createcluster.conf && apt-get update && apt-get install -y {package}'";

    private static PostgresPrograms? Look(string folder)
    {
        if (!_needed.All(program => File.Exists(Path.Join(folder, program)))) return null;

        using var asked = Process.Start(new ProcessStartInfo(Path.Join(folder, "postgres"), "--version") { RedirectStandardOutput = true, UseShellExecute = false });
        var answer = asked?.StandardOutput.ReadToEnd() ?? "";

        return Version().Match(answer) is { Success: true } version
            ? new(folder, int.Parse(version.Groups["major"].Value, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)", RegexOptions.None, 1000)]
    private static partial Regex Version();
}
