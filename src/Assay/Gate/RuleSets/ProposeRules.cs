using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Proposes another set of rules, for one model or for all. It counts only once somebody else has approved it.</summary>
public sealed class ProposeRules(Tenancy tenancy, Sealing sealing)
{
    public sealed record Request
    {
        /// <summary>A model's name; left out for all models that have no rules of their own.</summary>
        [StringLength(RegisteredModel.LongestName)]
        public string? Model { get; init; }

        /// <summary>An object with <c>rules</c>: a list of <c>{ "rule": id, … settings }</c>.</summary>
        public JsonElement Rules { get; init; }

        [Required(ErrorMessage = "Say what changes and why: whoever approves it reads this first."), StringLength(2000)]
        public string Note { get; init; } = "";
    }

    public abstract record Outcome
    {
        public sealed record Proposed(string Scope, int Revision, string Digest) : Outcome;

        public sealed record NoModel : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        RuleSetText text;
        try
        {
            text = RuleSetText.Parse(request.Rules.ValueKind is JsonValueKind.String ? request.Rules.GetString()! : request.Rules.GetRawText());
        }
        catch (FormatException wrong)
        {
            return new Outcome.Wrong(wrong.Message);
        }

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var model = string.IsNullOrEmpty(request.Model) ? null : await db.HoldModelAsync(request.Model, stop);
        if (model is null && !string.IsNullOrEmpty(request.Model)) return new Outcome.NoModel();

        var scope = model is null ? GateRuleSet.Everywhere : $"{model.Id:n}";
        var latest = await db.Set<GateRuleSet>().Where(r => r.Scope == scope && r.Environment == GateOptions.Production).MaxAsync(r => (int?)r.Revision, stop) ?? 0;
        var rules = new GateRuleSet
        {
            Scope = scope,
            Environment = GateOptions.Production,
            Revision = latest + 1,
            Rules = text.Json,
            Digest = text.Digest,
            Note = request.Note.Trim(),
            ProposedBy = actor.UserId,
            ProposedAt = db.Clock.GetUtcNow(),
        };

        db.Add(rules);
        db.Record(actor, "gate.rules_proposed", rules.Subject, new { scope, model = model?.Name, environment = rules.Environment, revision = rules.Revision, digest = rules.Digest, rules = text.Rules.Select(r => r.Rule.Id).ToArray(), note = await sealing.NoteAsync(db, rules.Subject, rules.Note, stop) });

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Proposed(scope, rules.Revision, rules.Digest);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicateModel)
        {
            return new Outcome.Wrong("Somebody proposed other rules at the same moment. Look at theirs, then propose yours again.");
        }
    }
}
