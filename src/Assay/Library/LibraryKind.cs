using Assay.Catalog.Content;

namespace Assay.Library;

/// <summary>How pages speak of a kind of item.</summary>
/// <param name="Kind">As addresses and the catalog spell it.</param>
public sealed record LibraryKind(string Kind, string Title, string One, string Purpose)
{
    public static IReadOnlyList<LibraryKind> All { get; } =
    [
        new(ItemKind.Criteria, "Criteria", "Criterion", "What a SOC 2 report is judged against"),
        new(ItemKind.Controls, "Controls", "Control", "Who does what, how often, and how it is tested"),
        new(ItemKind.Policies, "Policies", "Policy", "Documents to sign, filled in for your company"),
        new(ItemKind.Risks, "Risks", "Risk", "Threats with examples and a default rating"),
        new(ItemKind.Evidence, "Evidence", "Evidence type", "What auditors ask for, with a sheet to fill in"),
        new(ItemKind.Checks, "Checks", "Check", "Questions to your records that run by themselves"),
        new(ItemKind.Concerns, "AI concerns", "AI concern", "What buyers worry about, and what answers it"),
        new(ItemKind.Playbooks, "Playbooks", "Playbook", "Incidents, the first hour and the steps after"),
        new(ItemKind.Training, "Training", "Training module", "Lessons with a test"),
        new(ItemKind.VendorCategories, "Vendor categories", "Vendor category", "What to ask each kind of supplier"),
        new(ItemKind.Vendors, "Vendors", "Vendor", "Suppliers that ML companies use, with sources"),
        new(ItemKind.Documents, "Documents", "Document", "Templates for agreements, notices and reports"),
        new(ItemKind.Guides, "Guides", "Guide", "How to go about it"),
        new(ItemKind.Kits, "Kits", "Kit", "What belongs together"),
        new(ItemKind.Questionnaire, "Questionnaire", "Question", "What buyers ask, with answers tied to controls"),
        new(ItemKind.Cadences, "Cadences", "Cadence", "What recurs, and what makes it due at once"),
        new(ItemKind.Plans, "Plans", "Programme plan", "Ways from the first day to the report"),
        new(ItemKind.Numbers, "Numbers", "Number", "Figures that estimates start from, with their sources"),
    ];

    public static LibraryKind? Of(string? kind) => All.FirstOrDefault(k => k.Kind == kind);

    public static string Href(string kind, string id) => $"/library/{kind}/{Uri.EscapeDataString(id)}";
}
