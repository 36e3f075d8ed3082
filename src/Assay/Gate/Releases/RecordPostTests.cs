using System.Text.Json;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Gate;

/// <summary>Takes the result of the tests where a version runs. Where they fail, the version before it comes back at once.</summary>
public sealed class RecordPostTests(Tenancy tenancy, RollBack rollBack)
{
    public abstract record Outcome
    {
        public sealed record Kept(bool Passed, RollBack.Outcome? Rollback) : Outcome;

        public sealed record NotFound : Outcome;

        public sealed record Wrong(string Message) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, string name, int number, JsonElement body, CancellationToken stop)
    {
        if (body.ValueKind is not JsonValueKind.Object || body.Flag("passed") is not { } passed) return new Outcome.Wrong("The body is an object that says whether they passed: { \"passed\": true, \"total\": 12 }.");

        await using (var db = await tenancy.OpenAsync(actor.Organization, stop))
        {
            if (await db.HoldModelAsync(name, stop) is not { } model || await db.VersionAsync(name, number, stop) is not { } version) return new Outcome.NotFound();
            if (await db.Set<Deployment>().FirstOrDefaultAsync(d => d.ModelId == model.Id && d.Number == number && d.EndedAt == null, stop) is not { } deployment) return new Outcome.Wrong("It does not run, so it cannot have been tested where it runs.");

            (deployment.PostTestedAt, deployment.PostTestsPassed) = (db.Clock.GetUtcNow(), passed);
            await RecordFact.AddAsync(db, actor, version, FactKind.PostTests, body.GetRawText(), stop);
            db.Record(actor, "model.post_tested", version.Subject, new { model = name, version = number, passed, late = deployment.PostTestedAt > deployment.PostTestsDueAt });
            await db.CommitAsync(stop);
        }

        return new Outcome.Kept(passed, passed ? null : await rollBack.RunAsync(actor, name, new() { Trigger = "Its tests failed where it runs." }, stop));
    }
}
