using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>From a result back to its data, recipe, version, what that was trained on, who approved it and where it ran. A broken link is named.</summary>
public sealed class ReadTrace(Tenancy tenancy, JudgeVersion judge, ActorNames names)
{
    /// <param name="Broken">What is missing; null where the chain holds here.</param>
    /// <param name="Href">Where one reads more; null where there is no page.</param>
    public sealed record Link(string What, string Found, string? Broken, string? Href = null);

    public sealed record Result(Guid ModelId, string Model, int Version, IReadOnlyList<Link> Links)
    {
        public bool IsWhole => Links.All(l => l.Broken is null);
    }

    /// <param name="result">The result to begin at; null for the version itself.</param>
    public async Task<Result?> RunAsync(OrganizationId organization, string name, int number, Guid? result, CancellationToken stop) =>
        await judge.RunAsync(organization, name, number, GateOptions.Production, stop) is { } report ? await OfAsync(organization, report, result, stop) : null;

    public async Task<Result?> RunAsync(OrganizationId organization, Guid model, int number, Guid? result, CancellationToken stop) =>
        await judge.RunAsync(organization, model, number, GateOptions.Production, stop) is { } report ? await OfAsync(organization, report, result, stop) : null;

    private async Task<Result?> OfAsync(OrganizationId organization, GateReport report, Guid? result, CancellationToken stop)
    {
        var people = await names.OfAsync(organization, stop);
        await using var db = await tenancy.OpenAsync(organization, stop);
        var version = report.Candidate.Version;
        List<Link> links = [];

        if (result is { } id)
        {
            if (report.Candidate.Facts.FirstOrDefault(f => f.Id == id) is not { } fact) return null;
            links.AddRange(await OfFactAsync(db, report, fact, people, stop));
        }

        links.AddRange(OfVersion(report, people));
        links.AddRange(await OfDatasetsAsync(db, report, people, stop));
        links.AddRange(OfApprovals(report, people));
        links.Add(await OfDeploymentAsync(db, version, people, stop));
        return new(version.ModelId, version.Name, version.Number, links);
    }

    private static async Task<IEnumerable<Link>> OfFactAsync(AssayDb db, GateReport report, ModelFact fact, IReadOnlyDictionary<string, string> people, CancellationToken stop)
    {
        var body = fact.Json;
        var page = ModelLinks.Of(fact.ModelId, fact.Number) + (fact.Kind is FactKind.Fairness or FactKind.Drift ? $"/{fact.Kind}?result={fact.Id:n}" : "#facts-title");
        var data = body.TryGetProperty("data", out var named) ? named : default;
        var digest = data.Words("sha256") ?? data.Words("current_sha256");
        var hasRecipe = body.TryGetProperty("recipe", out _) || body.Items("columns").Any(c => c.TryGetProperty("recipe", out _));
        var subject = report.Candidate.Version.Subject;
        var (text, kind) = ($"{fact.Id:n}", fact.Kind is FactKind.Fairness ? "fairness.run" : fact.Kind is FactKind.Drift ? "drift.run" : "model.fact_recorded");
        var entry = (await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.Subject == subject && e.Kind == kind).ToListAsync(stop)).Find(e => System.Text.Json.JsonElement.Parse(e.Body).Words("fact") == text);
        var filed = entry is null ? null : await db.Set<GateEvidence>().AsNoTracking().FirstOrDefaultAsync(f => f.EntryId == entry.EntryId, stop);

