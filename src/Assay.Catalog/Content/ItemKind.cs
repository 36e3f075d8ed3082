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
}
