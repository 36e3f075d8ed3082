using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Assay.Tests.Fairness;

/// <summary>Files of predictions and populations, and the forms that send them.</summary>
internal static class Tables
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A hundred decisions a group, of which so many are yes; the label says the same.</summary>
    public static string Decisions(params (string Group, int Yes, int Count)[] groups)
    {
        var text = new StringBuilder("decision,group,truth\n");
        foreach (var (group, yes, count) in groups)
            for (var i = 0; i < count; i++) text.Append(i < yes ? '1' : '0').Append(',').Append(group).Append(',').Append(i < yes ? '1' : '0').Append('\n');

        return text.ToString();
    }

    /// <summary>Numbers from a seed, moved by so much.</summary>
    public static string Population(double by, int seed = 7, int rows = 2000)
    {
        var random = new Random(seed);
        return "age,city\n" + string.Join('\n', Enumerable.Range(0, rows).Select(_ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{40 + (10 * random.NextDouble()) + by:0.0000},{(random.Next(2) == 0 ? "Oslo" : "Bergen")}"))) + "\n";
    }

    public static MultipartFormDataContent Form(string? token, (string Name, string Value)[] fields, params (string Name, string File, string Text)[] files)
    {
        var form = new MultipartFormDataContent();
        if (token is not null) form.Add(new StringContent(token), "__RequestVerificationToken");
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        foreach (var (name, file, text) in files) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), name, file);
        return form;
    }

    public static async Task<HttpResponseMessage> MeasureAsync(this HttpClient http, string model, int version, string table, string point = "before_deployment", params (string Name, string Value)[] more)
    {
        using var form = Form(null, [("prediction", "decision"), ("group", "group"), ("point", point), .. more], ("file", "decisions.csv", table));
        return await http.PostAsync($"/api/models/{model}/versions/{version}/fairness", form, Stop);
    }

    public static async Task<Guid> FactAsync(this HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("fact").GetGuid();
    }

    /// <summary>The page of a version.</summary>
    public static async Task<string> PageOfAsync(this HttpClient http, string model, int version)
    {
        var id = (await http.GetFromJsonAsync<JsonElement>($"/api/models/{model}", Stop)).GetProperty("id").GetGuid();
        return $"/models/{id:n}/versions/{version}";
    }
}
