using Assay.Blobs;
using Assay.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Assay.Evidence;

/// <summary>Takes a file as evidence, or as the next version of some. What is acknowledged is on disk and committed.</summary>
public sealed class AddEvidence(Tenancy tenancy, CatalogLibrary catalog, StoreBlob store, KeepEvidence keep)
{
    private const int _attempts = 3;

    /// <param name="Digest">What the sender says the bytes are; null where it does not know.</param>
    public sealed record File(string Name, Stream Content, string? Digest = null);

    public abstract record Outcome
    {
        public sealed record Added(Guid Id, int Number, string Digest) : Outcome;

        /// <summary>The same file for the same period is there; a control that it did not name before is linked now.</summary>
        public sealed record AlreadyThere(Guid Id, int Number, string Digest) : Outcome;

        public sealed record Refused(IReadOnlyList<FormError> Errors) : Outcome;

        public sealed record TooLarge(string Message) : Outcome;

        /// <summary>What came is not what the sender said it would send: the file changed meanwhile.</summary>
        public sealed record Changed(string Came) : Outcome;

        /// <summary>There is no such item to add a version to.</summary>
        public sealed record NotFound : Outcome;
    }

    /// <param name="item">The item that this is the next version of; null for a new one.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid? item, File file, Filing filing, Collected collected, CancellationToken stop)
    {
        var (errors, name, found) = await CheckAsync(actor, item, file, filing, stop);
        if (!found) return new Outcome.NotFound();
        if (errors.Count > 0) return new Outcome.Refused(errors);

        await using var blob = await store.ReceiveAsync(actor.Organization, file.Content, stop);
        if (blob is null) return new Outcome.TooLarge($"'{name}' is larger than {EvidenceWords.Size(store.MaxBytes)}, the most that one file may have. Split it.");
        if (FileRules.Refuse(name!, blob.Head.Span) is { } refusal) return new Outcome.Refused([new("Form.File", refusal)]);
        if (file.Digest is { } said && said != blob.Digest) return new Outcome.Changed(blob.Digest);

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await KeepAsync(actor, item, blob, name!, filing, collected, stop);
            }
            catch (DbUpdateException failure) when (attempt < _attempts && (failure is DbUpdateConcurrencyException || failure.IsDuplicate))
            {
                // The same file, or another version of the item, was committed at the same moment: look again.
            }
        }
    }

    /// <summary>Before a byte is read: nobody uploads two gigabytes to be told that a date is missing.</summary>
    private async Task<(IReadOnlyList<FormError> Errors, string? Name, bool Found)> CheckAsync(Actor actor, Guid? item, File file, Filing filing, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (item is { } id && !await db.Set<EvidenceItem>().AnyAsync(e => e.Id == id && e.Kind == filing.Kind, stop)) return ([], null, false);

        List<FormError> errors = [.. FilingRules.Refuse(catalog, filing, await db.TodayAsync(stop))];
        var name = FileRules.NameOf(file.Name);
        if (name is null) errors.Add(new("Form.File", "The file has no name."));
        else if (FileRules.MediaTypeOf(name) is null) errors.Add(new("Form.File", FileRules.Refuse(name, [])!));

        return (errors, name, true);
    }

    private async Task<Outcome> KeepAsync(Actor actor, Guid? item, IncomingBlob blob, string name, Filing filing, Collected collected, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var of = item is { } id ? await db.Set<EvidenceItem>().FirstAsync(e => e.Id == id, stop) : null;
        var kept = await keep.AddAsync(db, actor, of, blob, name, filing, collected, stop);
        await db.CommitAsync(stop);

        return kept.IsNew ? new Outcome.Added(kept.Id, kept.Number, blob.Digest) : new Outcome.AlreadyThere(kept.Id, kept.Number, blob.Digest);
    }
}
