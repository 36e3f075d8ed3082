using System.Text.Json;

namespace Assay.Proofs;

/// <summary>One entry with its proof, and with the sealed words opened that can still be opened.</summary>
public sealed class ReadEntry(Tenancy tenancy, ProveEntry prove, Sealing sealing, ActorNames names)
{
    /// <param name="Words">What was kept sealed, by its name; null where the key was destroyed.</param>
    public sealed record Result(ProveEntry.Result Proved, string Who, IReadOnlyList<(string Name, string? Words)> Words);

    /// <returns>Null where this organisation has no such entry.</returns>
    public async Task<Result?> RunAsync(Actor actor, Guid entryId, CancellationToken stop)
    {
        if (await prove.RunAsync(actor, entryId, stop) is not { } proved) return null;

        var known = await names.OfAsync(actor.Organization, stop);
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        List<(string, string?)> words = [];

        foreach (var (name, text) in SealedIn(proved.Entry.Body)) words.Add((name, await sealing.OpenAsync(db, text, stop)));

        return new(proved, known.GetValueOrDefault(proved.Entry.Actor, proved.Entry.Actor), words);
    }

    private static IEnumerable<(string Name, SealedText Text)> SealedIn(string body)
    {
        using var json = JsonDocument.Parse(body);

        return [..
            from property in json.RootElement.EnumerateObject()
            where property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("sealed", out _) && property.Value.TryGetProperty("under", out _)
            select (property.Name, property.Value.Deserialize<SealedText>(JsonSerializerOptions.Web)!)];
    }
}
