using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Assay.Blobs;
using Assay.Roles;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Evidence;

/// <summary>The upload page, with and without script.</summary>
public sealed class UploadTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task The_plain_form_takes_many_files_at_once()
    {
        var answer = await PostAsync([("Kind", "occurrence"), ("Controls", "ac-05 ac-06"), ("From", "2026-02-10")], ("a.txt", "one"), ("b.txt", "two"));

        Assert.Equal("/evidence?status=Waiting", answer.Headers.Location!.OriginalString);
        var items = (await Http.GetFromJsonAsync<JsonElement>("/api/evidence?uploaded=true", Stop)).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["a.txt", "b.txt"], items.Select(i => i.GetProperty("title").GetString()).Order());
    }

    [Fact]
    public async Task What_was_typed_is_not_lost_where_it_is_refused()
    {
        var answer = await PostAsync([("Kind", "continuous"), ("Controls", "AC-05, AC-99"), ("Title", "A title <typed>"), ("From", "2026-02-10")], ("a.txt", "one"));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("A title <typed>", page, StringComparison.Ordinal);
        Assert.Contains("There is no control 'AC-99'.", page, StringComparison.Ordinal);
        Assert.Contains("Say the last day that it covers", page, StringComparison.Ordinal);
        Assert.Contains("<nav", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_a_foreign_page_is_refused_before_a_byte_of_its_file_is_read()
    {
        using var form = new MultipartFormDataContent { { new StringContent("wrong"), "__RequestVerificationToken" }, { new StringContent("x"), "Form.File", "a.txt" } };

        Assert.Equal(HttpStatusCode.BadRequest, (await Http.PostAsync("/evidence/upload", form, Stop)).StatusCode);
    }

    [Fact]
    public async Task A_large_file_comes_in_parts_in_any_order_and_goes_on_where_it_stopped()
    {
        var content = RandomNumberGenerator.GetBytes(Upload.PartBytes + 1000);
        var id = await BeginAsync("big.parquet", content.Length);
        "PAR1"u8.CopyTo(content);

        Assert.Equal(HttpStatusCode.NoContent, await PartAsync(id, 1, content[Upload.PartBytes..]));
        Assert.Equal(HttpStatusCode.BadRequest, await PartAsync(id, 0, content[..100]));
        Assert.Equal((HttpStatusCode.Conflict, "/problems/upload-incomplete"), await FinishAsync(id));
        Assert.Equal([1], (await Http.GetFromJsonAsync<JsonElement>($"/api/evidence/uploads/{id}", Stop)).GetProperty("have").EnumerateArray().Select(p => p.GetInt32()));
        Assert.Equal(HttpStatusCode.NoContent, await PartAsync(id, 0, content[..Upload.PartBytes]));
        Assert.Equal(HttpStatusCode.NoContent, await PartAsync(id, 0, content[..Upload.PartBytes]));

        var kept = await (await Http.PostAsync($"/api/evidence/uploads/{id}/finish?control=AC-05&from=2026-01-01&to=2026-01-31", null, Stop)).Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), kept.GetProperty("digest").GetString());
        Assert.Equal(content, await Http.GetByteArrayAsync($"/evidence/{kept.GetProperty("id").GetGuid()}/versions/1/file", Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync($"/api/evidence/uploads/{id}", Stop)).StatusCode);
        Assert.Single(Directory.EnumerateFiles(Path.Join(Product.DataFolder, "blobs", "kept", $"{Product.Actor!.Organization}"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Nobody_else_goes_on_with_it_and_after_a_day_it_is_forgotten()
    {
        var id = await BeginAsync("a.txt", 3);
        await Product.AsAsync(Vault.Colleague(Product), async () => Assert.Equal(HttpStatusCode.NotFound, await PartAsync(id, 0, [1, 2, 3])));

        Product.Clock.Advance(TimeSpan.FromHours(25));
        await Product.Services.GetRequiredService<ReceiveParts>().ForgetOldAsync(Product.Actor!.Organization, Stop);
        Assert.Equal(HttpStatusCode.NotFound, await PartAsync(id, 0, "abc"u8.ToArray()));
    }

    [Fact]
    public async Task Who_may_only_read_sees_no_way_to_add_and_is_refused_at_every_door()
    {
        await Http.AddAsync("text");
        Product.Roles = [Role.Auditor];

        Assert.DoesNotContain("/evidence/new", await Http.GetStringAsync("/evidence", Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await Http.GetAsync("/evidence/new", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Http.FileAsync("more")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Http.PostAsJsonAsync("/api/evidence/uploads", new { fileName = "a.txt", size = 3 }, Stop)).StatusCode);

        Product.Roles = [Role.Employee];
        Assert.Equal(HttpStatusCode.Forbidden, (await Http.GetAsync("/evidence", Stop)).StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync((string Name, string Value)[] fields, params (string Name, string Content)[] files)
    {
        using var form = new MultipartFormDataContent { { new StringContent(Forms.TokenIn(await Http.GetStringAsync("/evidence/new", Stop))), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields) form.Add(new StringContent(value), $"Form.{name}");
        foreach (var (name, content) in files) form.Add(new StringContent(content), "Form.File", name);

        return await Http.PostAsync("/evidence/upload", form, Stop);
    }

    private async Task<Guid> BeginAsync(string fileName, long size) =>
        (await (await Http.PostAsJsonAsync("/api/evidence/uploads", new { fileName, size }, Stop)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();

    private async Task<HttpStatusCode> PartAsync(Guid id, int number, byte[] bytes) =>
        (await Http.PutAsync($"/api/evidence/uploads/{id}/parts/{number}", new ByteArrayContent(bytes) { Headers = { ContentType = new("application/octet-stream") } }, Stop)).StatusCode;

    private async Task<(HttpStatusCode Status, string Type)> FinishAsync(Guid id)
    {
        var answer = await Http.PostAsync($"/api/evidence/uploads/{id}/finish?control=AC-05&from=2026-01-01&to=2026-01-31", null, Stop);
        return (answer.StatusCode, await answer.TypeOfAsync());
    }
}
