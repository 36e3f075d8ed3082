using System.Globalization;
using System.Text.Json;

namespace Assay.Mlflow;

/// <summary>The parameters of a call, from the address of a GET and from the body of anything else, read as MLflow reads them.</summary>
internal sealed class MlflowRequest
{
    private const string _seeDocs = " See the API docs for more information about request parameters.";

    private readonly IQueryCollection? _query;
    private readonly JsonElement _body;

    private MlflowRequest(IQueryCollection? query, JsonElement body) => (_query, _body) = (query, body);

    public static async Task<MlflowRequest> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (HttpMethods.IsGet(request.Method) && request.Query.Count > 0) return new(request.Query, default);
        if (request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0) return new(null, default);
        if (!HttpMethods.IsGet(request.Method) && request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw MlflowRefusal.Invalid("Bad Request. Content-Type must be one of ['application/json'].");

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, default, stop);

            // Old clients send the JSON of their request as one JSON string.
            return new(null, document.RootElement.ValueKind is JsonValueKind.String
                ? JsonElement.Parse(document.RootElement.GetString()!)
                : document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new(null, default);          // MLflow takes what it cannot read for nothing, and misses the parameters then
        }
    }

    public string Required(string name) => Optional(name) is { Length: > 0 } text ? text : throw Missing(name);

    public string? Optional(string name)
    {
        if (_query is not null) return _query.TryGetValue(name, out var values) ? values.ToString() : null;

        return Find(name) switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            var other => throw Wrong(name, other.Value),
        };
    }

    public IReadOnlyList<string> List(string name)
    {
        if (_query is not null) return [.. _query[name].OfType<string>()];

        return Find(name) switch
        {
            null or { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(i => i.ValueKind is JsonValueKind.String) => [.. list.EnumerateArray().Select(i => i.GetString()!)],
            var other => throw Wrong(name, other.Value),
        };
    }

    public long? Number(string name)
    {
        if (_query is not null)
        {
            if (!_query.TryGetValue(name, out var values)) return null;
            return long.TryParse(values.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(name, $"\"{values}\"", "str");
        }

        return Find(name) switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var whole) => whole,
            { ValueKind: JsonValueKind.String } text when long.TryParse(text.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
            var other => throw Wrong(name, other.Value),
        };
    }

    public bool Flag(string name) => _query is not null
        ? string.Equals(_query[name].ToString(), "true", StringComparison.OrdinalIgnoreCase)
        : Find(name) switch
        {
            null or { ValueKind: JsonValueKind.Null or JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.True } => true,
            var other => throw Wrong(name, other.Value),
        };

    /// <summary>A number that may be none, or have no end: those come as text.</summary>
    public double Real(string name) => (_query is not null ? null : Find(name)) switch
    {
        { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        { ValueKind: JsonValueKind.String } text when text.GetString() is { } word => word switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(name, text),
        },
        null or { ValueKind: JsonValueKind.Null } => throw Missing(name),
        var other => throw Wrong(name, other.Value),
    };

    /// <summary>The objects of a list, each read as the parameters of a call are.</summary>
    public IReadOnlyList<MlflowRequest> Items(string name) => (_query is not null ? null : Find(name)) switch
    {
        null or { ValueKind: JsonValueKind.Null } => [],
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(i => i.ValueKind is JsonValueKind.Object) => [.. list.EnumerateArray().Select(i => new MlflowRequest(null, i))],
        var other => throw Wrong(name, other.Value),
    };

    public MlflowRequest Part(string name) => Find(name) is { ValueKind: JsonValueKind.Object } part ? new(null, part) : throw Missing(name);

    /// <summary>MLflow's <c>ViewType</c>: whether what is deleted is wanted. Null where it is not said.</summary>
    public bool? View(string name) => Optional(name) switch
    {
        null or "" or "ACTIVE_ONLY" => false,
        "DELETED_ONLY" => true,
        "ALL" => null,
        var other => throw Wrong(name, $"\"{other}\"", "str"),
    };

    public int Version()
    {
        var text = Required("version");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw MlflowRefusal.Invalid($"Parameter 'version' must be an integer, got '{text}'.");
    }

    /// <summary>The last of a key that comes twice counts.</summary>
    public IReadOnlyDictionary<string, string> Tags()
    {
        Dictionary<string, string> tags = [];
        if (_query is not null || Find("tags") is not { } list || list.ValueKind is JsonValueKind.Null) return tags;
        if (list.ValueKind is not JsonValueKind.Array) throw Wrong("tags", list);

        foreach (var tag in list.EnumerateArray())
        {
            if (tag.ValueKind is not JsonValueKind.Object) throw Wrong("tags", list);
            var key = tag.TryGetProperty("key", out var k) && k.ValueKind is JsonValueKind.String ? k.GetString()! : throw Missing("key");
            var value = tag.TryGetProperty("value", out var v) && v.ValueKind is JsonValueKind.String ? v.GetString()! : "";
            MlflowNames.CheckTag(key, value);
            tags[key] = value;
        }

        return tags;
    }

    private JsonElement? Find(string name) => _body.ValueKind is JsonValueKind.Object && _body.TryGetProperty(name, out var value) ? value : null;

    internal static MlflowRefusal Missing(string name) => MlflowRefusal.Invalid($"Missing value for required parameter '{name}'.{_seeDocs}");

    internal static MlflowRefusal Wrong(string name, string value, string type) => MlflowRefusal.Invalid($"Invalid value {value} for parameter '{name}' supplied:  Hint: Value was of type '{type}'.{_seeDocs}");

    private static MlflowRefusal Wrong(string name, JsonElement value) => Wrong(name, value.GetRawText(), value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "int" : "float",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        _ => "str",
    });
}
