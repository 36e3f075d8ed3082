using System.CommandLine;
using System.Text.Json;

namespace Assay.Cli;

/// <summary>The gate for CI: asks a server whether a version may go to production, and says by which rules not.</summary>
internal static class GateCommand
{
    public static Command Create() => new("gate", "The gate that a model version passes before production.") { Check() };

    private static Command Check()
    {
        Option<string> model = new("--model") { Description = "The model's name in the registry.", Required = true };
        Option<int> version = new("--version") { Description = "The number of its version.", Required = true };
        Option<string> format = new("--format") { Description = "How to write the answer.", DefaultValueFactory = _ => "text" };
        Option<string> to = new("--out") { Description = "Write to this file rather than to the terminal.", HelpName = "FILE" };
        format.AcceptOnlyFromAmong("text", "json", "sarif", "junit");

        ServerOptions server = new();
        Command check = new("check", "Exits 0 where every rule is met, 1 where one is not or cannot be told. The answer is kept as evidence.") { model, version, format, to };
        server.AddTo(check);
        check.SetAction(async (line, stop) =>
        {
            using var client = server.Open(line);
            return await RunAsync(client, line.GetRequiredValue(model), line.GetValue(version), line.GetRequiredValue(format), line.GetValue(to), stop);
        });
        return check;
    }

    private static async Task<int> RunAsync(ServerClient client, string model, int version, string format, string? to, CancellationToken stop)
    {
        var answer = await client.SendAsync($"api/models/{Uri.EscapeDataString(model)}/versions/{version}/gate-checks", null, stop);
        var report = GateAnswer.Of(answer);
        if (to is null)
        {
            using var standard = Console.OpenStandardOutput();
            Write(report, answer, format, standard);
        }
        else
        {
            OutputFile.Write(to, file => Write(report, answer, format, file));
        }

        return report.Passed ? ExitCode.Yes : ExitCode.No;
    }

    private static void Write(GateAnswer report, JsonElement answer, string format, Stream stream)
    {
        if (format == "sarif") GateReports.WriteSarif(report, stream);
        else if (format == "junit") GateReports.WriteJunit(report, stream);
        else if (format == "json") GateReports.WriteJson(answer, stream);
        else GateReports.WriteText(report, stream);
    }
}
