using System.Diagnostics;
using Assay.Gate;
using Assay.Models;

namespace Assay.Mlflow;

/// <summary>What the gate decides, as MLflow's clients read it: a refusal is a 403 that names the unmet rules and where to read more.</summary>
internal static class GateAnswer
{
    public static async Task<EmptyReply> NameAsync(HttpContext http, PromoteVersion promote, string name, int version, string alias, CancellationToken stop)
    {
        await PromoteAsync(http, promote, name, version, new() { Alias = alias, Because = $"The alias {alias} was set by an MLflow client." }, stop);
        return new();
    }

    /// <returns>Null where the gate let it through and the request's own confirmation did not.</returns>
    /// <exception cref="MlflowRefusal">The gate is shut, or there is no such version.</exception>
    public static async Task<ModelVersion?> PromoteAsync(HttpContext http, PromoteVersion promote, string name, int version, PromoteVersion.Request request, CancellationToken stop)
    {
        // Whoever may change the registry may still not be one who may put something into production.
        if (!http.User.May(Permission.PromoteModels)) throw MlflowRefusal.Denied($"You may not put '{name}' into production. Ask for the right to promote models.");

        return await promote.RunAsync(http.Actor, name, version, request, stop) switch
        {
            PromoteVersion.Outcome.Promoted promoted => promoted.Version,
            PromoteVersion.Outcome.NotConfirmed => null,
            PromoteVersion.Outcome.NotFound => throw MlflowRefusal.NoVersion(name, version),
            PromoteVersion.Outcome.Retired => throw MlflowRefusal.Denied($"Version {version} of '{name}' is retired and does not run any more."),
            PromoteVersion.Outcome.Refused { Report: var report } => throw MlflowRefusal.Denied(GateWords.Refusal(report, GateApi.Page(report, http))),
            var other => throw new UnreachableException(other.ToString()),
        };
    }
}
