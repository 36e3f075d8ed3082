using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Models;
using Assay.Statistics.Quality;
using Assay.Statistics.Tables;

namespace Assay.Drift;

/// <summary>Profiles the data that a version was accepted with, as the baseline that drift is a distance from. The rows are not kept.</summary>
public sealed class RecordBaseline(RecordFact record)
{
    /// <returns>What is wrong with the file; null where it is done.</returns>
    public async Task<string?> RunAsync(Actor actor, string name, int number, ReceivedForm.File file, CancellationToken stop)
    {
        DatasetProfile profile;
        try
        {
            profile = await Task.Run(() => ProfileFile.Run(file.Path), stop);
        }
        catch (BadTableException bad)
        {
            return bad.Message;
        }

        if (profile.Rows == 0) return $"{file.Name}: the file has no row.";
        var body = new JsonObject { ["sample"] = profile.Rows, ["digest"] = Baseline.DigestOf(profile), ["profile"] = JsonNode.Parse(Baseline.TextOf(profile)) };

        return await record.RunAsync(actor, name, number, new() { Kind = FactKind.Baseline, Body = JsonSerializer.SerializeToElement(body) }, stop) switch
        {
            RecordFact.Outcome.Kept => null,
            RecordFact.Outcome.Wrong wrong => wrong.Message,
            _ => "There is no such version.",
        };
    }
}
