using Spectre.Console;

namespace Assay.Cli;

/// <summary>Where text goes: coloured on a terminal, plain where it is redirected or colour is unwanted (no-color.org).</summary>
internal static class Terminal
{
    /// <summary>Wide enough that a table in a file is not broken up.</summary>
    private const int _widthOfFiles = 160;

    public static IAnsiConsole Standard() =>
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            ? Plain(Console.Out, Console.IsOutputRedirected ? _widthOfFiles : null)
            : AnsiConsole.Console;

    public static IAnsiConsole Plain(TextWriter to, int? width = _widthOfFiles)
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(to) });
        if (width is { } columns) console.Profile.Width = columns;
        return console;
    }
}
