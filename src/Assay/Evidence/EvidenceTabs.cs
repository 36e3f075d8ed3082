namespace Assay.Evidence;

internal static class EvidenceTabs
{
    public static IReadOnlyList<(string Title, string Href)> Links { get; } =
    [
        ("Vault", "/evidence"), ("Coverage", "/evidence/coverage"), ("Plan", "/evidence/plan"), ("Reminders", "/evidence/reminders"),
        ("Auditor's requests", "/evidence/checklist"), ("Document classes", "/evidence/classes"), ("Types", "/evidence/types"),
    ];

    public static IReadOnlyList<(string Title, string Href)> Above { get; } = [("Evidence", "/evidence")];
}
