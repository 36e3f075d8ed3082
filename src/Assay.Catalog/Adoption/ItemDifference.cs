using System.Text.Json;

namespace Assay.Catalog.Adoption;

/// <summary>One field of a catalog item that differs between the version a company took and the version of now.</summary>
public sealed record ItemDifference(string Field, string Before, string After)
{
    /// <summary>Field by field, in the order of the newer item; what it no longer has comes last, with nothing after.</summary>
    public static IReadOnlyList<ItemDifference> Between(string before, string after)
    {
        using var then = JsonDocument.Parse(before);
        using var now = JsonDocument.Parse(after);
        var (old, fresh) = (Fields(then), Fields(now));

        return
        [
            .. from field in fresh.Keys.Concat(old.Keys.Except(fresh.Keys))
               let was = old.GetValueOrDefault(field, "")
               let becomes = fresh.GetValueOrDefault(field, "")
               where was != becomes
               select new ItemDifference(field, was, becomes),
        ];
    }

    private static Dictionary<string, string> Fields(JsonDocument item) => item.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => Words(p.Value));

    /// <summary>Texts as they are, lists one entry a line: for people to read, not for programs.</summary>
    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray().Select(Words)),
        JsonValueKind.Object => string.Join("; ", value.EnumerateObject().Select(p => $"{p.Name}: {Words(p.Value)}")),
        _ => value.GetRawText(),
    };
}
