using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>Takes a model card in, as a new revision.</summary>
public sealed class WriteCard(Tenancy tenancy)
{
    public abstract record Outcome
    {
        public sealed record Written(int Revision, IReadOnlyList<string> Missing) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, string text, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(text)) return new Outcome.Wrong("The card is empty.");
        if (Encoding.UTF8.GetByteCount(text) > ModelCard.MaxBytes) return new Outcome.Wrong($"At most {ModelCard.MaxBytes / 1024} KB.");

        CardText card;
        try
        {
            card = CardText.Parse(text);
        }
        catch (FormatException wrong)
        {
            return new Outcome.Wrong(wrong.Message);
        }

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model) return new Outcome.NotFound();

        var revision = 1 + (await db.Set<ModelCard>().Where(c => c.ModelId == model.Id).MaxAsync(c => (int?)c.Revision, stop) ?? 0);
        db.Add(new ModelCard { ModelId = model.Id, Revision = revision, Text = text.ReplaceLineEndings("\n"), WrittenBy = actor.LedgerId, WrittenAt = db.Clock.GetUtcNow() });
        db.Record(actor, "model.card_written", model.Subject, new { model = name, revision, missing = card.Missing });
        await db.CommitAsync(stop);
        return new Outcome.Written(revision, card.Missing);
    }
}
