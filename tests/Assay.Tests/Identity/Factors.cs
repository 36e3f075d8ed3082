using System.Net;
using System.Text.RegularExpressions;
using Assay.Identity;

namespace Assay.Tests.Identity;

/// <summary>An authenticator app, as a phone has it: it reads the page and reckons codes.</summary>
internal static partial class Factors
{
    private const string _letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <returns>The app's secret, and the recovery codes that were shown.</returns>
    public static async Task<(byte[] App, IReadOnlyList<string> Codes)> EnrolAppAsync(this HttpClient browser, TimeProvider clock)
    {
        var html = await browser.GetStringAsync("/account/factors/authenticator", Stop);
        var app = SecretIn(html);

        var answer = await browser.SubmitAsync("/account/factors/authenticator", "authenticator", ("Form.Sealed", SealedIn(html)), ("Form.Code", app.Now(clock)));
        return (app, CodesIn(await answer.Content.ReadAsStringAsync(Stop)));
    }

    /// <summary>What the app shows.</summary>
    public static string Now(this byte[] app, TimeProvider clock) => Totp.Code(app, Totp.StepAt(clock.GetUtcNow()));

    public static string SealedIn(string html) => WebUtility.HtmlDecode(Sealed().Match(html).Groups["value"].Value);

    public static byte[] SecretIn(string html)
    {
        var bits = string.Concat(Secret().Match(html).Groups["value"].Value.Where(char.IsAsciiLetterOrDigit)
            .Select(letter => Convert.ToString(_letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));

        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }

    public static IReadOnlyList<string> CodesIn(string html) => [.. Code().Matches(html).Select(m => m.Groups["value"].Value)];

    [GeneratedRegex("name=\"Form.Sealed\" value=\"(?<value>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Sealed();

    [GeneratedRegex("id=\"secret\">(?<value>[^<]+)<", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("<li><code>(?<value>[0-9A-Z-]{29})</code></li>", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
