using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Assay.Tests;

/// <summary>Which feature may know which. A new arrow is a line added here, where a reviewer sees it.</summary>
public sealed partial class FeatureGraphTests
{
    private static readonly Dictionary<string, string[]> _mayUse = new()
    {
        ["Roles"] = [],
        ["Database"] = [],
        ["Ledger"] = ["Database", "Jobs"],
        ["Proofs"] = ["Database", "Ledger", "Web", "Identity", "Jobs", "Today"],
        ["Web"] = [],
        ["Jobs"] = ["Database", "Web"],
        ["Blobs"] = ["Database"],
        ["Organizations"] = ["Database"],
        ["Identity"] = ["Database", "Ledger", "Web", "Organizations"],
        ["SignOn"] = ["Database", "Ledger", "Web", "Identity", "Organizations"],
        ["Scim"] = ["Database", "Ledger", "Web", "Identity", "Organizations", "SignOn"],
        ["Registers"] = ["Database", "Ledger", "Web", "Identity"],
        ["Members"] = ["Database", "Ledger", "Web", "Organizations", "Identity", "Idempotency", "Scim"],
        ["Today"] = ["Database", "Ledger", "Web", "Identity"],
        ["People"] = ["Database", "Ledger", "Web", "Registers"],
        ["Access"] = ["Database", "Ledger", "Web", "Registers", "People", "Today"],
        ["Interview"] = ["Database", "Ledger", "Web", "Identity", "Today"],
        ["Scope"] = ["Database", "Ledger", "Web", "Interview"],
        ["Gaps"] = ["Database", "Ledger", "Web", "Identity", "Registers", "Interview", "Scope", "Access", "Today"],
        ["Plan"] = ["Database", "Ledger", "Web", "Identity", "Registers", "Gaps", "Today"],
        ["Library"] = ["Database", "Web", "Identity", "Registers", "Policies"],
        ["Policies"] = ["Database", "Ledger", "Web", "Identity", "Scope"],
        ["Calendar"] = ["Database", "Ledger", "Web", "Identity", "Today"],
        ["Adoption"] = ["Database", "Ledger", "Web", "Identity", "Gaps", "Plan", "Policies", "Calendar"],
        ["Idempotency"] = ["Database", "Ledger", "Web", "Identity"],
        ["Tokens"] = ["Database", "Ledger", "Web", "Identity", "Idempotency"],
        ["Security"] = ["Database", "Ledger", "Web", "Identity", "Secrets", "Tokens", "Gaps"],
        ["Secrets"] = ["Database", "Ledger"],
        ["Models"] = ["Database", "Ledger", "Web", "Identity"],
        ["Artifacts"] = ["Database", "Ledger", "Web", "Identity", "Models"],
        ["Components"] = ["Database", "Ledger", "Web", "Identity", "Models", "Today"],
        ["Fairness"] = ["Database", "Ledger", "Web", "Identity", "Models"],
        ["Drift"] = ["Database", "Ledger", "Web", "Identity", "Models", "Today"],
        ["Gate"] = ["Database", "Ledger", "Web", "Identity", "Jobs", "Models", "Components", "Datasets", "Fairness", "Drift", "Evidence", "Today"],
        ["Experiments"] = ["Database", "Ledger", "Web", "Identity", "Models"],
        ["Mlflow"] = ["Database", "Ledger", "Web", "Identity", "Models", "Gate", "Experiments", "Jobs", "Secrets"],
        ["Datasets"] = ["Database", "Ledger", "Web", "Identity", "Registers", "Today"],
        ["Evidence"] = ["Database", "Ledger", "Proofs", "Web", "Identity", "Jobs", "Registers", "Blobs", "Gaps", "Plan", "Calendar", "Adoption", "Policies", "People", "Today"],
        ["Samples"] = ["Database", "Ledger", "Evidence", "Identity", "Organizations", "Registers", "Interview", "Scope", "Policies", "People", "Access", "Datasets", "Pipelines", "Experiments", "Models", "Artifacts", "Components", "Fairness", "Drift", "Gate"],
        ["Settings"] = ["Database", "Ledger", "Web", "Identity", "Organizations"],
        ["Offboarding"] = ["Database", "Ledger", "Web", "Identity", "Organizations", "Blobs"],
        ["Pipelines"] = ["Database", "Ledger", "Web", "Identity", "Registers", "Datasets"],
    };

    /// <summary>Every door says what it needs, so every feature knows these.</summary>
    private static readonly string[] _everybodyMay = ["Roles"];

    /// <summary>Folders that hold files for browsers, not features.</summary>
    private static readonly string[] _noFeature = ["wwwroot"];

    [Fact]
    public void Every_folder_uses_only_what_it_may()
    {
        var arrows =
            from file in Directory.EnumerateFiles(Source(), "*.*", SearchOption.AllDirectories)
            where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)
            let folder = Path.GetRelativePath(Source(), file).Split('/', '\\')[0]
            where _mayUse.ContainsKey(folder)
            from Match use in Mention().Matches(File.ReadAllText(file))
            let used = use.Groups["folder"].Value
            where used != folder && _mayUse.ContainsKey(used) && !_mayUse[folder].Contains(used) && !_everybodyMay.Contains(used)
            select $"{folder} uses {used} in {Path.GetFileName(file)}";

        Assert.Empty(arrows.Distinct());
    }

    [Fact]
    public void Every_folder_is_in_the_graph() =>
        Assert.Empty(Directory.EnumerateDirectories(Source()).Select(d => Path.GetFileName(d)!).Except(_mayUse.Keys).Except(_noFeature));

    [Fact]
    public void No_arrow_leads_back()
    {
        List<string> placed = [];

        // Take away, again and again, whatever rests only on what was taken away before: a ring is what remains.
        while (_mayUse.Keys.Except(placed).FirstOrDefault(f => _mayUse[f].All(placed.Contains)) is { } next) placed.Add(next);

        Assert.Empty(_mayUse.Keys.Except(placed));
    }

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "../../src/Assay"));

    [GeneratedRegex(@"\bAssay\.(?<folder>[A-Z][A-Za-z]+)", RegexOptions.None, 1000)]
    private static partial Regex Mention();
}
