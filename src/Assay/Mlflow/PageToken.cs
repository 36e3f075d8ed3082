using System.Text;
using System.Text.Json;

namespace Assay.Mlflow;

/// <summary>Where the next page begins: base64 of <c>{"offset": n}</c>, as MLflow's own servers give it.</summary>
internal static class PageToken
{
    public static string Of(int offset) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{{\"offset\": {offset}}}"));

    public static int Offset(string? token)
    {
        if (string.IsNullOrEmpty(token)) return 0;

        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out var length)) throw MlflowRefusal.Invalid("Invalid page token, could not base64-decode");
        var text = Encoding.UTF8.GetString(bytes, 0, length);

        try
        {
            using var parsed = JsonDocument.Parse(text);
            return parsed.RootElement.ValueKind is JsonValueKind.Object && parsed.RootElement.TryGetProperty("offset", out var offset) && offset.TryGetInt32(out var number) && number > 0
                ? number
                : throw MlflowRefusal.Invalid($"Invalid page token, parsed value={text}");
        }
        catch (JsonException)
        {
            throw MlflowRefusal.Invalid($"Invalid page token, decoded value={text}");
        }
    }
}
