namespace Assay.Identity;

/// <summary>What a browser says of itself, in words by which its owner knows it again. It may lie: nothing is decided by it.</summary>
internal static class BrowserWords
{
    // The first that is found counts: Edge says Chrome too, and Chrome says Safari.
    private static readonly (string Mark, string Word)[] _browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Word)[] _systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(string? userAgent) => (Find(_browsers, userAgent), Find(_systems, userAgent)) switch
    {
        (null, null) => "An unknown browser",
        (null, { } system) => $"A browser on {system}",
        ({ } browser, null) => browser,
        var (browser, system) => $"{browser} on {system}",
    };

    private static string? Find((string Mark, string Word)[] known, string? text) =>
        known.FirstOrDefault(k => text?.Contains(k.Mark, StringComparison.Ordinal) is true).Word;
}
