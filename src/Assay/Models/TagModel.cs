using Microsoft.EntityFrameworkCore;

namespace Assay.Models;

/// <summary>Puts a word on a model, or on one of its versions, or takes it off. Only the key enters the ledger: a value may name a person.</summary>
public sealed class TagModel(Tenancy tenancy)
{
    public enum Outcome
    {
        Done,
        NoModel,
        NoVersion,
    }

    /// <param name="number">The version; null for the model itself.</param>
    /// <param name="value">Null takes the tag off.</param>
    public async Task<Outcome> RunAsync(Actor actor, string name, int? number, string key, string? value, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.HoldModelAsync(name, stop) is not { } model) return number is null ? Outcome.NoModel : Outcome.NoVersion;
        if (number is { } wanted && await db.VersionAsync(name, wanted, stop) is null) return Outcome.NoVersion;

        if (number is { } version) await SetAsync(db, model.Id, version, key, value, stop);
        else await SetAsync(db, model.Id, key, value, stop);

        db.Record(actor, value is null ? "model.untagged" : "model.tagged", number is { } n ? ModelVersion.SubjectOf(model.Id, n) : model.Subject, new { model = name, version = number, key });
        await db.CommitAsync(stop);
        return Outcome.Done;
    }

    private static async Task SetAsync(AssayDb db, Guid model, string key, string? value, CancellationToken stop)
    {
        var there = await db.Set<ModelTag>().FirstOrDefaultAsync(t => t.ModelId == model && t.Key == key, stop);

        if (there is null && value is not null) db.Add(new ModelTag { ModelId = model, Key = key, Value = value });
        else if (there is not null && value is null) db.Remove(there);
        else if (there is not null) there.Value = value!;
    }

    private static async Task SetAsync(AssayDb db, Guid model, int number, string key, string? value, CancellationToken stop)
    {
        var there = await db.Set<ModelVersionTag>().FirstOrDefaultAsync(t => t.ModelId == model && t.Number == number && t.Key == key, stop);

        if (there is null && value is not null) db.Add(new ModelVersionTag { ModelId = model, Number = number, Key = key, Value = value });
        else if (there is not null && value is null) db.Remove(there);
        else if (there is not null) there.Value = value!;
    }
}
