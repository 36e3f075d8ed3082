using System.Diagnostics;

namespace Assay.Tests.Cli;

/// <summary>The real command line, as a process of its own.</summary>
internal static class AssayProgram
{
    public sealed record Ended(int Exit, string Output, string Errors);

    public static async Task<Ended> RunAsync(string[] arguments, string input = "", string? folder = null)
    {
        var stop = TestContext.Current.CancellationToken;
        string[] command = [Path.Join(AppContext.BaseDirectory, "assay.dll"), .. arguments];
        var start = new ProcessStartInfo("dotnet", command)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(stop);

        return new(process.ExitCode, await output, await errors);
    }
}
