using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assay.Bench;

/// <summary>MLflow's search over a full registry, against the SQL that finds the same rows, in the same database and the same run.</summary>
internal static partial class RegistryBench
{
    private const int _times = 60;
    private const string _filter = "tags.team = 'team3' AND name LIKE 'model-%'";

    /// <summary>Models, versions and tags as the bar says: 1,000 × 20 × 4.</summary>
    private const string _seed = """
        insert into registered_model (organization_id, id, name, owner, consequential, versions, created_by, created_at, updated_at, version)
        select o.id, gen_random_uuid(), 'model-' || lpad(n::text, 4, '0'), '', false, 20, 'user/0', now(), now() - n * interval '1 minute', 1 from organization o, generate_series(1, 1000) n;
        insert into model_version (organization_id, model_id, number, name, source, run_id, run_link, description, stage, state, author, author_is_service, created_at, updated_at, version)
        select m.organization_id, m.id, v, m.name, 's3://models/' || m.name || '/' || v, md5(m.name || v), '', '', case v when 19 then 'Staging' when 18 then 'Archived' else 'None' end, 'Research', gen_random_uuid(), true, now(), now() - v * interval '1 second', 1
        from registered_model m, generate_series(1, 20) v where m.name like 'model-%';
        insert into model_tag select organization_id, id, k, case k when 'team' then 'team' || (substr(name, 7)::int % 10) else md5(name || k) end from registered_model, unnest(array['team', 'owner', 'risk', 'region']) k where name like 'model-%';
        insert into model_version_tag select organization_id, model_id, number, k, md5(name || number || k) from model_version, unnest(array['validated', 'owner', 'risk', 'region']) k where name like 'model-%';
        analyze;
        """;

    private const string _bare = """
        with page as (
            select m.* from registered_model m
            where m.organization_id = (select id from organization) and m.deleted_at is null and m.name like 'model-%'
              and exists (select 1 from model_tag t where t.organization_id = m.organization_id and t.model_id = m.id and t.key = 'team' and t.value = 'team3')
            order by m.updated_at desc, m.name limit 101)
        select p.name, p.created_at, p.updated_at,
            (select json_agg(json_build_object('key', t.key, 'value', t.value)) from model_tag t where t.organization_id = p.organization_id and t.model_id = p.id),
            (select json_agg(l) from (select distinct on (v.stage) v.name, v.number, v.created_at, v.updated_at, v.stage, v.source, v.run_id,
                (select json_agg(json_build_object('key', t.key, 'value', t.value)) from model_version_tag t where t.organization_id = v.organization_id and t.model_id = v.model_id and t.number = v.number) as tags
                from model_version v where v.organization_id = p.organization_id and v.model_id = p.id and v.deleted_at is null order by v.stage, v.number desc) l)
        from page p order by p.updated_at desc, p.name;
        """;

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var server = await RunningServer.StartAsync(await Repository.BuildServerAsync(stop), stop);
        await server.PsqlAsync(_seed, stop);

        var address = $"/api/2.0/mlflow/registered-models/search?max_results=100&filter={Uri.EscapeDataString(_filter)}&order_by={Uri.EscapeDataString("last_updated_timestamp DESC")}";
        List<double> search = [];
        for (var i = -10; i < _times; i++)
        {
            var from = Stopwatch.GetTimestamp();
            using var answer = await server.Http.GetAsync(address, stop);
            var body = await answer.Content.ReadAsStringAsync(stop);
            if (i >= 0) search.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            if (i == 0 && JsonElement.Parse(body).GetProperty("registered_models").GetArrayLength() != 100) throw new InvalidOperationException("The search did not find its 100 models.");
        }

        var told = await server.PsqlAsync($"\\timing on\n\\o /dev/null\n{string.Concat(Enumerable.Repeat(_bare + "\n", _times + 10))}", stop);
        var bare = Time().Matches(told).Skip(10).Select(m => double.Parse(m.Groups["ms"].Value, CultureInfo.InvariantCulture)).ToList();

        yield return new("registered-models/search of 1,000 × 20 × 4, p50", At(search, 0.5), "ms", At(bare, 0.5), 5);
        yield return new("registered-models/search of 1,000 × 20 × 4, p95", At(search, 0.95), "ms", At(bare, 0.95), 5);
        yield return await PagedAsync(server, stop);
    }

    /// <summary>All 20,000 versions, a thousand at a time: each comes once.</summary>
    private static async Task<Figure> PagedAsync(RunningServer server, CancellationToken stop)
    {
        var from = Stopwatch.GetTimestamp();
        HashSet<string> seen = [];
        string? token = null;

        do
        {
            var page = JsonElement.Parse(await server.Http.GetStringAsync($"/api/2.0/mlflow/model-versions/search?max_results=1000&filter={Uri.EscapeDataString("name LIKE 'model-%'")}{(token is null ? "" : $"&page_token={Uri.EscapeDataString(token)}")}", stop));
            foreach (var version in page.GetProperty("model_versions").EnumerateArray())
                if (!seen.Add($"{version.GetProperty("name")}/{version.GetProperty("version")}")) throw new InvalidOperationException("A version came twice.");

            token = page.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        if (seen.Count != 20_000) throw new InvalidOperationException($"{seen.Count} versions came, not 20,000.");
        return new("model-versions/search, 20,000 versions paged through wholly", Math.Round(Stopwatch.GetElapsedTime(from).TotalSeconds, 2), "s", null, null);
    }

    private static double At(List<double> times, double share) => Math.Round(times.Order().ElementAt((int)(times.Count * share)), 2);

    [GeneratedRegex(@"Time: (?<ms>[\d.]+) ms", RegexOptions.None, 1000)]
    private static partial Regex Time();
}
