using Assay.Models;

namespace Assay.Gate;

/// <summary>What the gate says of one version: each rule's answer, by which rules, judged by what, with whose grants.</summary>
public sealed record GateReport(ReadVersion.Result Candidate, string Environment, RuleSetText Rules, int Revision, IReadOnlyList<Verdict> Verdicts, GateGrants Grants, IReadOnlyList<VersionApproval> Approvals)
{
    /// <summary>What judged. Another version of the product may judge otherwise, so each decision names it.</summary>
    public static string Evaluator { get; } = $"assay-gate/{typeof(GateReport).Assembly.GetName().Version?.ToString(3)}";

    public bool Passes => Verdicts.All(v => v.IsMet);

    public IReadOnlyList<Verdict> Unmet => [.. Verdicts.Where(v => !v.IsMet)];

    /// <summary>Where a person reads it, below the product's own address.</summary>
    public string Path => $"/models/{Candidate.Model.Id:n}/versions/{Candidate.Version.Number}#gate";

    /// <summary>What the ledger keeps of it, whatever was decided.</summary>
    public object ForLedger(SealedText? because = null, int? replaces = null) => new
    {
        model = Candidate.Model.Name,
        version = Candidate.Version.Number,
        environment = Environment,
        artifact = Candidate.Provenance?.ArtifactDigest,
        rules = Verdicts.ToDictionary(v => v.Rule, v => v.Answer.ToString()),
        unmet = Unmet.Select(v => new { rule = v.Rule, answer = v.Answer.ToString(), reason = v.Reason.Length > 500 ? v.Reason[..500] : v.Reason }).ToArray(),
        rules_digest = Rules.Digest,
        rules_revision = Revision,
        evaluator = Evaluator,
        grants = Grants.ForLedger,
        author = $"{(Candidate.Version.AuthorIsService ? "service" : "user")}/{Candidate.Version.Author:n}",
        approvers = Approvals.Select(a => new { kind = a.Kind.ToString(), by = a.By }).ToArray(),
        because,
        replaces,
    };
}
