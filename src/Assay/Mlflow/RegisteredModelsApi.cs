using Assay.Gate;
using Assay.Models;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary><c>registered-models/*</c>: parameters, answers and refusals are MLflow's; what happens is the registry's.</summary>
internal static class RegisteredModelsApi
{
    public static void MapRegisteredModels(this RouteGroupBuilder models)
    {
        models.MapPost("/create", Create).Needs(Permission.EditModels);
        models.MapGet("/get", Get).Needs(Permission.ReadMachineLearning);
        models.MapPost("/rename", Rename).Needs(Permission.EditModels);
        models.MapPatch("/update", Update).Needs(Permission.EditModels);
        models.MapDelete("/delete", Delete).Needs(Permission.EditModels);
        models.MapGet("/search", Search).Needs(Permission.ReadMachineLearning);
        models.MapMethods("/get-latest-versions", ["GET", "POST"], Latest).Needs(Permission.ReadMachineLearning);
        models.MapPost("/set-tag", SetTag).Needs(Permission.EditModels);
        models.MapDelete("/delete-tag", DeleteTag).Needs(Permission.EditModels);
        models.MapPost("/alias", SetAlias).Needs(Permission.EditModels);
        models.MapDelete("/alias", DeleteAlias).Needs(Permission.EditModels);
        models.MapGet("/alias", GetByAlias).Needs(Permission.ReadMachineLearning);
    }

    private static async Task<object> Create(HttpContext http, RegisterModel register, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var name = MlflowNames.CheckModel(request.Required("name"));

        return await register.RunAsync(http.Actor, new() { Name = name, Description = request.Optional("description"), Tags = request.Tags() }, stop) is { } model
            ? await ShowAsync(http, tenancy, model, stop)
            : throw MlflowRefusal.Exists($"Registered Model (name={name}) already exists.");
    }

    private static async Task<object> Get(HttpContext http, Tenancy tenancy, CancellationToken stop)
    {
        var name = (await MlflowRequest.ReadAsync(http.Request, stop)).Required("name");

        await using var db = await tenancy.OpenAsync(http.Actor.Organization, stop);
        return await db.ModelAsync(name, stop) is { } model ? new ModelReply(await db.ShowAsync(model, stop)) : throw MlflowRefusal.NoModel(name);
    }

    private static async Task<object> Rename(HttpContext http, ChangeModel change, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, newName) = (request.Required("name"), MlflowNames.CheckModel(request.Required("new_name")));

        return await change.RenameAsync(http.Actor, name, newName, stop) switch
        {
            { Model: { } model } => await ShowAsync(http, tenancy, model, stop),
            { Refusal: ChangeModel.Refusal.NameTaken } => throw MlflowRefusal.Exists($"Registered Model (name={newName}) already exists."),
            _ => throw MlflowRefusal.NoModel(name),
        };
    }

    private static async Task<object> Update(HttpContext http, ChangeModel change, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var name = request.Required("name");

        return (await change.DescribeAsync(http.Actor, name, request.Optional("description") ?? "", stop)).Model is { } model
            ? await ShowAsync(http, tenancy, model, stop)
            : throw MlflowRefusal.NoModel(name);
    }

    private static async Task<object> Delete(HttpContext http, ChangeModel change, CancellationToken stop)
    {
        var name = (await MlflowRequest.ReadAsync(http.Request, stop)).Required("name");
        return (await change.DeleteAsync(http.Actor, name, stop)).Model is not null ? new EmptyReply() : throw MlflowRefusal.NoModel(name);
    }

    private static async Task<object> Search(HttpContext http, FindModels find, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var take = Take(request, 100, FindModels.MaxResults);
        return await find.RunAsync(http.Actor.Organization, request.Optional("filter"), request.List("order_by"), take, request.Optional("page_token"), stop);
    }

    private static async Task<object> Latest(HttpContext http, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var name = request.Required("name");
        var stages = request.List("stages").Select(MlflowNames.Stage).ToList();

        await using var db = await tenancy.OpenAsync(http.Actor.Organization, stop);
        return await db.ModelAsync(name, stop) is { } model ? new VersionsReply((await db.LatestAsync(model, stages, stop)).OrAbsent()) : throw MlflowRefusal.NoModel(name);
    }

    private static async Task<object> SetTag(HttpContext http, TagModel tag, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, key, value) = (request.Required("name"), request.Required("key"), request.Optional("value") ?? "");
        MlflowNames.CheckTag(key, value);

        return await tag.RunAsync(http.Actor, name, null, key, value, stop) is TagModel.Outcome.Done ? new EmptyReply() : throw MlflowRefusal.NoModel(name);
    }

    private static async Task<object> DeleteTag(HttpContext http, TagModel tag, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, key) = (request.Required("name"), MlflowNames.CheckKey(request.Required("key")));

        return await tag.RunAsync(http.Actor, name, null, key, null, stop) is TagModel.Outcome.Done ? new EmptyReply() : throw MlflowRefusal.NoModel(name);
    }

    private static async Task<object> SetAlias(HttpContext http, NameVersion names, PromoteVersion promote, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, alias) = (request.Required("name"), MlflowNames.CheckAlias(request.Required("alias")));
        var version = request.Version();

        return await names.RunAsync(http.Actor, name, alias, version, stop) switch
        {
            NameVersion.Outcome.Done => new EmptyReply(),
            NameVersion.Outcome.AsksTheGate => await GateAnswer.NameAsync(http, promote, name, version, alias, stop),
            _ => throw MlflowRefusal.NoVersion(name, version),
        };
    }

    private static async Task<object> DeleteAlias(HttpContext http, NameVersion names, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, alias) = (request.Required("name"), MlflowNames.CheckAlias(request.Required("alias")));

        return await names.RemoveAsync(http.Actor, name, alias, stop) is NameVersion.Outcome.Done ? new EmptyReply() : throw MlflowRefusal.NoModel(name);
    }

    private static async Task<object> GetByAlias(HttpContext http, Tenancy tenancy, CancellationToken stop)
    {
        var request = await MlflowRequest.ReadAsync(http.Request, stop);
        var (name, alias) = (request.Required("name"), MlflowNames.CheckAlias(request.Required("alias")));

        await using var db = await tenancy.OpenAsync(http.Actor.Organization, stop);
        if (await db.ModelAsync(name, stop) is not { } model) throw MlflowRefusal.NoModel(name);
        if (await db.Set<ModelAlias>().AsNoTracking().FirstOrDefaultAsync(a => a.ModelId == model.Id && a.Alias == alias, stop) is not { } there) throw MlflowRefusal.Invalid($"Registered model alias {alias} not found.");

        return new VersionReply(await db.ShowAsync((await db.VersionAsync(name, there.Number, stop))!, stop));
    }

    internal static int Take(MlflowRequest request, int usual, int most) => request.Number("max_results") switch
    {
        null => usual,
        < 1 and var few => throw MlflowRefusal.Invalid($"Invalid value for max_results. It must be a positive integer, but got {few}"),
        var many when many > most => throw MlflowRequest.Wrong("max_results", $"{many}", "int"),
        var take => (int)take,
    };

    private static async Task<ModelReply> ShowAsync(HttpContext http, Tenancy tenancy, RegisteredModel model, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(http.Actor.Organization, stop);
        return new(await db.ShowAsync(model, stop));
    }
}
