using System.Text.Json;

namespace Assay.Scim;

/// <summary>Reads filters and paths by the grammar of RFC 7644. A fault is named with its place.</summary>
public sealed class FilterParser
{
    private const int _longest = 8_192;
    private const int _deepest = 40;

    private static readonly string[] _operators = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];

    private readonly string _text;
    private readonly ScimSchema _schema;
    private int _at;
    private int _depth;

    private FilterParser(string text, ScimSchema schema)
    {
        if (text.Length > _longest) throw ScimRefusedException.Filter(_longest, $"a filter may have {_longest} characters.");
        (_text, _schema) = (text, schema);
    }

    /// <exception cref="ScimRefusedException">It is none.</exception>
    public static Filter Parse(string text, ScimSchema schema)
    {
        var parser = new FilterParser(text, schema);
        var filter = parser.Or();
        return parser.IsAtEnd() ? filter : throw parser.Fault("'and', 'or' or the end is expected here");
    }

    /// <exception cref="ScimRefusedException">It is none.</exception>
    public static PatchPath ParsePath(string text, ScimSchema schema)
    {
        try
        {
            var parser = new FilterParser(text, schema);
            var path = parser.Path();
            if (!parser.Take('[')) return parser.IsAtEnd() ? new(path, null, path.Part) : throw parser.Fault("the end is expected here");

            var which = parser.Or();
            parser.Expect(']');
            var part = parser.Take('.') ? parser.Word() : null;
            return parser.IsAtEnd() ? new(path, which, part) : throw parser.Fault("the end is expected here");
        }
        catch (ScimRefusedException fault)
        {
            throw ScimRefusedException.Path(text, fault.Message);
        }
    }

    public static AttributePath ParseAttribute(string text, ScimSchema schema) => ParsePath(text, schema).Path;

    private Filter Or()
    {
        if (++_depth > _deepest) throw Fault($"a filter may be nested {_deepest} deep");

        var left = And();
        while (TakeWord("or")) left = new Filter.Or(left, And());

        _depth--;
        return left;
    }

    private Filter And()
    {
        var left = Term();
        while (TakeWord("and")) left = new Filter.And(left, Term());
        return left;
    }

    private Filter Term()
    {
        if (TakeWord("not"))
        {
            Expect('(');
            return new Filter.Not(Grouped(')'));
        }

        if (Take('(')) return Grouped(')');

        var path = Path();
        if (Take('[')) return new Filter.Within(path, Grouped(']'));
        if (TakeWord("pr")) return new Filter.Present(path);

        return Array.Find(_operators, TakeWord) is { } word ? new Filter.Compare(path, word, Value()) : throw Fault($"an operator is expected here: {string.Join(", ", _operators)} or pr");
    }

    private Filter Grouped(char end)
    {
        var inner = Or();
        Expect(end);
        return inner;
    }

    private AttributePath Path()
    {
        SkipSpace();
        var at = _at;
        var schema = _schema.Ids.FirstOrDefault(id => string.Compare(_text, _at, id + ":", 0, id.Length + 1, StringComparison.OrdinalIgnoreCase) == 0);
        if (schema is not null) _at += schema.Length + 1;

        var name = Word();
        var part = Take('.', skip: false) ? Word() : null;
        return new(schema, name, part, at);
    }

    private string Word()
    {
        SkipSpace();
        var from = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '-' or '_' or '$')) _at++;

        return _at > from ? _text[from.._at] : throw Fault("the name of an attribute is expected here");
    }

    /// <summary>A value is JSON; its own reader finds where it ends.</summary>
    private JsonElement Value()
    {
        SkipSpace();
        var from = _at;

        if (_at < _text.Length && _text[_at] == '"')
        {
            for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
            {
                if (_text[_at] == '\\') _at++;
            }

            _at = Math.Min(_at + 1, _text.Length);
        }
        else
        {
            while (_at < _text.Length && _text[_at] is not (' ' or ')' or ']')) _at++;
        }

        try
        {
            using var json = JsonDocument.Parse(_text.AsMemory(from, _at - from));
            if (json.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)) return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            // told below, with its place
        }

        _at = from;
        throw Fault("a value is expected here: a text in double quotes, a number, true, false or null");
    }

    private bool TakeWord(string word)
    {
        SkipSpace();
        var end = _at + word.Length;
        if (string.Compare(_text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || (end < _text.Length && _text[end] is not (' ' or '(' or ')' or ']'))) return false;

        _at = end;
        return true;
    }

    private bool Take(char c, bool skip = true)
    {
        if (skip) SkipSpace();
        if (_at >= _text.Length || _text[_at] != c) return false;

        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Take(c)) throw Fault($"'{c}' is expected here");
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] == ' ') _at++;
    }

    private bool IsAtEnd()
    {
        SkipSpace();
        return _at == _text.Length;
    }

    private ScimRefusedException Fault(string why) => ScimRefusedException.Filter(_at, $"{why}.");
}
