using System.Text.Json;
using Assay.Experiments;
using Assay.Jobs;
using Assay.Models;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Mlflow;

/// <summary>Looks at a company's MLflow server: brings its models, versions, aliases and runs here, and finds what went to production past the gate.</summary>
/// <remarks>A page a transaction, and the next page's token with it: cut off, it goes on where it was. Done twice, it changes nothing.</remarks>
internal sealed class CollectMlflow(AllOrganizations organizations, Tenancy tenancy, UpstreamCalls calls, MirrorAliases mirrorAliases, TimeProvider clock) : IJob
{
    public const string Name = "mlflow-collector";

    private const int _pageSize = 500;

    /// <summary>Runs that one round brings. The rest comes with the next.</summary>
    private const int _mostRuns = 500;

    public async Task<string> RunOnceAsync(CancellationToken stop)
    {
        var (servers, failed, found) = (0, 0, 0);

        foreach (var organization in await organizations.ListAsync(stop))
        {
            if (await calls.OfAsync(organization, stop) is not { } upstream) continue;

            servers++;
            var result = await RunAsync(organization, upstream, stop);
            found += result.Found;
            if (result.Trouble.Length > 0) failed++;
        }

        return $"{servers} MLflow servers looked at, {failed} failed, {found} promotions found that passed no gate";
    }

    internal sealed record Result(int Models, int Versions, int Runs, int Found, string Trouble);

    /// <summary>One round for one organisation.</summary>
    internal async Task<Result> RunAsync(OrganizationId organization, OpenUpstream upstream, CancellationToken stop)
    {
        var (actor, origin) = (Actor.Job(organization, Name), PassOn.OriginOf(upstream));
        var (models, versions, runs, found, trouble) = (0, 0, 0, 0, "");
        var asOf = clock.GetUtcNow();

        try
        {
            var aliases = new Dictionary<string, IReadOnlyList<(string Alias, int Version)>>();
            models = await ModelsAsync(actor, upstream, origin, aliases, stop);
            versions = await VersionsAsync(actor, upstream, origin, stop);
            runs = await RunsAsync(actor, upstream, origin, stop);
            found = await mirrorAliases.RunAsync(actor, origin, aliases, asOf, stop);
        }
        catch (UpstreamFailedException failed)
        {
            trouble = failed.Message;
        }
        catch (DbUpdateException raced) when (raced.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            trouble = "Somebody registered the same name in the same moment. The next round takes it up.";
        }
        catch (Exception odd) when (odd is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            trouble = $"The server's answer cannot be read: {odd.Message}";
        }

        await using var db = await tenancy.OpenAsync(organization, stop);
        var (now, words, id) = (db.Clock.GetUtcNow(), trouble.Length > 500 ? trouble[..500] : trouble, organization.Value);
        await db.Database.ExecuteSqlAsync($"update mlflow_upstream set looked_at = {now}, trouble = {words} where organization_id = {id}", stop);
        await db.CommitAsync(stop);
        return new(models, versions, runs, found, trouble);
    }

    private async Task<int> ModelsAsync(Actor actor, OpenUpstream upstream, string origin, Dictionary<string, IReadOnlyList<(string, int)>> aliases, CancellationToken stop)
    {
        var (before, token) = (await CountAsync(actor.Organization, stop), "");
        do
        {
            var page = await calls.GetAsync(upstream, $"registered-models/search?max_results=100{Token(token)}", stop) ?? throw new UpstreamFailedException($"{upstream.Address.Host} has no model registry.");
            await using var db = await tenancy.OpenAsync(actor.Organization, stop);

            foreach (var shown in MirrorVersion.Items(page, "registered_models"))
            {
                var name = MirrorVersion.Text(shown, "name");
                if (await MirrorVersion.ModelAsync(db, actor, origin, name, shown, stop) is null) continue;

                var named = MirrorVersion.Items(shown, "aliases").Select(a => (Alias: MirrorVersion.Text(a, "alias"), Version: int.TryParse(MirrorVersion.Text(a, "version"), out var v) ? v : 0)).ToList();
                aliases[name] = named;
            }

            await db.CommitAsync(stop);
            token = Next(page, token);
        }
        while (token.Length > 0);

        return await CountAsync(actor.Organization, stop) - before;
    }

    private async Task<int> CountAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<ImportedModel>().CountAsync(stop);
    }

    private async Task<int> VersionsAsync(Actor actor, OpenUpstream upstream, string origin, CancellationToken stop)
    {
        var added = 0;
        var token = await ResumeAsync(actor.Organization, stop);

        do
        {
            var order = $"&order_by={Uri.EscapeDataString("name ASC")}&order_by={Uri.EscapeDataString("version_number ASC")}";
            var asOf = clock.GetUtcNow();
            var page = await calls.GetAsync(upstream, $"model-versions/search?max_results={_pageSize}{order}{Token(token)}", stop) ?? throw new UpstreamFailedException($"{upstream.Address.Host} has no model registry.");
            token = Next(page, token);

            await using var db = await tenancy.OpenAsync(actor.Organization, stop);
            foreach (var shown in MirrorVersion.Items(page, "model_versions"))
                if ((await MirrorVersion.RunAsync(db, actor, origin, shown, asOf, stop)).IsNew) added++;

            var (at, id) = (token, actor.Organization.Value);
            await db.Database.ExecuteSqlAsync($"update mlflow_upstream set resume_at = {at} where organization_id = {id}", stop);
            await db.CommitAsync(stop);
        }
        while (token.Length > 0);

        return added;
    }

    private async Task<string> ResumeAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await db.Set<MlflowUpstream>().AsNoTracking().Select(u => u.ResumeAt).FirstOrDefaultAsync(stop) ?? "";
    }

    /// <summary>The runs that imported versions name, and that are not here yet.</summary>
    private async Task<int> RunsAsync(Actor actor, OpenUpstream upstream, string origin, CancellationToken stop)
    {
        List<string> missing;
        await using (var db = await tenancy.OpenAsync(actor.Organization, stop))
        {
            missing = await db.Set<ModelVersion>().AsNoTracking()
                .Where(v => v.RunId != "" && v.DeletedAt == null && db.Set<ImportedModel>().Any(i => i.ModelId == v.ModelId && i.Origin == origin) && !db.Set<ExperimentRun>().Any(r => r.RunId == v.RunId))
                .Select(v => v.RunId).Distinct().Order().Take(_mostRuns).ToListAsync(stop);
        }

        var brought = 0;
        foreach (var id in missing)
        {
            if (await calls.GetAsync(upstream, $"runs/get?run_id={Uri.EscapeDataString(id)}", stop) is not { } shown) continue;

            await using var db = await tenancy.OpenAsync(actor.Organization, stop);
            await ImportRun.RunAsync(db, actor, shown.GetProperty("run"), origin, stop);
            await db.CommitAsync(stop);
            brought++;
        }

        return brought;
    }

    private static string Token(string token) => token.Length == 0 ? "" : $"&page_token={Uri.EscapeDataString(token)}";

    /// <summary>Some servers give the token that they were given: following it would never end.</summary>
    private static string Next(JsonElement page, string token) => MirrorVersion.Text(page, "next_page_token") is { } next && next != token ? next : "";
}
