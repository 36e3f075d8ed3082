using Microsoft.EntityFrameworkCore;

namespace Assay.Pipelines;

public sealed class PipelinesRegister : Register<Pipeline>
{
    public override RegisterWords Words { get; } = new(
        "pipelines/register", "pipeline", "All pipelines", "pipeline", "pipelines",
        "What turns data into models and endpoints, with who answers for it and when it has to run.",
        "Change control reaches as far as the pipelines that are known. Name each with its job, and its runs report themselves.")
    {
        Above = [("Pipelines", "/pipelines")],
    };

    public override Permission Reading => Permission.ReadMachineLearning;

    public override Permission Editing => Permission.EditPipelines;

    public override IReadOnlyList<Column<Pipeline>> Columns { get; } =
    [
        new TextColumn<Pipeline>("name", "Name", p => p.Name, 120) { Required = true, IsKey = true, Aliases = ["pipeline"] },
        new TextColumn<Pipeline>("purpose", "Purpose", p => p.Purpose, 1000) { IsDetail = true, IsMultiline = true },
        new EmailColumn<Pipeline>("owner_email", "Owner's e-mail", p => p.OwnerEmail) { Aliases = ["owner"] },
        new TextColumn<Pipeline>("tool", "Tool", p => p.Tool, 120) { Help = "Airflow, Kubeflow, a CI job." },
        new ChoiceColumn<Pipeline, PipelineEnvironment>("environment", "Environment", p => p.Environment) { WhenEmpty = PipelineEnvironment.Unknown },
        new TextColumn<Pipeline>("job_namespace", "Job namespace", p => p.JobNamespace, 500) { IsDetail = true, Help = "As its OpenLineage events name it." },
        new TextColumn<Pipeline>("job_name", "Job name", p => p.JobName, 500) { Help = "As its OpenLineage events name it." },
        new AmountColumn<Pipeline>("expected_every_hours", "Expected every (hours)", p => p.ExpectedEveryHours) { Help = "A run is missed after so many hours without a finished one; 0 where it runs on demand." },
    ];

    public override async Task<IReadOnlyList<LinkedPanel.Link>> LinkedAsync(AssayDb db, Pipeline row, DateOnly today, CancellationToken stop)
    {
        var steps = await db.Set<PipelineStep>().AsNoTracking().Where(s => s.Pipeline == row.Name).OrderBy(s => s.Position).Take(50).ToListAsync(stop);
        var node = LineageKey.Of(LineageKind.Job, row.JobNamespace, row.JobName);

        return
        [
            new("Change control", "Definitions and runs", $"/pipelines/{row.Id}/definitions"),
            new("Lineage", "What flows in and out", $"/pipelines/lineage?node={node}"),
            .. steps.Select(s => new LinkedPanel.Link("Steps", $"{s.Position}. {s.Name}", $"/pipelines/steps/{s.Id}", s.IsDocumented ? "Done" : "Missing")),
        ];
    }
}

public sealed class StepsRegister : Register<PipelineStep>
{
    public override RegisterWords Words { get; } = new(
        "pipelines/steps", "pipeline_step", "Steps", "step", "steps",
        "Each step from ingestion to deployment: why it is there, what goes in and comes out, and who answers for it.",
        "An auditor asks how raw data becomes a decision. A step that says no purpose, inputs, outputs or owner is a finding.")
    {
        Above = [("Pipelines", "/pipelines")],
    };

    public override Permission Reading => Permission.ReadMachineLearning;

    public override Permission Editing => Permission.EditPipelines;

    public override IReadOnlyList<Column<PipelineStep>> Columns { get; } =
    [
        new TextColumn<PipelineStep>("name", "Step", s => s.Name, 120) { Required = true, IsKey = true },
        new TextColumn<PipelineStep>("pipeline", "Pipeline", s => s.Pipeline, 120) { Required = true, IsKey = true, Help = "The name of a registered pipeline." },
        new AmountColumn<PipelineStep>("position", "Order", s => s.Position) { Required = true },
        new ChoiceColumn<PipelineStep, Stage>("stage", "Stage", s => s.Stage) { Required = true },
        new TextColumn<PipelineStep>("purpose", "Purpose", s => s.Purpose, 1000) { IsMultiline = true, IsDetail = true },
        new TextColumn<PipelineStep>("inputs", "Inputs", s => s.Inputs, 1000),
        new TextColumn<PipelineStep>("outputs", "Outputs", s => s.Outputs, 1000),
        new EmailColumn<PipelineStep>("owner_email", "Owner's e-mail", s => s.OwnerEmail) { Aliases = ["owner"] },
        new TextColumn<PipelineStep>("tool", "Tool", s => s.Tool, 120) { IsDetail = true },
    ];

    public override IReadOnlyList<RegisterView<PipelineStep>> Views { get; } =
    [
        new("undocumented", "Not documented", (steps, _) => steps.Where(s => s.Purpose == "" || s.Inputs == "" || s.Outputs == "" || s.OwnerEmail == ""), "bad"),
    ];
}
