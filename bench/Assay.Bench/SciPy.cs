using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assay.Bench;

/// <summary>SciPy as a process of its own, where this machine has it.</summary>
internal static class SciPy
{
    /// <summary>Debian's own first asked by its path, because another Python may come first without it.</summary>
    private static readonly string[] _pythons = ["/usr/bin/python3", "python3"];

    private static readonly Lazy<string?> _python = new(() => _pythons.FirstOrDefault(Has));

    public static bool IsHere => _python.Value is not null;

    /// <param name="pairs">number or category, and two files.</param>
    public static async Task<JsonElement[]> RunAsync(IEnumerable<(string Kind, string Reference, string Current)> pairs, CancellationToken stop)
    {
        string[] arguments = [Script(), .. pairs.SelectMany(p => new[] { p.Kind, p.Reference, p.Current })];
        using var python = Process.Start(new ProcessStartInfo(_python.Value!, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = await python.StandardOutput.ReadToEndAsync(stop);
        await python.WaitForExitAsync(stop);

        return python.ExitCode == 0 ? JsonSerializer.Deserialize<JsonElement[]>(answer)! : throw new InvalidOperationException("SciPy's script failed.");
    }

    private static bool Has(string python)
    {
        try
        {
            using var ask = Process.Start(new ProcessStartInfo(python, ["-c", "import scipy"]) { RedirectStandardError = true, UseShellExecute = false })!;
            ask.WaitForExit();
            return ask.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Script([CallerFilePath] string here = "") => Path.Join(Path.GetDirectoryName(here), "drift_reference.py");
}
