using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Evidence;

/// <summary>Something that the auditor asked for.</summary>
public sealed partial class EvidenceRequest : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    /// <summary>As the auditor numbers it.</summary>
    public string Reference { get; set; } = "";

    public string Wanted { get; set; } = "";

    /// <summary>Controls, criteria or types by their ids, where the auditor names any.</summary>
    public string Serves { get; set; } = "";

    public DateOnly? DueOn { get; set; }

    /// <summary>The ids that it names, in its own column or in its words.</summary>
    public IReadOnlySet<string> Ids => Named().Matches($"{Serves} {Wanted}").Select(m => m.Value.ToUpperInvariant()).ToHashSet();

    [GeneratedRegex(@"\b([A-Z]{2,4}-\d{2}|(CC|A|C|PI|P)\d+\.\d+|E\d{2})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}

internal sealed class EvidenceRequestTable : IEntityTypeConfiguration<EvidenceRequest>
{
    public void Configure(EntityTypeBuilder<EvidenceRequest> builder)
    {
        builder.HasKey(r => r.Id);
        builder.Ignore(r => r.Ids);
    }
}

/// <summary>The auditor's request list, as the audit firm sends it.</summary>
public sealed class EvidenceRequestsRegister(MatchRequests match) : Register<EvidenceRequest>
{
    public override RegisterWords Words { get; } = new(
        "evidence/requests", "evidence_request", "Auditor's requests", "request", "requests",
        "What the auditor asked for, matched with what the vault holds.",
        "Audit firms send a list, often called PBC, at the start of fieldwork. Import it as it came and see at once what is there and what is not.")
    {
        Above = [("Evidence", "/evidence"), ("Requests and matches", "/evidence/checklist")],
    };

    public override Permission Reading => Permission.ReadEvidence;

    public override Permission Editing => Permission.AddEvidence;

    public override IReadOnlyList<Column<EvidenceRequest>> Columns { get; } =
    [
        new TextColumn<EvidenceRequest>("reference", "Reference", r => r.Reference, 60) { Required = true, IsKey = true, Aliases = ["ref", "no", "number", "request id", "id", "#"] },
        new TextColumn<EvidenceRequest>("wanted", "What is asked for", r => r.Wanted, 1000) { Required = true, Aliases = ["request", "description", "item", "evidence requested", "evidence"] },
        new TextColumn<EvidenceRequest>("serves", "Controls, criteria or types", r => r.Serves, 200)
        {
            Aliases = ["control", "controls", "criteria", "criterion", "tsc", "control id"], Help = "By their ids, such as AC-05, CC6.2 or E01. Left empty, the ids in the words are used.",
        },
        new DateColumn<EvidenceRequest>("due_on", "Due", r => r.DueOn) { Aliases = ["due", "due date", "needed by"] },
    ];

    public override Task<IReadOnlyList<LinkedPanel.Link>> LinkedAsync(AssayDb db, EvidenceRequest row, DateOnly today, CancellationToken stop) => match.LinksAsync(db, row, stop);
}
