using System.Net.Http.Headers;
using System.Text;

namespace Assay.Tests.Registers;

/// <summary>Sends a file as the import form does: the token first, then the file.</summary>
internal static class Uploads
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> UploadAsync(this HttpClient http, string register, string csv, string fileName = "list.csv") =>
        http.UploadAsync(register, Encoding.UTF8.GetBytes(csv), fileName);

    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient http, string register, byte[] content, string fileName, bool withToken = true)
    {
        var page = await http.GetStringAsync($"/{register}/import", Stop);

        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(withToken ? Forms.TokenIn(page) : "forged"), "__RequestVerificationToken");
        form.Add(new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", fileName);

        return await http.PostAsync($"/{register}/import", form, Stop);
    }

    /// <returns>The page that says what the file would do.</returns>
    public static async Task<string> DryRunAsync(this HttpClient http, string register, string csv)
    {
        var uploaded = await http.UploadAsync(register, csv);
        return await http.GetStringAsync(uploaded.Headers.Location, Stop);
    }

    /// <summary>Uploads a file and confirms what it would do.</summary>
    public static async Task<HttpResponseMessage> ImportAsync(this HttpClient http, string register, byte[] content, string fileName)
    {
        var report = (await http.UploadAsync(register, content, fileName)).Headers.Location!;
        var token = Forms.TokenIn(await http.GetStringAsync(report, Stop));

        return await http.PostAsync(report, new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Stop);
    }

    public static Task<HttpResponseMessage> ImportAsync(this HttpClient http, string register, string csv) =>
        http.ImportAsync(register, Encoding.UTF8.GetBytes(csv), "list.csv");
}
