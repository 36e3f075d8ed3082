using System.Diagnostics;
using Assay.Gate;
using Assay.Models;

namespace Assay.Mlflow;

/// <summary><c>model-versions/*</c>: parameters, answers and refusals are MLflow's; what happens is the registry's and the gate's.</summary>
internal static class ModelVersionsApi
{
    public static void MapModelVersions(this RouteGroupBuilder versions)
    {
        versions.MapPost("/create", Create).Needs(Permission.EditModels);
        versions.MapGet("/get", Get).Needs(Permission.ReadMachineLearning);
        versions.MapPatch("/update", Update).Needs(Permission.EditModels);
        versions.MapDelete("/delete", Delete).Needs(Permission.EditModels);
        versions.MapGet("/search", Search).Needs(Permission.ReadMachineLearning);
        versions.MapPost("/transition-stage", Transition).Needs(Permission.EditModels);
        versions.MapPost("/set-tag", SetTag).Needs(Permission.EditModels);
        versions.MapDelete("/delete-tag", DeleteTag).Needs(Permission.EditModels);
        versions.MapGet("/get-download-uri", DownloadUri).Needs(Permission.ReadMachineLearning);
    }

    private static async Task<object> Create(HttpContext http, RegisterVersion register, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, source) = (request.Required("name"), request.Required("source"));
        SourceText.Check(source);

        var version = await register.RunAsync(http.Actor, name, new()
        {
            Source = source,
            RunId = request.Optional("run_id"),
            RunLink = request.Optional("run_link"),
            Description = request.Optional("description") ?? "",
            Tags = request.Tags(),
        }, stop) ?? throw MlflowRefusal.NoModel(name);

        return await ShowAsync(http, tenancy, version, stop);
    }

    private static async Task<object> Get(HttpContext http, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, version) = (request.Required("name"), request.Version());

        await using var db = await tenancy.OpenAsync(http.Actor.Organization, stop);
        return await db.VersionAsync(name, version, stop) is { } found ? new VersionReply(await db.ShowAsync(found, stop)) : throw MlflowRefusal.NoVersion(name, version);
    }

    private static async Task<object> Update(HttpContext http, ChangeVersion change, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, version) = (request.Required("name"), request.Version());

        return await change.DescribeAsync(http.Actor, name, version, request.Optional("description"), stop) is { } changed ? await ShowAsync(http, tenancy, changed, stop) : throw MlflowRefusal.NoVersion(name, version);
    }

    private static async Task<object> Delete(HttpContext http, ChangeVersion change, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, version) = (request.Required("name"), request.Version());

        return await change.DeleteAsync(http.Actor, name, version, stop) ? new EmptyReply() : throw MlflowRefusal.NoVersion(name, version);
    }

    private static async Task<object> Search(HttpContext http, FindVersions find, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var take = RegisteredModelsApi.Take(request, FindVersions.UsualResults, FindVersions.MaxResults);
        return await find.RunAsync(http.Actor.Organization, request.Optional("filter"), request.List("order_by"), take, request.Optional("page_token"), stop);
    }

    private static async Task<object> Transition(HttpContext http, ChangeStage change, PromoteVersion promote, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, version, wanted, archive) = (request.Required("name"), request.Version(), request.Required("stage"), request.Flag("archive_existing_versions"));
        var stage = MlflowNames.Stage(wanted);
        if (archive && stage is not (ModelStage.Staging or ModelStage.Production))
            throw MlflowRefusal.Invalid($"Model version transition cannot archive existing model versions because '{wanted}' is not an Active stage. Valid stages are ['Staging', 'Production']");

        return await change.RunAsync(http.Actor, name, version, stage, archive, stop) switch
        {
            ChangeStage.Outcome.Changed changed => await ShowAsync(http, tenancy, changed.Version, stop),
            ChangeStage.Outcome.AsksTheGate => await ShowAsync(http, tenancy,
                (await GateAnswer.PromoteAsync(http, promote, name, version, new() { Archive = archive, Because = "The stage Production was set by an MLflow client." }, stop))!, stop),
            ChangeStage.Outcome.NotFound => throw MlflowRefusal.NoVersion(name, version),
            var other => throw new UnreachableException(other.ToString()),
        };
    }

    private static async Task<object> SetTag(HttpContext http, TagModel tag, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, version, key, value) = (request.Required("name"), request.Version(), request.Required("key"), request.Optional("value") ?? "");
        MlflowNames.CheckTag(key, value);

        return await tag.RunAsync(http.Actor, name, version, key, value, stop) is TagModel.Outcome.Done ? new EmptyReply() : throw MlflowRefusal.NoVersion(name, version);
    }

    private static async Task<object> DeleteTag(HttpContext http, TagModel tag, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, version, key) = (request.Required("name"), request.Version(), MlflowNames.CheckKey(request.Required("key")));

        return await tag.RunAsync(http.Actor, name, version, key, null, stop) is TagModel.Outcome.Done ? new EmptyReply() : throw MlflowRefusal.NoVersion(name, version);
    }

    private static async Task<object> DownloadUri(HttpContext http, LocateArtifact locate, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, version) = (request.Required("name"), request.Version());

        return await locate.RunAsync(http.Actor, name, version, stop) is { } source ? new UriReply(source) : throw MlflowRefusal.NoVersion(name, version);
    }

    private static async Task<VersionReply> ShowAsync(HttpContext http, Tenancy tenancy, ModelVersion version, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(http.Actor.Organization, stop);
        return new(await db.ShowAsync(version, stop));
    }
}
