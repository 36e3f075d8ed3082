using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assay.Statistics;
using Assay.Statistics.Quality;

namespace Assay.Cli;

/// <summary>The distributions that a model was accepted with, so that monitoring has something to measure the distance from.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "Inputs and outputs as the model was accepted with: CSV with a header, or JSON Lines (.jsonl)." };
        Option<string> to = new("--out") { Description = "Write to this file rather than to the terminal.", HelpName = "FILE" };
        AttachOptions attach = new();

        Command baseline = new("baseline", "Profile a file as the baseline of a model version: its distributions, never its rows.") { file, to };
        attach.AddTo(baseline);
        baseline.SetAction(async (line, stop) =>
        {
            var profile = ProfileFile.Run(line.GetRequiredValue(file));
            var json = JsonSerializer.Serialize(profile, StatisticsJson.Readable.DatasetProfile);
            var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
            var body = $$"""{"sample":{{profile.Rows}},"digest":"{{digest}}","profile":{{json}}}""";

            if (line.GetValue(to) is { } path) OutputFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(body + "\n")));
            else Console.WriteLine(body);

            await attach.SendAsync(line, "baseline", body, stop);
            return ExitCode.Yes;
        });
        return baseline;
    }
}
