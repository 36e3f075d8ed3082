using System.Globalization;
using Assay.Experiments;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary><c>experiments/*</c>: parameters, answers and refusals are MLflow's.</summary>
internal static class ExperimentsApi
{
    public static void MapExperiments(this RouteGroupBuilder experiments)
    {
        experiments.MapPost("/create", Create).Needs(Permission.EditModels);
        experiments.MapGet("/get", Get).Needs(Permission.ReadMachineLearning);
        experiments.MapGet("/get-by-name", GetByName).Needs(Permission.ReadMachineLearning);
        experiments.MapMethods("/search", ["GET", "POST"], Search).Needs(Permission.ReadMachineLearning);
        experiments.MapPost("/update", Update).Needs(Permission.EditModels);
        experiments.MapPost("/delete", (HttpContext http, ChangeExperiment change, CancellationToken stop) => DeleteAsync(http, change, deleted: true, stop)).Needs(Permission.EditModels);
        experiments.MapPost("/restore", (HttpContext http, ChangeExperiment change, CancellationToken stop) => DeleteAsync(http, change, deleted: false, stop)).Needs(Permission.EditModels);
        experiments.MapPost("/set-experiment-tag", SetTag).Needs(Permission.EditModels);
        experiments.MapPost("/delete-experiment-tag", DeleteTag).Needs(Permission.EditModels);
    }

    private static async Task<object> Create(HttpContext http, ChangeExperiment change, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var name = CheckName(request.Required("name"), "name");
        if (request.Optional("artifact_location") is { Length: > 0 } location) SourceText.Check(location);

        return await change.CreateAsync(http.Actor, name, request.Optional("artifact_location"), request.Tags(), stop) is { } made
            ? new ExperimentIdReply($"{made.Number}")
            : throw MlflowRefusal.Exists($"Experiment(name={name}) already exists.");
    }

    private static async Task<object> Get(HttpContext http, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var number = Number(request);

        await using var db = await OpenAsync(http, tenancy, stop);
        return await db.Set<Experiment>().AsNoTracking().FirstOrDefaultAsync(e => e.Number == number, stop) is { } found
            ? new ExperimentReply((await db.ShowAsync([found], stop))[0])
            : throw NoExperiment(number);
    }

    private static async Task<object> GetByName(HttpContext http, Tenancy tenancy, CancellationToken stop)
    {
        var name = (await MlflowRequest.ReadAsync(http.Request, stop)).Required("experiment_name");

        await using var db = await OpenAsync(http, tenancy, stop);
        return await db.Set<Experiment>().AsNoTracking().FirstOrDefaultAsync(e => e.Name == name, stop) is { } found
            ? new ExperimentReply((await db.ShowAsync([found], stop))[0])
            : throw MlflowRefusal.Missing($"Could not find experiment with name '{name}'");
    }

    private static async Task<object> Search(HttpContext http, FindExperiments find, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var take = RegisteredModelsApi.Take(request, 1_000, FindExperiments.MaxResults);

        await (await OpenAsync(http, tenancy, stop)).DisposeAsync();
        return await find.RunAsync(http.Actor.Organization, request.View("view_type"), request.Optional("filter"), request.List("order_by"), take, request.Optional("page_token"), stop);
    }

    private static async Task<object> Update(HttpContext http, ChangeExperiment change, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var number = Number(request);
        if (request.Optional("new_name") is not { Length: > 0 } name) return new EmptyReply();

        return Answer(await change.RenameAsync(http.Actor, number, CheckName(name, "new_name"), stop), number, name);
    }

    private static async Task<object> DeleteAsync(HttpContext http, ChangeExperiment change, bool deleted, CancellationToken stop)
    {
        var number = Number(await MlflowRequest.ReadAsync(http.Request, stop));
        return Answer(await change.DeleteAsync(http.Actor, number, deleted, stop), number);
    }

    private static async Task<object> SetTag(HttpContext http, ChangeExperiment change, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (number, key, value) = (Number(request), request.Required("key"), request.Optional("value") ?? "");
        MlflowNames.CheckTag(key, value);

        return Answer(await change.TagAsync(http.Actor, number, key, value, stop), number);
    }

    private static async Task<object> DeleteTag(HttpContext http, ChangeExperiment change, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var number = Number(request);

        return Answer(await change.TagAsync(http.Actor, number, MlflowNames.CheckKey(request.Required("key")), null, stop), number);
    }

    /// <summary>With the experiment that MLflow's servers always have.</summary>
    private static async Task<AssayDb> OpenAsync(HttpContext http, Tenancy tenancy, CancellationToken stop)
    {
        await using (var first = await tenancy.OpenAsync(http.Actor.Organization, stop))
        {
            await ChangeExperiment.EnsureDefaultAsync(first, Actor.Job(http.Actor.Organization, "mlflow"), stop);
            await first.CommitAsync(stop);
        }

        return await tenancy.OpenAsync(http.Actor.Organization, stop);
    }

    internal static int Number(MlflowRequest request)
    {
        var text = request.Required("experiment_id");
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw MlflowRefusal.Missing($"No Experiment with id={text} exists");
    }

    internal static MlflowRefusal NoExperiment(int number) => MlflowRefusal.Missing($"No Experiment with id={number} exists");

    private static string CheckName(string name, string parameter) => name.Length <= Experiment.LongestName
        ? name
        : throw MlflowRefusal.Invalid($"'{parameter}' exceeds the maximum length of {Experiment.LongestName} characters");

    private static EmptyReply Answer(ChangeExperiment.Outcome outcome, int number, string name = "") => outcome switch
    {
        ChangeExperiment.Outcome.Done => new EmptyReply(),
        ChangeExperiment.Outcome.NameTaken => throw MlflowRefusal.Exists($"Experiment(name={name}) already exists."),
        _ => throw NoExperiment(number),
    };
}
