using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Models;
using Assay.Statistics;
using Assay.Statistics.Fairness;
using Assay.Statistics.Tables;

namespace Assay.Fairness;

/// <summary>Computes how a version treats groups from a file of its predictions, and keeps the result with its whole recipe. The rows are not kept.</summary>
public sealed class RunFairness(RecordFact record)
{
    public sealed record Request
    {
        public BiasPoint Point { get; init; } = BiasPoint.BeforeDeployment;

        [Required(ErrorMessage = "Name the column with what the model decided.")]
        public string Prediction { get; init; } = "";

        [Required(ErrorMessage = "Name the column with each row's group.")]
        public string Group { get; init; } = "";

        public string? Label { get; init; }

        public string? Positive { get; init; }

        [Range(1, 1_000_000, ErrorMessage = "The fewest records are a number from 1 on.")]
        public int Minimum { get; init; } = FairnessReport.DefaultMinimum;
    }

    public abstract record Outcome
    {
        public sealed record Measured(Guid Fact, FairnessReport Report) : Outcome;

        public sealed record NotFound : Outcome;

        /// <summary>The file cannot be read so; the message names file, line and column.</summary>
        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, ReceivedForm.File file, CancellationToken stop)
    {
        FairnessReport report;
        try
        {
            report = await Task.Run(() => ReadFairness.Run(file.Path, request.Prediction, request.Group, Some(request.Label), Some(request.Positive), request.Minimum), stop);
        }
        catch (BadTableException bad)
        {
            return new Outcome.Wrong(bad.Message.Replace("--positive", "the positive value", StringComparison.Ordinal));
        }

        var body = JsonSerializer.SerializeToNode(report, StatisticsJson.Readable.FairnessReport)!.AsObject();
        body["point"] = request.Point.Word();
        body["data"] = new JsonObject { ["file"] = file.Name, ["sha256"] = file.Sha256, ["bytes"] = file.Bytes };

        return await record.RunAsync(actor, name, number, new() { Kind = FactKind.Fairness, Body = JsonSerializer.SerializeToElement(body) }, stop) switch
        {
            RecordFact.Outcome.Kept kept => new Outcome.Measured(kept.Id, report),
            RecordFact.Outcome.Wrong wrong => new Outcome.Wrong(wrong.Message),
            _ => new Outcome.NotFound(),
        };
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
