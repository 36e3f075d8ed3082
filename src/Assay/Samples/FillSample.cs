using System.Text.Json;
using Assay.Access;
using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using Assay.Catalog.Scope;
using Assay.Interview;
using Assay.People;
using Assay.Policies;
using Assay.Scope;
using Microsoft.EntityFrameworkCore;

namespace Assay.Samples;

/// <summary>
/// Enters a sample company as its people would: each answer, decision and row goes through the use case that a page calls,
/// so that the ledger tells of it. Started again after a crash it goes on; once finished it changes nothing any more.
/// </summary>
internal sealed class FillSample(
    Tenancy tenancy, CatalogLibrary catalog, AnswerQuestion answer, DecideCategory decide, SaveProfile profile, FileSampleEvidence evidence,
    ImportRows<ServiceCommitment> commitments, ImportRows<ScopeComponent> components, ImportRows<Person> people, ImportRows<Account> accounts)
{
    private const string _loaded = "sample.loaded";

    public async Task RunAsync(Actor actor, SampleCompany company, CancellationToken stop)
    {
        if (await IsLoadedAsync(actor, stop)) return;

        await AnswerAsync(actor, company.Sheet, stop);
        await DecideAsync(actor, company.Sheet, stop);
        if (await profile.RunAsync(actor, company.Sheet.Profile, stop) is [var wrong, ..]) throw new StartRefusedException($"The sample's profile is refused: {wrong.Field} {wrong.Message}");
        await ImportAsync(commitments, actor, company.Sheet.Commitments.Select(c => new { text = c.Text, source = c.Source, category = (c.Category ?? Category.Security).ToString() }), stop);
        await ImportAsync(components, actor, company.Sheet.Components.Select(c =>
            new { name = c.Name, @class = c.Class.ToString(), in_scope = c.InScope, excluded_because = c.ExcludedBecause, excluded_by = c.ExcludedBy }), stop);
        if (company.Registers.TryGetValue("people", out var list)) await ImportAsync(people, actor, "people.csv", list, stop);
        if (company.Registers.TryGetValue("access/accounts", out list)) await ImportAsync(accounts, actor, "accounts.csv", list, stop);

        await evidence.RunAsync(actor, company.Sheet.AsOf, stop);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        db.Record(actor, _loaded, $"organization/{actor.Organization}", new { sample = company.Name });
        await db.CommitAsync(stop);
    }

    private async Task<bool> IsLoadedAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        return await db.Set<LedgerEntry>().AnyAsync(e => e.Kind == _loaded, stop);
    }

    /// <summary>In the order of the interview, as the first of each; an answer that is there already is left as it is.</summary>
    private async Task AnswerAsync(Actor actor, AnswerSheet sheet, CancellationToken stop)
    {
        foreach (var question in catalog.Questions.Value.Where(q => sheet.Answers.ContainsKey(q.Id)))
        {
            var text = sheet.Answers[question.Id].Text;
            var outcome = await answer.RunAsync(Answerer.Of(actor), question.Id, new() { Answer = text }, stop);

            if (outcome is not (AnswerQuestion.Outcome.Saved or AnswerQuestion.Outcome.Overtaken))
                throw new StartRefusedException($"The sample's answer '{text}' to '{question.Id}' is refused: {outcome}");
        }
    }

    /// <summary>Only what differs from the recommendation is a decision.</summary>
    private async Task DecideAsync(Actor actor, AnswerSheet sheet, CancellationToken stop)
    {
        if (sheet.Scope is not { } scope) return;

        var recommended = ScopeAdvice.For(catalog, sheet with { Scope = null }, new(catalog, sheet)).Selected;
        foreach (var category in Enum.GetValues<Category>().Where(c => scope.Categories.Contains(c) != recommended.Contains(c)))
        {
            var reason = scope.Reasons.GetValueOrDefault(category.Word(), "Chosen with the audit firm for the first report.");
            await decide.RunAsync(actor, new() { Category = category.Word(), Selected = scope.Categories.Contains(category), Reason = reason }, stop);
        }
    }

    private static Task ImportAsync<TRow>(ImportRows<TRow> import, Actor actor, IEnumerable<object> rows, CancellationToken stop) where TRow : class, IRegisterRow, new() =>
        rows.ToList() is { Count: > 0 } some ? ImportAsync(import, actor, "sample.json", JsonSerializer.SerializeToUtf8Bytes(some), stop) : Task.CompletedTask;

    private static async Task ImportAsync<TRow>(ImportRows<TRow> import, Actor actor, string file, byte[] content, CancellationToken stop) where TRow : class, IRegisterRow, new()
    {
        var report = await import.RunAsync(actor, file, content, dryRun: false, stop);
        if (!report.IsGood)
            throw new StartRefusedException($"The sample's {file} is refused: {report.Problem ?? string.Join(' ', report.Bad.Select(b => $"line {b.Line}, {b.Field}: {b.Message}"))}");
    }
}
