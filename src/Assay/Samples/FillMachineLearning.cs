using System.Text.Json;
using Assay.Datasets;
using Assay.Pipelines;

namespace Assay.Samples;

/// <summary>Enters a sample company's datasets and pipelines, as its people and its jobs would.</summary>
internal sealed class FillMachineLearning(
    ImportRows<Dataset> datasets, ImportRows<Pipeline> pipelines, ImportRows<PipelineStep> steps, ImportRows<Feature> features,
    RegisterVersion versions, ReceiveLineage lineage, FillExperiments experiments)
{
    public async Task RunAsync(Actor actor, SampleCompany company, CancellationToken stop)
    {
        if (company.Registers.TryGetValue("datasets", out var file)) Good(await datasets.RunAsync(actor, "datasets.csv", file, dryRun: false, stop));
        if (company.Registers.TryGetValue("pipelines/register", out file)) Good(await pipelines.RunAsync(actor, "pipelines.csv", file, dryRun: false, stop));
        if (company.Registers.TryGetValue("pipelines/steps", out file)) Good(await steps.RunAsync(actor, "steps.csv", file, dryRun: false, stop));
        if (company.Registers.TryGetValue("pipelines/features", out file)) Good(await features.RunAsync(actor, "features.csv", file, dryRun: false, stop));

        if (company.Registers.TryGetValue("datasets/versions", out file))
            foreach (var request in JsonSerializer.Deserialize<RegisterVersion.Request[]>(file, JsonSerializerOptions.Web)!) await versions.RunAsync(actor, request, stop);

        if (company.Registers.TryGetValue("runs", out file)) await experiments.RunAsync(actor, file, stop);

        if (!company.Registers.TryGetValue("lineage", out file)) return;
        using var events = JsonDocument.Parse(file);
        if (await lineage.RunAsync(actor, [.. events.RootElement.EnumerateArray()], stop) is [var wrong, ..]) throw new StartRefusedException($"The sample's lineage is refused: event {wrong.Index}, {wrong.Field}: {wrong.Message}");
    }

    private static void Good(ImportReport report)
    {
        if (!report.IsGood) throw new StartRefusedException($"The sample is refused: {report.Problem ?? string.Join(' ', report.Bad.Select(b => $"line {b.Line}, {b.Field}: {b.Message}"))}");
    }
}
