using Assay.Models;
using static Assay.Gate.GateRule;

namespace Assay.Gate.Rules;

/// <summary>What the gate asks of the artifact's bytes and of what they are made of.</summary>
internal static class ArtifactRules
{
    private static readonly string[] _severities = ["NONE", "LOW", "MODERATE", "MEDIUM", "HIGH", "CRITICAL"];

    public static GateRule Verified { get; } = new("artifact-verified", "Its artifact is what it claims to be",
        "Weights that were exchanged on the way behave well until they are told not to.",
        (input, _) =>
        {
            if (input.Provenance is not { } provenance) return Said.Unknown("No artifact digest is recorded. Record its provenance.");

            List<Verdict.Fact> facts = [new("artifact", provenance.ArtifactDigest)];
            if (input.Fact(FactKind.Signature) is { } signature)
            {
                facts.AddRange(DataRules.Of(signature, "signer", "method", "reason"));
                return signature.Flag("verified") is true ? Said.Pass("Its signature was verified, over this digest.", facts) : Said.Fail($"Its signature was not verified: {signature.Words("reason")}.", facts);
            }

            if (provenance.BaseModel is "") return Said.Fail("It is not signed. Sign it (OpenSSF Model Signing) and send the signature.", facts);
            if (input.Fact(FactKind.Pretrained) is not { } pretrained) return Said.Unknown($"It is made from {provenance.BaseModel}, whose source and digest are not recorded. Record them, or sign the artifact.", facts);

            facts.AddRange(DataRules.Of(pretrained, "source", "digest", "licence"));
            return pretrained.Words("source") is { Length: > 0 } && pretrained.Words("digest") is { Length: > 0 }
                ? Said.Pass("It is not signed; where its pre-trained weights come from is recorded with their digest.", facts)
                : Said.Fail("What is recorded of its pre-trained weights names no source or no digest.", facts);
        });

    public static GateRule SafeToLoad { get; } = new("artifact-safe", "Loading it runs nobody's code",
        "A pickle is a program: whoever loads one runs what its author wrote into it.",
        (input, _) =>
        {
            if (input.Fact(FactKind.Scan) is not { } scan) return Said.Unknown("It was not scanned. Send the artifact's bytes.");
            if (input.Provenance is { } provenance && scan.Words("digest") != provenance.ArtifactDigest) return Said.Unknown("What was scanned is not the recorded artifact.");

            var found = scan.Items("findings").Select(f => f.GetString() ?? "").ToList();
            List<Verdict.Fact> facts = [new("scanned", scan.Words("digest") ?? ""), .. DataRules.Of(scan, "scanner", "format"), .. found.Take(20).Select(f => new Verdict.Fact("found", f))];
            return scan.Flag("safe") switch
            {
                true => Said.Pass("Nothing in it runs when it is loaded.", facts),
                false => Said.Fail($"It runs code when it is loaded: {string.Join(", ", found.Take(5))}.", facts),
                _ => Said.Unknown("The scan could not read it to its end.", facts),
            };
        });

    public static GateRule NoKnownVulnerability { get; } = new("no-known-vulnerability", "Its components have no known vulnerability",
        "A model brings its libraries along, and their holes.",
        (input, settings) =>
        {
            var standing = input.Components;
            if (standing.Listed is not { } listed) return Said.Unknown("It has no bill of materials. Send one (CycloneDX 1.6).");
            if (standing.AdvisoriesLoadedAt is not { } loaded) return Said.Unknown("No advisories were ever loaded, so none could be known. Load an OSV file.");

            var from = Rank(settings.Words("from", ["HIGH"])[0]);
            var grave = standing.Vulnerable.Where(v => Rank(v.Severity) >= from).ToList();
            List<Verdict.Fact> facts = [new("components", $"{listed}"), new("advisories loaded", $"{loaded:yyyy-MM-dd}"), .. standing.Vulnerable.Take(20).Select(v => new Verdict.Fact($"{v.Component} {v.Version}", $"{v.Advisory}, {v.Severity}"))];
            return grave is []
                ? Said.Pass(standing.Vulnerable.Count == 0 ? "No advisory names any of its components." : $"Only advisories below {_severities[from]} name its components.", facts)
                : Said.Fail($"Advisories name {string.Join(", ", grave.Take(5).Select(v => $"{v.Component} {v.Version} ({v.Advisory})"))}.", facts);
        });

    public static GateRule ComponentsEvaluated { get; } = new("components-evaluated", "Its components were evaluated",
        "Every library is somebody else's code in our product; somebody decides that it may be there.",
        (input, _) => input.Components switch
        {
            { Listed: null } => Said.Unknown("It has no bill of materials. Send one (CycloneDX 1.6)."),
            { Unevaluated: [] } standing => Said.Pass("Every component was evaluated.", new Verdict.Fact("components", $"{standing.Listed}")),
            var standing => Said.Fail($"Evaluated by nobody: {string.Join(", ", standing.Unevaluated.Take(8))}{(standing.Unevaluated.Count > 8 ? $" and {standing.Unevaluated.Count - 8} more" : "")}.", new Verdict.Fact("not evaluated", $"{standing.Unevaluated.Count}")),
        });

    /// <summary>A severity that nobody stated counts as high: what is not known is not harmless.</summary>
    private static int Rank(string severity) => Array.IndexOf(_severities, severity.ToUpperInvariant()) is >= 0 and var rank ? rank : 4;
}
