using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Assay.Catalog.Source;

/// <summary>
/// Reads YAML into a tree. Anchors and aliases are refused, since a few lines of them can expand without end;
/// so are duplicate keys, several documents, and nesting past <see cref="MaxDepth"/>.
/// </summary>
public sealed class YamlReader
{
    public const int MaxDepth = 32;

    private readonly string _file;
    private readonly Parser _parser;

    private YamlReader(string file, TextReader text)
    {
        _file = file;
        _parser = new Parser(text);
    }

    /// <returns>The tree, or null and the fault.</returns>
    public static (YamlTree? Tree, Fault? Fault) Read(string file, TextReader text)
    {
        try
        {
            return (new YamlReader(file, text).Document(), null);
        }
        catch (Refused refused)
        {
            return (null, refused.Fault);
        }
        catch (YamlException failure)
        {
            return (null, new(file, (int)failure.Start.Line, "", $"this is not YAML: {failure.Message}"));
        }
    }

    private YamlTree Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _)) throw Refuse(1, "the file is empty.");
        _parser.Consume<DocumentStart>();
        var root = Value(0);
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _) ? root : throw Refuse(Line, "a file holds one document; remove the '---'.");
    }

    private YamlTree Value(int depth)
    {
        if (depth > MaxDepth) throw Refuse(Line, $"nested deeper than {MaxDepth} levels.");
        if (_parser.Accept<AnchorAlias>(out _) || _parser.Current is NodeEvent { Anchor.IsEmpty: false })
            throw Refuse(Line, "anchors (&) and aliases (*) are not read; write the value out.");

        return _parser.Current switch
        {
            Scalar => OfScalar(),
            SequenceStart => OfSequence(depth),
            _ => OfMap(depth),
        };
    }

    private YamlTree.Scalar OfScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        return new((int)scalar.Start.Line, scalar.Value, scalar.Style is ScalarStyle.Plain);
    }

    private YamlTree.Sequence OfSequence(int depth)
    {
        var line = (int)_parser.Consume<SequenceStart>().Start.Line;
        List<YamlTree> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Value(depth + 1));
        return new(line, items);
    }

    private YamlTree.Map OfMap(int depth)
    {
        var line = (int)_parser.Consume<MappingStart>().Start.Line;
        List<YamlTree.Pair> pairs = [];
        HashSet<string> keys = [];

        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var key)) throw Refuse(Line, "a key is a word.");
            if (!keys.Add(key.Value)) throw Refuse((int)key.Start.Line, $"'{key.Value}' is given twice.");
            pairs.Add(new((int)key.Start.Line, key.Value, Value(depth + 1)));
        }

        return new(line, pairs);
    }

    private int Line => (int)(_parser.Current?.Start.Line ?? 0);

    private Refused Refuse(int line, string message) => new(new(_file, line, "", message));

    private sealed class Refused(Fault fault) : Exception(fault.Message)
    {
        public Fault Fault { get; } = fault;
    }
}
