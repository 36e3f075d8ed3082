using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assay.Database;
using Assay.Tests.Mlflow;
using Npgsql;

namespace Assay.Tests.Gate;

/// <summary>Fails, or cuts the connection, at the moment between a change of state and the entry that tells of it: neither is left.</summary>
public sealed class HalfDoneTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();
    private readonly NpgsqlConnection _owner = new();
    private Guid _pipeline;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private GateSteps Gate => field ??= new(product, _http);

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        _owner.ConnectionString = product.Login(DatabaseRoles.Owner);
        await _owner.OpenAsync(Stop);
        await Gate.RulesAsync(new { rules = new[] { new { rule = "two-approvals" } } });
        await Gate.RegisterAsync("churn");
        await Gate.RegisterAsync("churn");
        await Gate.ApproveBothAsync("churn", 1);
        using var added = await _http.PostAsJsonAsync("/api/pipelines/register", new { name = "nightly", tool = "Airflow" }, Stop);
        _pipeline = (await added.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetGuid();
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("drop trigger if exists cut on ledger_entry");
        await _owner.DisposeAsync();
        _http.Dispose();
    }

    /// <summary>What each step changes, as rows that must not be there if it was not told.</summary>
    public static TheoryData<string, string, bool> Steps()
    {
        TheoryData<string, string, bool> data = [];
        foreach (var (kind, rows) in new[]
        {
            ("model.registered", "select count(*) from registered_model where name = 'fresh'"),
            ("model.version_registered", "select count(*) from model_version where number = 3"),
            ("model.alias_set", "select count(*) from model_alias"),
            ("model.stage_changed", "select count(*) from model_version where stage = 'Staging'"),
            ("model.approved", "select count(*) from version_approval where number = 2"),
            ("model.promoted", "select count(*) from model_deployment"),
            ("gate.rules_proposed", "select count(*) from gate_rule_set where revision = 2"),
            ("pipeline.definition_proposed", "select count(*) from pipeline_definition"),
            ("lineage.received", "select count(*) from lineage_event"),
            ("run.started", "select count(*) from experiment_run"),
        })
        {
            data.Add(kind, rows, false);
            data.Add(kind, rows, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task What_is_cut_off_before_its_entry_leaves_nothing_and_can_be_done_again(string kind, string rows, bool cutsTheConnection)
    {
        await RunAsync($"""
            create or replace function cut_off() returns trigger language plpgsql as $$ begin
                {(cutsTheConnection ? "perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1);" : "raise exception 'cut off';")}
                return new; end $$;
            grant execute on function cut_off() to public;
            drop trigger if exists cut on ledger_entry;
            create trigger cut before insert on ledger_entry for each row when (new.kind = '{kind}') execute function cut_off();
            """);

        var failed = await StepAsync(kind);
        Assert.Equal((kind, HttpStatusCode.InternalServerError), (kind, failed));
        Assert.Equal((kind, 0, 0), (kind, await CountAsync(rows), await CountAsync($"select count(*) from ledger_entry where kind = '{kind}' and occurred_at >= '{product.Clock.GetUtcNow():O}' and {Told(kind)}")));

        await RunAsync("drop trigger cut on ledger_entry");
        Assert.True((int)await StepAsync(kind) < 300, $"{kind} could not be done again.");
        Assert.Equal((kind, 1), (kind, await CountAsync(rows)));
    }

    private async Task<HttpStatusCode> StepAsync(string kind)
    {
        Task<HttpResponseMessage> MlflowAsync(string call, object body) => _http.PostAsJsonAsync($"/api/2.0/mlflow/{call}", body, Stop);

        using var answer = await (kind switch
        {
            "model.registered" => _http.PostAsJsonAsync("/api/models", new { name = "fresh" }, Stop),
            "model.version_registered" => _http.PostAsJsonAsync("/api/models/churn/versions", new { source = "s3://c" }, Stop),
            "model.alias_set" => MlflowAsync("registered-models/alias", new { name = "churn", alias = "blue", version = "2" }),
            "model.stage_changed" => MlflowAsync("model-versions/transition-stage", new { name = "churn", version = "2", stage = "Staging" }),
            "model.approved" => Gate.ApproveAsync("churn", 2, "PeerReview"),
            "model.promoted" => MlflowAsync("model-versions/transition-stage", new { name = "churn", version = "1", stage = "Production" }),
            "gate.rules_proposed" => _http.PostAsJsonAsync("/api/gate/rule-sets", new { rules = new { rules = new[] { new { rule = "rollback-plan" } } }, note = "Another." }, Stop),
            "pipeline.definition_proposed" => _http.PostAsJsonAsync($"/api/pipelines/{_pipeline}/definitions", new { digest = "4f2a9c1d7e", note = "First" }, Stop),
            "lineage.received" => _http.PostAsJsonAsync("/api/v1/lineage", Event(), Stop),
            _ => MlflowAsync("runs/create", new { experiment_id = "0" }),
        });
        return answer.StatusCode;
    }

    /// <summary>Entries of the same kind that the preparation left.</summary>
    private static string Told(string kind) => kind switch
    {
        "model.registered" => "body::jsonb ->> 'name' = 'fresh'",
        "model.version_registered" => "(body::jsonb ->> 'version')::int = 3",
        "model.approved" => "(body::jsonb ->> 'version')::int = 2",
        "gate.rules_proposed" => "(body::jsonb ->> 'revision')::int = 2",
        _ => "true",
    };

    private static object Event() => new
    {
        eventTime = "2026-03-01T08:00:00Z",
        eventType = "COMPLETE",
        producer = "https://example.com/jobs",
        schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json",
        run = new { runId = "00000000-0000-4000-8000-000000000001" },
        job = new { @namespace = "ml", name = "nightly" },
        inputs = Array.Empty<object>(),
        outputs = Array.Empty<object>(),
    };

    private async Task<int> CountAsync(string sql)
    {
        await using var transaction = await _owner.BeginTransactionAsync(Stop);
        await using var enter = new NpgsqlCommand($"select set_tenant('{product.Actor!.Organization.Value}')", _owner);
        await enter.ExecuteNonQueryAsync(Stop);
        await using var command = new NpgsqlCommand(sql, _owner);
        return (int)(long)(await command.ExecuteScalarAsync(Stop))!;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _owner);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
