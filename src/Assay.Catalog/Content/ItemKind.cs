namespace Assay.Catalog.Content;

/// <summary>The kinds of items that other items may name, as the compiled catalog spells them.</summary>
public static class ItemKind
{
    public const string Criteria = "criteria";
    public const string Controls = "controls";
    public const string Policies = "policies";
    public const string Risks = "risks";
    public const string Evidence = "evidence";
    public const string Checks = "checks";
    public const string Concerns = "concerns";
    public const string VendorCategories = "vendor_categories";
    public const string Vendors = "vendors";
    public const string Playbooks = "playbooks";
    public const string Training = "training";
    public const string Documents = "documents";
    public const string Guides = "guides";
    public const string Kits = "kits";
    public const string Questionnaire = "questionnaire";
    public const string Cadences = "cadences";
    public const string Plans = "plans";
    public const string Numbers = "numbers";

    /// <summary>The kind that an id tells by its first letters. Ids of controls are all that is left.</summary>
    public static string OfId(string id) => id.TrimEnd("0123456789".ToCharArray()) switch
    {
        "T" => Policies,
        "R" => Risks,
        "E" => Evidence,
        "PB" => Playbooks,
        "TR" => Training,
        "DOC" => Documents,
        "G" => Guides,
        _ when id.StartsWith("CHK-", StringComparison.Ordinal) => Checks,
        _ => Controls,
    };
}
