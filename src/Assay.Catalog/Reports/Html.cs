using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Assay.Catalog.Reports;

/// <summary>Writes HTML in which every hole of an interpolated text is escaped, so that no answer can become markup.</summary>
public sealed class Html(TextWriter to)
{
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public void Write([InterpolatedStringHandlerArgument("")] ref Text text) => to.Write('\n');

    /// <summary>The parts of one line, written as they come.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Text
    {
        private readonly TextWriter _to;

        public Text(int literalLength, int formattedCount, Html html) => _to = html.To;

        public void AppendLiteral(string markup) => _to.Write(markup);

        public void AppendFormatted<T>(T value) => _encoder.Encode(_to, value?.ToString() ?? "");

        public void AppendFormatted<T>(T value, string format) where T : IFormattable => _encoder.Encode(_to, value.ToString(format, null));
    }

    private TextWriter To => to;
}
