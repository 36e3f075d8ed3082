using System.Text;

namespace Assay.Catalog.Reports;

/// <summary>A report as one page that stands alone: no script, no other file, readable in the dark and on paper.</summary>
public static class HtmlPage
{
    private static readonly string _style = ReadStyle();

    public static void Write(Stream to, string title, Action<Html> body)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        var html = new Html(text);

        text.Write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Write($"<title>{title}</title>");
        text.Write($"<style>\n{_style}</style>\n</head>\n<body>\n<main>\n");
        body(html);
        text.Write("</main>\n</body>\n</html>\n");
    }

    private static string ReadStyle()
    {
        using var style = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("gap-report.css")!);
        return style.ReadToEnd();
    }
}
