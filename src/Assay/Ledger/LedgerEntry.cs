namespace Assay.Ledger;

/// <summary>Something that happened. Never changed and never removed; what corrects it is a later entry.</summary>
/// <remarks>
/// Actor and subject are opaque ids. Personal data does not enter the body in the clear, because an entry outlives
/// every request for erasure.
/// </remarks>
public sealed class LedgerEntry : ITenantRow, IEntry
{
    private LedgerEntry()
    {
    }

    public Guid OrganizationId { get; private init; }

    public Guid EntryId { get; private init; }

    /// <summary>What happened, as <c>vendor.registered</c>.</summary>
    public string Kind { get; private init; } = "";

    public DateTimeOffset OccurredAt { get; private init; }

    public DateTimeOffset RecordedAt { get; private init; }

    /// <summary>Who did it, as <c>user/0193…</c>.</summary>
    public string Actor { get; private init; } = "";

    /// <summary>What it is about, as <c>vendor/0193…</c>.</summary>
    public string Subject { get; private init; } = "";

    /// <summary>The whole entry as it is hashed; the other properties repeat parts of it, to be found by.</summary>
    public string Text { get; private init; } = "";

    /// <summary>What an auditor reads, as JSON.</summary>
    public string Body => EntryText.BodyOf(Text);

    /// <summary>Commits with the entry and says that it has no number yet. Not loaded.</summary>
    internal PendingEntry? Pending { get; private init; }

    /// <exception cref="ArgumentException">The body holds a fraction or a NUL, or is larger than an entry may be.</exception>
    public static LedgerEntry Of(OrganizationId organization, string actor, string kind, string subject, object body, TimeProvider clock)
    {
        var now = EntryText.Kept(clock.GetUtcNow());
        var id = Guid.CreateVersion7(now);
        var text = new EntryText(organization.Value, id, kind, now, now, actor, subject, CanonicalJson.Of(body, EntryText.MaxBytes)).Checked();

        return new()
        {
            OrganizationId = organization.Value,
            EntryId = id,
            Kind = kind,
            OccurredAt = now,
            RecordedAt = now,
            Actor = actor,
            Subject = subject,
            Text = text,
            Pending = new() { OrganizationId = organization.Value, EntryId = id },
        };
    }
}
