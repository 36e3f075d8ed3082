using System.Globalization;
using System.Text.RegularExpressions;

namespace Assay.Components;

/// <summary>What the <c>format</c> of a schema asks of a text. A format that is not known asks nothing.</summary>
internal static partial class JsonFormats
{
    public static bool Fits(string value, string format) => format switch
    {
        "date-time" => DateTimeForm().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "uri" => Uri.TryCreate(value, UriKind.Absolute, out _) && SchemeForm().IsMatch(value),
        "uri-reference" or "iri-reference" => !value.Any(c => c is ' ' or '<' or '>' or '"' or '\\' or '^' or '`' or '{' or '|' or '}' || char.IsControl(c)),
        "email" or "idn-email" => EmailForm().IsMatch(value),
        _ => true,
    };

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateTimeForm();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9+.\-]*:", RegexOptions.None, 1000)]
    private static partial Regex SchemeForm();

    [GeneratedRegex(@"\A[^@\s]+@[^@\s]+\z", RegexOptions.None, 1000)]
    private static partial Regex EmailForm();
}
