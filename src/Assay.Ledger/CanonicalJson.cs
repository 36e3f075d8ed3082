using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assay.Ledger;

/// <summary>One text for one value (RFC 8785, whole numbers only), so that what is hashed today hashes the same in ten years.</summary>
/// <remarks>Fractions are refused: two languages print the same double differently, and a proof must not hang on that.</remarks>
public static class CanonicalJson
{
    private const long _largestExact = 9_007_199_254_740_991;      // beyond it, JSON readers in other languages round

    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <exception cref="ArgumentException">The value holds a fraction, a NUL, or more bytes than allowed.</exception>
    public static string Of(object value, int maxBytes)
    {
        var text = new StringBuilder();
        Write(JsonSerializer.SerializeToElement(value, value.GetType(), _options), text);

        var canonical = text.ToString();
        var bytes = Encoding.UTF8.GetByteCount(canonical);

        return bytes <= maxBytes
            ? canonical
            : throw new ArgumentException($"The body is {bytes} bytes long; at most {maxBytes} are kept. Store it as a blob and name its hash.", nameof(value));
    }

    private static void Write(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteAll('{', value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal), '}', text, p =>
                {
                    Write(p.Name, text);
                    text.Append(':');
                    Write(p.Value, text);
                });
                break;
            case JsonValueKind.Array:
                WriteAll('[', value.EnumerateArray(), ']', text, item => Write(item, text));
                break;
            case JsonValueKind.String:
                Write(value.GetString()!, text);
                break;
            case JsonValueKind.Number:
                text.Append(Whole(value).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteAll<T>(char open, IEnumerable<T> items, char close, StringBuilder text, Action<T> write)
    {
        text.Append(open);
        var first = true;

        foreach (var item in items)
        {
            if (!first) text.Append(',');
            first = false;
            write(item);
        }

        text.Append(close);
    }

    private static long Whole(JsonElement value) =>
        value.TryGetInt64(out var whole) && long.Abs(whole) <= _largestExact
            ? whole
            : throw new ArgumentException($"{value.GetRawText()} is not a whole number that every reader keeps; write it as text.", nameof(value));

    private static void Write(string value, StringBuilder text)
    {
        text.Append('"');

        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                '\0' => throw new ArgumentException("A NUL cannot be stored.", nameof(value)),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
