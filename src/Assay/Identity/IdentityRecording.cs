namespace Assay.Identity;

/// <summary>How the tables without an organisation tell an organisation's ledger what happened.</summary>
internal static class IdentityRecording
{
    extension(IdentityDb db)
    {
        /// <summary>Adds an entry to the transaction, which must have entered the actor's organisation.</summary>
        public void Record(Actor actor, string kind, string subject, object body, TimeProvider clock) =>
            db.Add(LedgerEntry.Of(actor.Organization, actor.LedgerId, kind, subject, body, clock));
    }
}
