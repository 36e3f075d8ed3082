namespace Assay.Ledger;

/// <summary>How a use case tells the ledger what it did.</summary>
public static class Recording
{
    extension(AssayDb db)
    {
        /// <summary>Adds an entry that commits with the rows it tells of, or not at all.</summary>
        /// <param name="kind">What happened, as <c>vendor.registered</c>.</param>
        /// <param name="subject">An opaque id, as <c>vendor/0193…</c>; never a name or an address.</param>
        /// <param name="body">What an auditor will want to read. No personal data, no fractions (write amounts as text).</param>
        public void Record(Actor actor, string kind, string subject, object body) =>
            db.Add(LedgerEntry.Of(db.Organization, actor.LedgerId, kind, subject, body, db.Clock));
    }

    extension(Actor actor)
    {
        /// <summary>How the ledger names a person or a service account: by an id that means nothing once the account is erased.</summary>
        public string LedgerId => actor.JobName is { } job ? $"job/{job}" : $"{(actor.IsService ? "service" : "user")}/{actor.UserId:n}";
    }
}
