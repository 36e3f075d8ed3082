using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Roles;
using Microsoft.EntityFrameworkCore;

namespace Assay.Tests.Gate;

/// <summary>What people type at the gate can be read by those who may, and made unreadable; every decision stays.</summary>
public sealed class SealedNoteTests(Product product) : InNewOrganization(product)
{
    private const string _planted = "Xaver Quincke of 14 Elm Row";

    private GateSteps Gate => field ??= new(Product, Http);

    [Fact]
    public async Task No_reason_that_is_typed_at_the_gate_stands_in_the_ledger_in_clear()
    {
        await EveryReasonAsync();

        await using var db = await Product.OpenAsync();
        var organization = Product.Actor!.Organization.Value;
        var clear = await db.Database.SqlQuery<string>($"select kind as \"Value\" from ledger_entry where organization_id = {organization} and text like {"%" + _planted + "%"}").ToListAsync(Stop);
        var notes = await db.Database.SqlQuery<string>($"select kind as \"Value\" from ledger_entry where organization_id = {organization} and text like '%\"sealed\"%' and (kind like 'model.%' or kind like 'gate.%') group by kind order by kind").ToListAsync(Stop);

        Assert.Empty(clear);
        Assert.Equal(["gate.rules_proposed", "model.approved", "model.emergency_promoted", "model.emergency_reviewed", "model.promoted", "model.promotion_refused", "model.retired", "model.rollback_done", "model.rolled_back"], notes);
    }

    [Fact]
    public async Task Whoever_may_reads_the_reason_in_the_list_and_on_the_entry_until_it_is_erased()
    {
        await Gate.RegisterAsync("churn");
        await PromoteAsync(1);
        var line = (await ReleasesAsync()).Single();
        var entry = line.GetProperty("entry").GetGuid();

        Assert.Equal(_planted, line.GetProperty("because").GetString());
        Assert.Contains(_planted, await Http.GetStringAsync("/models/releases", Stop), StringComparison.Ordinal);
        Assert.Contains(_planted, await Http.GetStringAsync($"/ledger/{entry}", Stop), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await Http.PostAsJsonAsync("/api/ledger/erasures", new { subject = line.GetProperty("subject").GetString() }, Stop)).StatusCode);

        Assert.Equal("", (await ReleasesAsync()).Single().GetProperty("because").GetString());
        Assert.Contains("erased: the key", await Http.GetStringAsync($"/ledger/{entry}", Stop), StringComparison.Ordinal);

        // The version's life goes on, without words.
        Assert.Equal(HttpStatusCode.Forbidden, (await PromoteAsync(1)).StatusCode);
        Assert.Equal(2, (await ReleasesAsync()).Count);

        Product.Roles = [Role.Employee];
        Assert.Equal(HttpStatusCode.Forbidden, (await Http.GetAsync("/api/gate/releases", Stop)).StatusCode);
    }

    private async Task EveryReasonAsync()
    {
        await Http.PostAsJsonAsync("/api/gate/rule-sets", new { rules = GateSteps.TwoApprovals, note = _planted }, Stop);
        await Gate.AsAsync(Gate.NewPerson(), () => Http.PostAsync("/api/gate/rule-sets/*/1/approval", null, Stop));
        foreach (var version in new[] { 1, 2, 3 }) await Gate.RegisterAsync("churn");

        await PromoteAsync(1);
        foreach (var kind in new[] { "PeerReview", "SignOff" }) await Gate.AsAsync(Gate.NewPerson(), () => Http.PostAsJsonAsync("/api/models/churn/versions/1/approvals", new { kind, note = _planted }, Stop));
        Assert.Equal(HttpStatusCode.NoContent, (await PromoteAsync(1)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await Http.PostAsJsonAsync("/api/models/churn/versions/2/emergency", new { because = _planted }, Stop)).StatusCode);
        var emergency = await EmergencyAsync();
        await Gate.AsAsync(Gate.NewPerson(), () => Http.PostAsJsonAsync($"/api/gate/emergencies/{emergency}/review", new { finding = _planted }, Stop));
        Assert.Equal(HttpStatusCode.OK, (await Http.PostAsJsonAsync("/api/models/churn/rollback", new { trigger = _planted }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Http.PostAsJsonAsync("/api/models/churn/versions/3/retirement", new { successor = _planted, notice = _planted, disposal = _planted }, Stop)).StatusCode);
    }

    private async Task<Guid> EmergencyAsync()
    {
        await using var db = await Product.OpenAsync();
        return await db.Set<Assay.Gate.Deployment>().Where(d => d.Kind == Assay.Gate.DeploymentKind.Emergency).Select(d => d.Id).SingleAsync(Stop);
    }

    private Task<HttpResponseMessage> PromoteAsync(int version) => Http.PostAsJsonAsync($"/api/models/churn/versions/{version}/promotion", new { because = _planted }, Stop);

    private async Task<List<JsonElement>> ReleasesAsync() => [.. (await Http.GetFromJsonAsync<JsonElement>("/api/gate/releases", Stop)).EnumerateArray()];
}
