using System.Text.RegularExpressions;

namespace Assay.Tests;

/// <summary>Fills in a form as a browser does: fetches the page, keeps its hidden token, posts the fields.</summary>
public static partial class Forms
{
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient http, string page, string form, params (string Name, string Value)[] fields)
    {
        var stop = TestContext.Current.CancellationToken;
        var html = await http.GetStringAsync(page, stop);

        var sent = fields.Select(f => KeyValuePair.Create(f.Name, f.Value))
            .Append(new("_handler", form))
            .Append(new("__RequestVerificationToken", TokenIn(html)));

        return await http.PostAsync(page, new FormUrlEncodedContent(sent), stop);
    }

    public static string TokenIn(string html) => Token().Match(html).Groups["token"].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
