using System.Globalization;
using System.Text.Json;
using Assay.Experiments;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary><c>runs/*</c> and <c>metrics/*</c>: parameters, answers and refusals are MLflow's.</summary>
internal static class RunsApi
{
    /// <summary>What one call of <c>log-batch</c> may hold, by MLflow's own limits.</summary>
    private const int _mostMetrics = 1_000, _mostParams = 100, _mostTags = 100, _mostInAll = 1_000;

    private const int _mostHistory = 25_000;

    public static void MapRuns(this RouteGroupBuilder runs)
    {
        runs.MapPost("/create", Create).Needs(Permission.EditModels);
        runs.MapGet("/get", Get).Needs(Permission.ReadMachineLearning);
        runs.MapPost("/search", Search).Needs(Permission.ReadMachineLearning);
        runs.MapPost("/update", Update).Needs(Permission.EditModels);
        runs.MapPost("/delete", (HttpContext http, ChangeRun change, CancellationToken stop) => DeleteAsync(http, change, deleted: true, stop)).Needs(Permission.EditModels);
        runs.MapPost("/restore", (HttpContext http, ChangeRun change, CancellationToken stop) => DeleteAsync(http, change, deleted: false, stop)).Needs(Permission.EditModels);
        runs.MapPost("/log-metric", LogMetric).Needs(Permission.EditModels);
        runs.MapPost("/log-parameter", LogParameter).Needs(Permission.EditModels);
        runs.MapPost("/log-batch", LogBatch).Needs(Permission.EditModels);
        runs.MapPost("/log-inputs", LogInputs).Needs(Permission.EditModels);
        runs.MapPost("/log-model", LogModel).Needs(Permission.EditModels);
        runs.MapPost("/set-tag", SetTag).Needs(Permission.EditModels);
        runs.MapPost("/delete-tag", DeleteTag).Needs(Permission.EditModels);
    }

    public static void MapMetrics(this RouteGroupBuilder metrics) => metrics.MapGet("/get-history", History).Needs(Permission.ReadMachineLearning);

    private static async Task<object> Create(HttpContext http, StartRun start, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var number = request.Optional("experiment_id") is { Length: > 0 } ? ExperimentsApi.Number(request) : Experiment.Default;

        return await start.RunAsync(http.Actor, new(number, request.Optional("run_name"), request.Optional("user_id"), request.Number("start_time"), request.Tags()), stop) switch
        {
            StartRun.Outcome.Started { Run: var run } => await ShowAsync(http, tenancy, run.RunId, stop),
            StartRun.Outcome.Closed => throw MlflowRefusal.State($"The experiment {number} must be in the 'active' state. Current state is deleted."),
            _ => throw ExperimentsApi.NoExperiment(number),
        };
    }

    private static async Task<object> Get(HttpContext http, Tenancy tenancy, CancellationToken stop) =>
        await ShowAsync(http, tenancy, Id(await MlflowRequest.ReadAsync(http.Request, stop)), stop);

    private static async Task<object> Search(HttpContext http, FindRuns find, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var take = RegisteredModelsApi.Take(request, 1_000, FindRuns.MaxResults);
        return await find.RunAsync(http.Actor.Organization, request.List("experiment_ids"), request.View("run_view_type"), request.Optional("filter"), request.List("order_by"), take, request.Optional("page_token"), stop);
    }

    private static async Task<object> Update(HttpContext http, ChangeRun change, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var id = Id(request);
        var status = request.Optional("status") switch
        {
            null or "" => (RunStatus?)null,
            var text when Enum.TryParse<RunStatus>(text, ignoreCase: true, out var known) && !char.IsAsciiDigit(text[0]) => known,
            var text => throw MlflowRequest.Wrong("status", $"\"{text}\"", "str"),
        };

        return await change.UpdateAsync(http.Actor, id, new(status, request.Number("end_time"), request.Optional("run_name")), stop) is { } run ? new RunInfoReply(ShownRuns.Show(run)) : throw NoRun(id);
    }

    private static async Task<object> DeleteAsync(HttpContext http, ChangeRun change, bool deleted, CancellationToken stop)
    {
        var id = Id(await MlflowRequest.ReadAsync(http.Request, stop));
        return await change.DeleteAsync(http.Actor, id, deleted, stop) ? new EmptyReply() : throw NoRun(id);
    }

    private static async Task<object> LogMetric(HttpContext http, LogToRun log, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        return await KeepAsync(http, log, Id(request), new([Metric(request)], [], []), stop);
    }

    private static async Task<object> LogParameter(HttpContext http, LogToRun log, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        return await KeepAsync(http, log, Id(request), new([], [Param(request)], []), stop);
    }

    private static async Task<object> LogBatch(HttpContext http, LogToRun log, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        List<LogToRun.Metric> metrics = [.. request.Items("metrics").Select(Metric)];
        List<KeyValuePair<string, string>> parameters = [.. request.Items("params").Select(Param)], tags = [.. request.Items("tags").Select(Tag)];

        Limit("metrics", metrics.Count, _mostMetrics);
        Limit("params", parameters.Count, _mostParams);
        Limit("tags", tags.Count, _mostTags);
        Limit("entities", metrics.Count + parameters.Count + tags.Count, _mostInAll);
        return await KeepAsync(http, log, Id(request), new(metrics, parameters, tags), stop);
    }

    private static async Task<object> LogInputs(HttpContext http, LogToRun log, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        return await KeepAsync(http, log, Id(request), new([], [], [], [.. request.Items("datasets").Select(Input)]), stop);
    }

    /// <summary>What a run has made is kept where MLflow's own servers keep it: in a tag.</summary>
    private static async Task<object> LogModel(HttpContext http, LogToRun log, ReadRun read, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (id, model) = (Id(request), request.Required("model_json"));

        try
        {
            var before = await read.RunAsync(http.Actor.Organization, id, stop) is { } run ? run.Tags.GetValueOrDefault("mlflow.log-model.history", "[]") : throw NoRun(id);
            List<JsonElement> all = [.. JsonElement.Parse(before).EnumerateArray(), JsonElement.Parse(model)];
            return await KeepAsync(http, log, id, new([], [], [new("mlflow.log-model.history", JsonSerializer.Serialize(all))]), stop);
        }
        catch (JsonException)
        {
            throw MlflowRefusal.Invalid($"Malformed model info. \n {model} \n is not a valid JSON.");
        }
    }

    private static async Task<object> SetTag(HttpContext http, LogToRun log, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        return await KeepAsync(http, log, Id(request), new([], [], [Tag(request)]), stop);
    }

    private static async Task<object> DeleteTag(HttpContext http, LogToRun log, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (id, key) = (Id(request), request.Required("key"));

        return await log.UntagAsync(http.Actor, id, key, stop) is LogToRun.Outcome.NoTag
            ? throw MlflowRefusal.Missing($"No tag with name: {key} in run with id {id}")
            : new EmptyReply();
    }

    private static async Task<object> History(HttpContext http, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (id, key, take, offset) = (Id(request), request.Required("metric_key"), RegisteredModelsApi.Take(request, _mostHistory, _mostHistory), PageToken.Offset(request.Optional("page_token")));

        await using var db = await tenancy.OpenAsync(http.Actor.Organization, stop);
        if (!await db.Set<ExperimentRun>().AnyAsync(r => r.RunId == id, stop)) throw NoRun(id);
        var found = await db.Set<RunMetric>().AsNoTracking().Where(m => m.RunId == id && m.Key == key)
            .OrderBy(m => m.At).ThenBy(m => m.Step).ThenBy(m => m.Value).Skip(offset).Take(take + 1).ToListAsync(stop);

        return new MetricsReply(found.Take(take).Select(m => new MlflowMetric(m.Key, m.Value, m.At, m.Step)).ToList().OrAbsent(), found.Count > take ? PageToken.Of(offset + take) : null);
    }

    private static async Task<object> KeepAsync(HttpContext http, LogToRun log, string id, LogToRun.Request request, CancellationToken stop) => await log.RunAsync(http.Actor, id, request, stop) switch
    {
        LogToRun.Outcome.Done => new EmptyReply(),
        LogToRun.Outcome.Deleted => throw MlflowRefusal.Invalid($"The run {id} must be in the 'active' state. Current state is deleted."),
        LogToRun.Outcome.SaidBefore other => throw MlflowRefusal.Invalid($"Changing param values is not allowed. Param with key='{other.Key}' was already logged with value='{other.Before}' for run ID='{id}'. Attempted logging new value '{other.Now}'."),
        _ => throw NoRun(id),
    };

    private static LogToRun.Metric Metric(MlflowRequest metric)
    {
        var key = MlflowNames.CheckKey(metric.Required("key"));
        if (key.Length > 250) throw MlflowRefusal.Invalid("'key' exceeds the maximum length of 250 characters");
        return new(key, metric.Real("value"), metric.Number("timestamp") ?? throw MlflowRequest.Missing("timestamp"), metric.Number("step") ?? 0);
    }

    private static KeyValuePair<string, string> Param(MlflowRequest param) => Pair(param, 6_000);

    private static KeyValuePair<string, string> Tag(MlflowRequest tag) => Pair(tag, 8_000);

    private static KeyValuePair<string, string> Pair(MlflowRequest pair, int longest)
    {
        var (key, value) = (MlflowNames.CheckKey(pair.Required("key")), pair.Optional("value") ?? "");
        if (key.Length > 250) throw MlflowRefusal.Invalid("'key' exceeds the maximum length of 250 characters");
        return value.Length <= longest ? new(key, value) : throw MlflowRefusal.Invalid($"'value' exceeds the maximum length of {longest} characters");
    }

    private static LogToRun.Input Input(MlflowRequest input)
    {
        var dataset = input.Part("dataset");
        var tags = input.Items("tags").Select(t => new MlflowTag(t.Required("key"), t.Optional("value") ?? "")).ToList();
        return new(dataset.Required("name"), dataset.Required("digest"), dataset.Required("source_type"), dataset.Required("source"), dataset.Optional("schema"), dataset.Optional("profile"), JsonSerializer.Serialize(tags, MlflowJson.Options));
    }

    private static void Limit(string what, int count, int most)
    {
        if (count > most) throw MlflowRefusal.Invalid(string.Create(CultureInfo.InvariantCulture, $"A batch logging request can contain at most {most} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again."));
    }

    private static string Id(MlflowRequest request) => request.Optional("run_id") is { Length: > 0 } id ? id : request.Optional("run_uuid") is { Length: > 0 } old ? old : throw MlflowRequest.Missing("run_id");

    private static MlflowRefusal NoRun(string id) => MlflowRefusal.Missing($"Run with id={id} not found");

    private static async Task<RunReply> ShowAsync(HttpContext http, Tenancy tenancy, string id, CancellationToken stop) =>
        await new ReadRun(tenancy).RunAsync(http.Actor.Organization, id, stop) is { } found ? new(ShownRuns.Show(found)) : throw NoRun(id);
}
