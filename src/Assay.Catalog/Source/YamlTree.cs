namespace Assay.Catalog.Source;

/// <summary>A value read from YAML that remembers its line, because every fault names one.</summary>
public abstract record YamlTree(int Line)
{
    public sealed record Scalar(int Line, string Text, bool Plain) : YamlTree(Line)
    {
        public bool IsNull => Plain && Text is "" or "~" or "null";
    }

    public sealed record Sequence(int Line, IReadOnlyList<YamlTree> Items) : YamlTree(Line);

    public sealed record Map(int Line, IReadOnlyList<Pair> Pairs) : YamlTree(Line)
    {
        public YamlTree? this[string key] => Pairs.FirstOrDefault(p => p.Key == key)?.Value;
    }

    public sealed record Pair(int Line, string Key, YamlTree Value);

    public string Kind => this switch
    {
        Scalar => "a single value",
        Sequence => "a list",
        _ => "a mapping",
    };
}
