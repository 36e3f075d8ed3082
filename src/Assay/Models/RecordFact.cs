using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>Keeps something that was found out about a version: an evaluation, a review, a plan. People and CI jobs tell it.</summary>
public sealed class RecordFact(Tenancy tenancy)
{
    public sealed record Request
    {
        [Required]
        public string Kind { get; init; } = "";

        /// <summary>What was found out; the kind says its fields.</summary>
        public JsonElement Body { get; init; }
    }

    public abstract record Outcome
    {
        public sealed record Kept(Guid Id) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, Request request, CancellationToken stop)
    {
        if (!FactKind.All.Contains(request.Kind)) return new Outcome.Wrong($"There is no kind '{request.Kind}'. There are: {string.Join(", ", FactKind.All)}.");
        if (FactKind.IsFoundHere(request.Kind)) return new Outcome.Wrong($"A {request.Kind} is not stated: send the bytes, and it is found out here.");
        if (request.Body.ValueKind is not JsonValueKind.Object) return new Outcome.Wrong("The body is a JSON object.");
        if (request.Body.GetRawText().Length > ModelFact.MaxBytes) return new Outcome.Wrong($"At most {ModelFact.MaxBytes / 1024} KB. Keep the report as evidence and name its digest here.");

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is null || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();

        var fact = await AddAsync(db, actor, version, request.Kind, request.Body.GetRawText(), stop);
        await db.CommitAsync(stop);
        return new Outcome.Kept(fact.Id);
    }

    /// <summary>As part of a larger transaction, which holds the model. The ledger keeps the digest of what was said, so that it cannot be said to have been otherwise.</summary>
    internal static async Task<ModelFact> AddAsync(AssayDb db, Actor actor, ModelVersion version, string kind, string body, CancellationToken stop)
    {
        var now = db.Clock.GetUtcNow();
        var before = await db.Set<ModelFact>().Where(f => f.ModelId == version.ModelId && f.Number == version.Number).MaxAsync(f => (int?)f.Ordinal, stop) ?? 0;
        var fact = new ModelFact
        {
            Id = Guid.CreateVersion7(now),
            ModelId = version.ModelId,
            Number = version.Number,
            Ordinal = before + 1,
            Kind = kind,
            Body = body,
            RecordedBy = actor.LedgerId,
            RecordedAt = now,
        };

        db.Add(fact);
        var what = kind switch { FactKind.Fairness => "fairness.run", FactKind.Drift => "drift.run", _ => "model.fact_recorded" };
        db.Record(actor, what, version.Subject, new
        {
            model = version.Name,
            version = version.Number,
            kind,
            fact = $"{fact.Id:n}",
            sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))),
        });
        return fact;
    }
}
