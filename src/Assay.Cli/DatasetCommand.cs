using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assay.Statistics.Quality;

namespace Assay.Cli;

/// <summary>Registers a dataset version from where the data lies. Digest and profile are computed here; no row leaves the machine.</summary>
internal static class DatasetCommand
{
    private static readonly ServerOptions _server = new();

    public static Command Create() => new("dataset", "Register versions of training data.") { Add() };

    private static Command Add()
    {
        Argument<string> data = new("DATA") { Description = "A file or a folder. CSV and JSON Lines are profiled as well." };
        Option<string> name = new("--name") { Description = "The dataset's name in the inventory; one that is not there yet is added.", Required = true };
        Option<string> label = new("--label") { Description = "What to call this version, such as 2026-03. A label stands for one digest for ever.", Required = true };
        Option<string> labels = new("--label-column") { Description = "Screen this column for flipped labels: those that most of the nearest rows contradict.", HelpName = "COLUMN" };
        Option<bool> dry = new("--dry-run") { Description = "Print what would be sent, and send nothing." };

        Command add = new("add", "Digest and profile data here, and register it as a version; exits 1 where a quality rule keeps it out.") { data, name, label, labels, dry };
        _server.AddTo(add);
        add.SetAction(async (line, stop) =>
        {
            var local = LocalDataset.Read(line.GetRequiredValue(data), line.GetValue(labels));
            var request = new VersionRequest(line.GetRequiredValue(name), line.GetRequiredValue(label), local.Digest, local.Bytes, local.Files, local.Profile, local.Screening);

            if (line.GetValue(dry))
            {
                Console.WriteLine(JsonSerializer.Serialize(request, DatasetJson.Default.VersionRequest));
                return ExitCode.Yes;
            }

            using var client = _server.Open(line);
            return await SendAsync(client, request, stop);
        });
        return add;
    }

    private static async Task<int> SendAsync(ServerClient client, VersionRequest request, CancellationToken stop)
    {
        using var content = JsonContent.Create(request, DatasetJson.Default.VersionRequest);
        using var answer = await client.SendAsync(HttpMethod.Post, "api/datasets/versions", content, stop, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict);

        switch (answer.StatusCode)
        {
            case HttpStatusCode.UnprocessableEntity:
                var kept = (await answer.Content.ReadFromJsonAsync(DatasetJson.Default.QuarantineView, stop))!;
                Console.WriteLine($"{request.Dataset} {request.Label} was kept out:");
                foreach (var finding in kept.Findings.Where(f => f.Outcome is not QualityOutcome.Pass)) Console.WriteLine($"  {finding.Rule.Kind}: {finding.Reason}");
                return ExitCode.No;
            case HttpStatusCode.Conflict:
                await Console.Error.WriteLineAsync($"assay: {(await answer.Content.ReadFromJsonAsync(DatasetJson.Default.Refusal, stop))!.Detail}");
                return ExitCode.No;
            default:
                var version = (await answer.Content.ReadFromJsonAsync(DatasetJson.Default.VersionView, stop))!;
                Console.WriteLine($"{request.Dataset} {request.Label} is version {version.Number}{(version.Added ? ", waiting for a second person's approval" : ", known already")}: sha256:{request.Digest}");
                return ExitCode.Yes;
        }
    }
}

internal sealed record VersionRequest(string Dataset, string Label, string Digest, long Bytes, int Files, DatasetProfile? Profile, LabelScreening? Screening);

internal sealed record VersionView(int Number, bool Added);

internal sealed record Refusal(string Detail);

internal sealed record QuarantineView(IReadOnlyList<QualityFinding> Findings);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VersionRequest))]
[JsonSerializable(typeof(VersionView))]
[JsonSerializable(typeof(QuarantineView))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class DatasetJson : JsonSerializerContext;
