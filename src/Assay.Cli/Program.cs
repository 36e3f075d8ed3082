using System.CommandLine;
using System.CommandLine.Invocation;
using Assay.Statistics.Tables;

namespace Assay.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            var line = Commands().Parse(args);
            var exit = await line.InvokeAsync(new() { EnableDefaultExceptionHandler = false });

            return line.Action is ParseErrorAction ? ExitCode.Usage : exit;
        }
        catch (RefusedException refused)
        {
            await Console.Error.WriteLineAsync($"assay: {refused.Message}");
            return ExitCode.Usage;
        }
        catch (BadTableException bad)
        {
            await Console.Error.WriteLineAsync($"assay: {bad.Message}");
            return ExitCode.Usage;
        }
        catch (ServerUnreachableException unreachable)
        {
            await Console.Error.WriteLineAsync($"assay: {unreachable.Message}");
            return ExitCode.Internal;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Internal;
        }
        catch (Exception failure) when (Environment.GetEnvironmentVariable("ASSAY_DEBUG") is null)
        {
            await Console.Error.WriteLineAsync($"assay: {failure.Message} (This should not happen; set ASSAY_DEBUG=1 to see where.)");
            return ExitCode.Internal;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync(failure.ToString());
            return ExitCode.Internal;
        }
    }

    private static RootCommand Commands() => new("Earn SOC 2 for a company that builds on machine learning.")
    {
        GapCommand.Create(),
        InterviewCommand.Create(),
        PoliciesCommand.Create(),
        FairnessCommand.Create(),
        DriftCommand.Create(),
        CatalogCommand.Create(),
        EvidenceCommand.Create(),
        VerifyCommand.Create(),
    };
}
