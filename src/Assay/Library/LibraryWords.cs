using Assay.Catalog.Content;

namespace Assay.Library;

/// <summary>The catalog's words as pages say them.</summary>
internal static class LibraryWords
{
    public static string Of(EvidenceKind kind) => kind switch
    {
        EvidenceKind.InForce => "What was in force, from one day to another",
        EvidenceKind.Occurrence => "Something that happened on a day",
        EvidenceKind.AsOf => "One instant; it never proves a period",
        _ => "Every moment, from one day to another",
    };

    public static string Of(Soc2Report report) => report switch
    {
        Soc2Report.Type2 => "Type II, as a source says",
        Soc2Report.Type1 => "Type I, as a source says",
        Soc2Report.Listed => "Named on a trust page; its type was not read",
        _ => "Unknown: no source was read",
    };

    public static string Of(TrainsOnInputs trains) => trains switch
    {
        TrainsOnInputs.Unknown => "Unknown: no source was read",
        TrainsOnInputs.OptOut => "Yes, unless one opts out",
        var other => Sentence(other.Word()),
    };

    public static string Of<T>(T word) where T : struct, Enum => Sentence(word.Word());

    public static string Sentence(string word) => word is "" ? "" : char.ToUpperInvariant(word[0]) + word[1..].Replace('_', ' ');
}
