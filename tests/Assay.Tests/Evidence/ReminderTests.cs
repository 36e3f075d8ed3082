using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Evidence;
using Assay.Ledger;
using Assay.Tests.Registers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Evidence;

/// <summary>Reminders by each control's frequency; the tests move the clock and run the job's round.</summary>
public sealed class ReminderTests(Product product) : InNewOrganization(product)
{
    [Fact]
    public async Task A_reminder_is_due_then_late_then_its_owners_managers_and_done_once_the_evidence_is_accepted()
    {
        const string people = "name,email,title,manager,start_date\nNadia Rahman,nadia@example.com,Engineer,tomas@example.com,2024-01-01\nTomas Lindqvist,tomas@example.com,Head of platform,,2023-01-01\n";
        await ImportAsync("people", people);
        var (control, version) = await AdoptMonthlyAsync();
        await Http.SubmitAsync($"/adopt/controls/{control}", "change", ("Form.Owner", "Nadia Rahman"), ("Form.Frequency", "Monthly"), ("Form.Version", version));

        // Adopted on the 2nd of March: the first month that it owes is March.
        await RoundAsync();
        Assert.Null(await OfAsync(control));

        Product.Clock.Advance(TimeSpan.FromDays(25));
        await RoundAsync();
        Assert.Equal((ReminderState.Due, "Nadia Rahman"), await OfAsync(control));
        Assert.Contains("Due", await Http.GetStringAsync("/evidence/reminders?state=Due", Stop), StringComparison.Ordinal);

        Product.Clock.Advance(TimeSpan.FromDays(6));
        await RoundAsync();
        Assert.Equal((ReminderState.Late, "Nadia Rahman"), await OfAsync(control));

        Product.Clock.Advance(TimeSpan.FromDays(7));
        await RoundAsync();
        await RoundAsync();
        Assert.Equal((ReminderState.Escalated, "Tomas Lindqvist"), await OfAsync(control));
        Assert.Contains("Tomas Lindqvist", await Http.GetStringAsync("/", Stop), StringComparison.Ordinal);

        await Http.AddAcceptedAsync(Product, "march", ("control", control), ("kind", "occurrence"), ("from", "2026-03-20"), ("to", ""));
        await RoundAsync();
        Assert.Equal(ReminderState.Done, (await OfAsync(control))!.Value.State);

        await using var db = await Product.OpenAsync();
        Assert.Equal(["evidence.escalated", "evidence.reminded", "evidence.reminded", "evidence.reminder_done"],
            await db.Set<LedgerEntry>().Where(e => e.Subject == $"reminder/{control}").Select(e => e.Kind).Order().ToListAsync(Stop));
    }

    private async Task<(string Control, string Version)> AdoptMonthlyAsync()
    {
        (await Http.PostAsJsonAsync("/api/adoption", new { controls = Array.Empty<string>(), policies = Array.Empty<string>() }, Stop)).EnsureSuccessStatusCode();
        var adopted = await Http.GetFromJsonAsync<JsonElement>("/api/adoption/controls", Stop);
        return (adopted.EnumerateArray().First(c => c.GetProperty("frequency").GetString() is "monthly" or "quarterly").GetProperty("controlId").GetString()!, "1");
    }

    private async Task RoundAsync()
    {
        await using var scope = Product.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<EvidenceReminderJob>().RunOnceAsync(Stop);
    }

    private async Task<(ReminderState State, string For)?> OfAsync(string control)
    {
        await using var db = await Product.OpenAsync();
        return await db.Set<EvidenceReminder>().AsNoTracking().Where(r => r.ControlId == control).OrderBy(r => r.PeriodFrom).FirstOrDefaultAsync(Stop) is { } row ? (row.State, row.For) : null;
    }

    private async Task ImportAsync(string register, string csv)
    {
        var shown = await Http.UploadAsync(register, System.Text.Encoding.UTF8.GetBytes(csv), "list.csv");
        var report = await Http.GetStringAsync(shown.Headers.Location!, Stop);
        Assert.Equal(HttpStatusCode.Redirect, (await Http.PostAsync(shown.Headers.Location!, new FormUrlEncodedContent([new("__RequestVerificationToken", Forms.TokenIn(report))]), Stop)).StatusCode);
    }
}
