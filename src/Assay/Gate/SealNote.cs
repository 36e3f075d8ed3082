namespace Assay.Gate;

/// <summary>What people type at the gate enters the ledger sealed under what it is about: a reason often names a person.</summary>
internal static class SealNote
{
    extension(Sealing sealing)
    {
        /// <returns>Null for no words; also where somebody has erased the words about this subject, which must not keep anybody from a decision.</returns>
        public async Task<SealedText?> NoteAsync(AssayDb db, string subject, string? words, CancellationToken stop)
        {
            try
            {
                return await sealing.SealAsync(db, subject, words?.Trim(), stop);
            }
            catch (SubjectErasedException)
            {
                return null;
            }
        }
    }
}
