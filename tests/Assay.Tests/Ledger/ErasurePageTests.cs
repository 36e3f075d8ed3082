using System.Net;
using Assay.Ledger;
using Assay.Roles;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Ledger;

/// <summary>Somebody asks to be forgotten: what it would do is shown first, meant twice, and leaves a receipt.</summary>
public sealed class ErasurePageTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private string _subject = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        _subject = $"person/{Guid.CreateVersion7():n}";

        await using var db = await product.OpenAsync();
        var sealing = product.Services.GetRequiredService<Sealing>();
        db.Record(product.Actor!, "test.said", _subject, new { words = await sealing.SealAsync(db, _subject, "moved to Graz", Stop) });
        await db.CommitAsync(Stop);
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_would_become_unreadable_is_shown_and_the_receipt_follows_the_erasure()
    {
        var browser = product.Browser();
        Assert.Contains(_subject, await browser.GetStringAsync("/ledger/erasures", Stop), StringComparison.Ordinal);

        var preview = await browser.GetStringAsync(Page, Stop);
        Assert.Contains("What would become unreadable", preview, StringComparison.Ordinal);

        var wrong = await browser.SubmitAsync(Page, "erase", ("Form.Subject", _subject), ("Form.Again", "person/another"));
        Assert.Contains("Nothing was destroyed", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Contains("What would become unreadable", await browser.GetStringAsync(Page, Stop), StringComparison.Ordinal);

        var done = await browser.SubmitAsync(Page, "erase", ("Form.Subject", _subject), ("Form.Again", _subject));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var receipt = await browser.GetStringAsync(done.Headers.Location!, Stop);
        Assert.Contains("Words about a subject erased", receipt, StringComparison.Ordinal);

        var after = await browser.GetStringAsync(Page, Stop);
        Assert.Contains("Nothing is sealed under", after, StringComparison.Ordinal);
        Assert.Contains(done.Headers.Location!.OriginalString.Split('/')[^1], after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_by_which_people_are_recognised_again_is_nobody_s_and_cannot_be_destroyed_here()
    {
        await using (var db = await product.OpenAsync())
        {
            await product.Services.GetRequiredService<Sealing>().PseudonymAsync(db, "ada@example.com", Stop);
            await db.CommitAsync(Stop);
        }

        Assert.Contains("Nothing is sealed under", await product.Browser().GetStringAsync("/ledger/erasures?subject=organization%2Fpseudonyms", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_erase_and_another_company_see_nothing()
    {
        product.Roles = [Role.ComplianceManager];
        Assert.Equal(HttpStatusCode.Forbidden, (await product.Browser().GetAsync(Page, Stop)).StatusCode);

        product.Roles = [Role.Owner];
        await product.EnterNewOrganizationAsync();
        Assert.Contains("Nothing is sealed under", await product.Browser().GetStringAsync(Page, Stop), StringComparison.Ordinal);
    }

    private string Page => $"/ledger/erasures?subject={Uri.EscapeDataString(_subject)}";
}
