using System.Text.Json;
using Assay.Artifacts;
using Assay.Components;
using Assay.Datasets;
using Assay.Gate;
using Assay.Models;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using RegisterDataset = Assay.Datasets.RegisterVersion;
using RegisterModelVersion = Assay.Models.RegisterVersion;

namespace Assay.Samples;

/// <summary>
/// The story of the bad dataset: SignalShift, a made-up company, trains on data that nobody looked at and wants the model in
/// production the same day. It is stopped at each missing step; then each is done, by the people whose step it is.
/// </summary>
/// <remarks>Everything goes through the use cases that pages and clients call, so the trail tells who did what and when.</remarks>
internal sealed class SignalShift(
    Tenancy tenancy, IdentityDb identity, UserManager<User> users, TimeProvider clock,
    RegisterModel registerModel, RegisterModelVersion registerVersion, RecordFact facts, TakeArtifact artifact, ImportBom bom, LoadAdvisories advisories, EvaluateComponent components,
    SaveRow<Dataset> datasets, RegisterDataset registerDataset, DecideVersion decideDataset, ProposeRules propose, ApproveRules approveRules, ApproveVersion approve, PromoteVersion promote, StoryMeasures measures)
{
    public const string Name = "signalshift";

    /// <summary>Only the first half: everything is still missing.</summary>
    public const string Before = "signalshift-before";

    private const string _model = "ad-ranker";
    private const string _dataset = "clickstream";

    private static readonly byte[] _weights = [2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}'];
    private static readonly string _digest = $"sha256:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(_weights))}";

    /// <param name="Missing">The rule that stops it until then.</param>
    private sealed record Step(string Missing, string Words, Func<Task> Do);

    /// <returns>What happened, line by line; nothing where it was told before.</returns>
    public async Task<IReadOnlyList<string>> TellAsync(OrganizationId organization, bool onlyBefore, CancellationToken stop)
    {
        await using (var db = await tenancy.OpenAsync(organization, stop))
        {
            if (await db.Set<RegisteredModel>().AnyAsync(m => m.Name == _model, stop)) return [];
        }

        var cast = await StoryCast.MakeAsync(identity, users, organization, clock, stop);
        List<string> lines = [$"{cast.Engineer.Name} trains {_model} on {_dataset}@today, which nobody has looked at, and wants it in production the same day."];
        await RegisterAsync(cast, stop);

        foreach (var step in Steps(cast, stop))
        {
            if (await promote.RunAsync(cast.Engineer, _model, 1, new() { Because = "It has to be out today." }, stop) is not PromoteVersion.Outcome.Refused { Report: var report } || report.Unmet.All(v => v.Rule != step.Missing))
                throw new StartRefusedException($"The story went another way: the gate did not stop at '{step.Missing}'.");

            var verdict = report.Unmet.First(v => v.Rule == step.Missing);
            lines.Add($"  stopped by {step.Missing} ({report.Unmet.Count} rules not met): {verdict.Reason}");
            if (onlyBefore) return lines;

            await step.Do();
            lines.Add($"    then {step.Words}");
        }

        if (await promote.RunAsync(cast.Engineer, _model, 1, new() { Archive = true, Because = "Every step was done." }, stop) is not PromoteVersion.Outcome.Promoted) throw new StartRefusedException("The story went another way: the gate stayed shut.");
        lines.Add($"{_model} version 1 is in production. The trail is at /models/releases");
        await measures.DriftAsync(cast.Engineer, _model, stop);
        lines.Add("A week later its visitors have changed: an alert waits on the first page.");
        return lines;
    }

    private async Task RegisterAsync(StoryCast cast, CancellationToken stop)
    {
        await registerModel.RunAsync(cast.Engineer, new() { Name = _model, Owner = "Ads", Description = "Ranks advertisements for a visitor.", Consequential = false }, stop);
        await registerVersion.RunAsync(cast.Engineer, _model, new()
        {
            Source = "s3://signalshift-models/ad-ranker/1",
            Description = "Trained this morning on fresh clicks.",
            Provenance = new()
            {
                ArtifactDigest = _digest,
                CodeCommit = "8c2f4e1",
                Datasets = [$"{_dataset}@today"],
                Parameters = JsonSerializer.SerializeToElement(new { learning_rate = "0.01", depth = 6 }),
                Seed = "7",
                Environment = "python 3.12, torch 2.6, one A100",
                BaseModel = "distilbert-base-uncased",
                Licence = "Apache-2.0",
            },
        }, stop);
    }

    private IEnumerable<Step> Steps(StoryCast cast, CancellationToken stop) =>
    [
        new("dataset-approved", $"{cast.Steward.Name} writes down where the data comes from, and approves it after a look at it.", () => ApproveDataAsync(cast, stop)),
        new("data-quality", "the quality report of the data is recorded: passed.", () => FactAsync(cast.Engineer, FactKind.DataQuality, new { passed = true, dataset = $"{_dataset}@today", report = "schema, nulls, duplicates, volume" }, stop)),
        new("evaluation-threshold", $"{cast.Manager.Name} approves a threshold that {cast.Peer.Name} proposed, and the evaluation is recorded.", () => EvaluateAsync(cast, stop)),
        new("fairness-within-limits", "selection rates by group are measured, in the training data and before deployment.", () => measures.FairnessAsync(cast.Engineer, _model, stop)),
        new("tests-passed", "the tests run and pass.", () => FactAsync(cast.Engineer, FactKind.Tests, new { passed = true, suite = "pre-deployment", total = 48, failed = 0, commit = "8c2f4e1" }, stop)),
        new("baseline-present", "the distributions that it was accepted with are kept as the baseline of monitoring.", () => measures.BaselineAsync(cast.Engineer, _model, stop)),
        new("artifact-verified", "source and digest of the pre-trained weights are recorded.", () => FactAsync(cast.Engineer, FactKind.Pretrained, new { source = "https://huggingface.co/distilbert/distilbert-base-uncased", digest = _digest, licence = "Apache-2.0" }, stop)),
        new("artifact-safe", "the artifact is scanned: nothing in it runs when it is loaded.", () => artifact.RunAsync(cast.Engineer, _model, 1, "model.safetensors", new MemoryStream(_weights), stop)),
        new("no-known-vulnerability", "advisories are loaded and the bill of materials is sent.", () => ListComponentsAsync(cast, stop)),
        new("components-evaluated", $"{cast.Manager.Name} decides that its libraries may be used.", () => components.RunAsync(cast.Manager, new() { Accepted = true, Note = "Licences and maintainers looked at." }, stop)),
        new("code-reviewed", $"{cast.Peer.Name} reviews the code.", () => FactAsync(cast.Peer, FactKind.CodeReview, new { commit = "8c2f4e1", author = cast.Engineer.LedgerId, reviewer = cast.Peer.LedgerId }, stop)),
        new("rollback-plan", "the way back is written down.", () => FactAsync(cast.Engineer, FactKind.RollbackPlan, new { plan = "Serve the ranking by popularity, as before the first model; one flag, under a minute." }, stop)),
        new("two-approvals", $"{cast.Peer.Name} reviews the version and {cast.Manager.Name} signs it off.", () => ApproveAsync(cast, stop)),
    ];

    private async Task ApproveDataAsync(StoryCast cast, CancellationToken stop)
    {
        var added = await datasets.RunAsync(cast.Steward, null, null, new Dictionary<string, string>
        {
            ["name"] = _dataset,
            ["source"] = "Our own site's clicks, with consent",
            ["licence"] = "own",
            ["owner_email"] = "tariq@signalshift.example",
            ["purpose"] = "Ranking advertisements",
        }, stop);
        if (added is not SaveRow<Dataset>.Outcome.Saved) throw new StartRefusedException($"The story's dataset is refused: {added}");

        var registered = await registerDataset.RunAsync(cast.Engineer, new() { Dataset = _dataset, Label = "today", Digest = _digest["sha256:".Length..], Bytes = 81_234_567, Files = 12 }, stop);
        if (registered is not RegisterDataset.Outcome.Registered { DatasetId: var id, Number: var number }) throw new StartRefusedException($"The story's dataset version is refused: {registered}");
        if (await decideDataset.RunAsync(cast.Steward, id, number, new() { Approve = true, Reason = "Looked at a sample of each file." }, stop) is not DecideVersion.Outcome.Decided) throw new StartRefusedException("The story's dataset is not approved.");
    }

    private async Task EvaluateAsync(StoryCast cast, CancellationToken stop)
    {
        var rules = JsonSerializer.SerializeToElement(new { rules = GateRules.All.Select(r => r == GateRules.Find("evaluation-threshold") ? (object)new { rule = r.Id, min = new { auc = "0.75" } } : new { rule = r.Id }) });
        if (await propose.RunAsync(cast.Peer, new() { Model = _model, Rules = rules, Note = "The ranking by popularity reaches 0.71; a model that is worth its risk does better." }, stop) is ProposeRules.Outcome.Proposed proposed)
            await approveRules.RunAsync(cast.Manager, proposed.Scope, proposed.Revision, stop);

        await FactAsync(cast.Engineer, FactKind.Evaluation, new { dataset = "clickstream holdout", metrics = new { auc = "0.79" } }, stop);
    }

    private async Task ListComponentsAsync(StoryCast cast, CancellationToken stop)
    {
        using var osv = new MemoryStream("""[{"id":"PYSEC-2022-43015","modified":"2023-11-08T04:11:25Z","database_specific":{"severity":"CRITICAL"},"affected":[{"package":{"ecosystem":"PyPI","name":"torch"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.13.1"}]}]}]}]"""u8.ToArray());
        await advisories.RunAsync(cast.Engineer, osv, stop);
        await bom.RunAsync(cast.Engineer, _model, 1, """{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"library","name":"torch","version":"2.6.0","purl":"pkg:pypi/torch@2.6.0","licenses":[{"license":{"id":"BSD-3-Clause"}}]}]}""", stop);
    }

    private async Task ApproveAsync(StoryCast cast, CancellationToken stop)
    {
        await approve.RunAsync(cast.Peer, _model, 1, new() { Kind = ApprovalKind.PeerReview, Note = "Ran it on last month's holdout." }, stop);
        await approve.RunAsync(cast.Manager, _model, 1, new() { Kind = ApprovalKind.SignOff, Note = "Within our risk appetite." }, stop);
    }

    private Task<RecordFact.Outcome> FactAsync(Actor actor, string kind, object body, CancellationToken stop) =>
        facts.RunAsync(actor, _model, 1, new() { Kind = kind, Body = JsonSerializer.SerializeToElement(body) }, stop);
}
