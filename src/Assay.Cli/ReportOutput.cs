namespace Assay.Cli;

/// <summary>One report in the format that was asked for, to the terminal or to a file.</summary>
internal static class ReportOutput
{
    public static void Write(string format, string? to, Action<Spectre.Console.IAnsiConsole> text, Action<Stream> json, Action<Stream> html)
    {
        if (to is not null) OutputFile.Write(to, Into);
        else if (format == "text") text(Terminal.Standard());
        else
        {
            using var standard = Console.OpenStandardOutput();
            Into(standard);
        }

        void Into(Stream stream)
        {
            if (format == "json") Json(stream);
            else if (format == "html") html(stream);
            else
            {
                using var plain = new StreamWriter(stream);
                text(Terminal.Plain(plain));
            }
        }

        void Json(Stream stream)
        {
            json(stream);
            stream.WriteByte((byte)'\n');
        }
    }
}