        return
        [
            new("Result", $"{fact.Kind.Replace('_', ' ')}, {fact.RecordedAt:yyyy-MM-dd HH:mm} UTC, by {people.GetValueOrDefault(fact.RecordedBy, fact.RecordedBy)}", null, page),
            new("Data that it was computed from", digest ?? "", digest is null ? "No digest of the data was given, so nobody can tell whether other data gives the same." : null),
            new("Recipe", hasRecipe ? "kept with the result" : "", hasRecipe ? null : "No recipe was given, so it cannot be computed again.", page),
            new("Ledger entry", entry is null ? "" : $"{entry.EntryId}", entry is null ? "No entry tells of it." : null, entry is null ? null : $"/ledger/{entry.EntryId}"),
            new("Evidence", filed is null ? "" : $"version {filed.Number}", filed is not null || entry is null || !FiledKinds.Kinds.Contains(entry.Kind) ? null : "It is not filed yet; that happens within minutes.", filed is null ? null : $"/evidence/{filed.EvidenceId}"),
        ];
    }

    private static IEnumerable<Link> OfVersion(GateReport report, IReadOnlyDictionary<string, string> people)
    {
        var (version, made) = (report.Candidate.Version, report.Candidate.Provenance);
        var author = $"{(version.AuthorIsService ? "service" : "user")}/{version.Author:n}";
        return
        [
            new("Model version", $"{version.Name} {version.Number}, registered by {people.GetValueOrDefault(author, author)}", null, ModelLinks.Of(version.ModelId, version.Number)),
            new("Artifact", made?.ArtifactDigest ?? "", made is null ? "Nobody has said what it was made from." : null),
            new("Code", made?.CodeCommit ?? "", made is { CodeCommit.Length: > 0 } ? null : "No commit is recorded."),
        ];
    }

    private static async Task<IEnumerable<Link>> OfDatasetsAsync(AssayDb db, GateReport report, IReadOnlyDictionary<string, string> people, CancellationToken stop) =>
        report.Candidate.Provenance is { Datasets: [_, ..] named }
            ? (await DatasetStanding.OfAsync(db, named, stop)).Select(d => new Link("Dataset version",
                d.ApprovedBy is { } by ? $"{d.Reference}, approved by {people.GetValueOrDefault(by, by)}" : d.Reference,
                !d.Known ? "It is not in the register of datasets." : d.ApprovedBy is null ? "Nobody has approved it." : null, "/datasets"))
            : [new("Dataset versions", "", "Provenance names no dataset version.")];

    private static IEnumerable<Link> OfApprovals(GateReport report, IReadOnlyDictionary<string, string> people) =>
        Enum.GetValues<ApprovalKind>().Select(kind => (Kind: kind, Given: report.Approvals.FirstOrDefault(a => a.Kind == kind))).Select(a => new Link(
            a.Kind is ApprovalKind.PeerReview ? "Peer review" : "Sign-off",
            a.Given is { } given ? $"{people.GetValueOrDefault(given.By, given.By)}, {given.ApprovedAt:yyyy-MM-dd HH:mm} UTC, by rules {given.RulesDigest[..Math.Min(12, given.RulesDigest.Length)]}" : "",
            a.Given is null ? "Nobody has given it." : null));

    private static async Task<Link> OfDeploymentAsync(AssayDb db, ModelVersion version, IReadOnlyDictionary<string, string> people, CancellationToken stop)
    {
        var last = await db.Set<Deployment>().AsNoTracking().Where(d => d.ModelId == version.ModelId && d.Number == version.Number).OrderByDescending(d => d.StartedAt).FirstOrDefaultAsync(stop);
        return last is null
            ? new("Deployment", "it never ran in production", null)
            : new("Deployment", $"{last.Kind.ToString().ToLowerInvariant()} on {last.StartedAt:yyyy-MM-dd HH:mm} UTC by {people.GetValueOrDefault($"user/{last.StartedBy:n}", people.GetValueOrDefault($"service/{last.StartedBy:n}", $"user/{last.StartedBy:n}"))}{(last.EndedAt is { } ended ? $", until {ended:yyyy-MM-dd HH:mm} UTC" : ", running")}",
                last.Kind is DeploymentKind.Emergency && last.ReviewedAt is null ? "It went past the gate, and nobody has reviewed that." : null, "/models/releases");
    }
}
