namespace Assay.Statistics.Tables;

/// <summary>The ways in which files say that there is no value.</summary>
public static class MissingValues
{
    public const string Recipe = "left out: empty, NA, N/A, NaN, null, ?";

    public static bool Is(ReadOnlySpan<byte> value) => value.Length switch
    {
        0 => true,
        1 => value[0] == '?',
        2 => value.SequenceEqual("NA"u8),
        3 => value.SequenceEqual("NaN"u8) || value.SequenceEqual("N/A"u8) || value.SequenceEqual("nan"u8),
        4 => value.SequenceEqual("null"u8) || value.SequenceEqual("NULL"u8),
        _ => false,
    };
}
