using Assay.Models;
using static Assay.Gate.GateRule;

namespace Assay.Gate.Rules;

/// <summary>What the gate asks of the data that a version was trained on.</summary>
internal static class DataRules
{
    /// <summary>Licences under which data and weights may be used without asking. A rule set may name others.</summary>
    private static readonly string[] _usualLicences =
        ["Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CC-BY-4.0", "CC-BY-3.0", "ODC-By-1.0", "PDDL-1.0", "Unlicense", "own"];

    public static GateRule Approved { get; } = new("dataset-approved", "Its datasets are approved",
        "A model learns whatever its data says. Data that nobody looked at is the easiest way for a bad model into production.",
        (input, _) =>
        {
            if (input.Provenance is not { Datasets: [_, ..] }) return Said.Unknown("Provenance names no dataset version, so it cannot be told what it learned from. Record its provenance.");

            List<Verdict.Fact> facts = [.. input.Datasets.Select(d => new Verdict.Fact(d.Reference, d.ApprovedBy is { } by ? $"approved by {by}" : d.Known ? "not approved" : "not in the register"))];
            if (input.Datasets.Where(d => !d.Known).ToList() is [_, ..] unknown) return Said.Unknown($"Not in the register of datasets: {Names(unknown)}. Register them.", facts);
            return input.Datasets.Where(d => d.ApprovedBy is null).ToList() is [_, ..] open
                ? Said.Fail($"Approved by nobody: {Names(open)}. Somebody other than who registered them has to.", facts)
                : Said.Pass("Every dataset version was approved.", facts);
        });

    public static GateRule Quality { get; } = new("data-quality", "The quality of its data was checked",
        "Missing values, duplicates and drifted columns show in the data before they show in the model.",
        (input, _) =>
        {
            if (input.Fact(FactKind.DataQuality) is { } stated)
                return stated.Flag("passed") switch
                {
                    true => Said.Pass("The report of its data's quality passed.", Of(stated, "dataset", "report")),
                    false => Said.Fail("The report of its data's quality did not pass.", Of(stated, "dataset", "report")),
                    _ => Said.Unknown("The report of its data's quality does not say whether it passed."),
                };

            if (input.Datasets is [] || input.Datasets.Any(d => d.QualityPassed is null)) return Said.Unknown("No check of its data's quality is on record. Run one, or record its result.");
            return input.Datasets.Where(d => d.QualityPassed is false).ToList() is [_, ..] bad ? Said.Fail($"Their quality did not pass: {Names(bad)}.") : Said.Pass("The quality of every dataset version passed.");
        });

    public static GateRule Licence { get; } = new("licence-allowed", "Its licences allow it",
        "Data or weights under terms that forbid this use make every answer of the model somebody's claim.",
        (input, settings) =>
        {
            if (input.Provenance is not { } provenance) return Said.Unknown("No provenance is recorded, so no licence is known.");

            var allowed = settings.Words("allow", _usualLicences);
            List<(string What, string? Licence)> found = [.. input.Datasets.Select(d => (d.Reference, d.Licence))];
            found.Add(provenance.BaseModel is "" ? ("the version itself", provenance.Licence) : (provenance.BaseModel, provenance.Licence));

            List<Verdict.Fact> facts = [.. found.Select(f => new Verdict.Fact(f.What, string.IsNullOrEmpty(f.Licence) ? "none recorded" : f.Licence))];
            if (found.Where(f => string.IsNullOrEmpty(f.Licence)).Select(f => f.What).ToList() is [_, ..] unknown) return Said.Unknown($"No licence is recorded for {string.Join(", ", unknown)}.", facts);
            return found.Where(f => !allowed.Contains(f.Licence!, StringComparer.OrdinalIgnoreCase)).ToList() is [_, ..] refused
                ? Said.Fail($"Not among the allowed licences: {string.Join(", ", refused.Select(f => $"{f.What} ({f.Licence})"))}.", facts)
                : Said.Pass("Every licence is among the allowed ones.", facts);
        });

    private static string Names(IEnumerable<DatasetStanding> datasets) => string.Join(", ", datasets.Select(d => d.Reference));

    internal static IReadOnlyList<Verdict.Fact> Of(System.Text.Json.JsonElement json, params string[] names) =>
        [.. names.Select(n => (Name: n, Value: json.Words(n) ?? json.Number(n)?.ToString())).Where(f => f.Value is not null).Select(f => new Verdict.Fact(f.Name, f.Value!))];
}
