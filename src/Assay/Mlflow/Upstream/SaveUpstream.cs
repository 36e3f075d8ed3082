using System.ComponentModel.DataAnnotations;
using Assay.Gate;
using Assay.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Assay.Mlflow;

/// <summary>Sets how Assay and a company's MLflow server live together.</summary>
internal sealed class SaveUpstream(Tenancy tenancy, SealedSecrets secrets, UpstreamCalls calls, CollectMlflow collect)
{
    public sealed record Request
    {
        public UpstreamMode Mode { get; set; }

        [StringLength(500)]
        public string? Address { get; set; }

        [StringLength(200)]
        public string? UserName { get; set; }

        /// <summary>Left empty it stays as it is.</summary>
        [StringLength(2000)]
        public string? Credential { get; set; }
    }

    /// <param name="SecretSetAt">Null where no credential is set.</param>
    public sealed record State(Request Set, DateTimeOffset? SecretSetAt, DateTimeOffset? LookedAt, string Trouble, int Imported, int Past);

    /// <summary>What is set, and how the last look went. The credential is not among it.</summary>
    public async Task<State> ReadAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var set = await db.Set<MlflowUpstream>().AsNoTracking().FirstOrDefaultAsync(stop);
        var secret = await SealedSecrets.StateOfAsync(db, MlflowUpstream.Credential, stop);
        var imported = await db.Set<ImportedModel>().CountAsync(stop);
        var past = set is null ? 0 : await db.Set<UngatedPromotion>().CountAsync(u => u.EndedAt == null && u.Place == set.Address, stop);

        return new(set is null ? new() : new() { Mode = set.Mode, Address = set.Address, UserName = set.UserName }, secret?.SetAt, set?.LookedAt, set?.Trouble ?? "", imported, past);
    }

    /// <returns>What is wrong, by field; nothing where it was saved.</returns>
    public async Task<IReadOnlyList<FormError>> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        var (address, user) = (request.Address?.Trim().TrimEnd('/') ?? "", request.UserName?.Trim() ?? "");
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var row = await db.Set<MlflowUpstream>().FirstOrDefaultAsync(stop);

        // A key is for one server and one account: sent to another, it would be that one's too.
        var isSame = row is not null && row.Address == address && row.UserName == user;
        var hasSecret = request.Credential is { Length: > 0 } || (isSame && await SealedSecrets.StateOfAsync(db, MlflowUpstream.Credential, stop) is not null);
        if (Refuse(request.Mode, address, user, hasSecret) is { } wrong) return [wrong];

        row ??= db.Add(new MlflowUpstream()).Entity;
        if (row.Address != address) row.ResumeAt = "";
        (row.Mode, row.Address, row.UserName, row.ChangedBy, row.ChangedAt, row.Trouble) = (request.Mode, address, user, actor.UserId, db.Clock.GetUtcNow(), "");

        if (request.Credential is { Length: > 0 } secret) await secrets.SetAsync(db, actor, MlflowUpstream.Credential, secret, stop);
        else if (!isSame) await secrets.ClearAsync(db, actor, MlflowUpstream.Credential, stop);

        db.Record(actor, "mlflow.upstream_set", "mlflow/upstream", new { mode = request.Mode, address, credentialChanged = request.Credential is { Length: > 0 } || !isSame });

        try
        {
            await db.CommitAsync(stop);
            return [];
        }
        catch (DbUpdateException)
        {
            return [new(null, "Somebody else saved these settings while you were editing. Look at theirs, then save again.")];
        }
    }

    /// <summary>Asks the server that is set for one model.</summary>
    /// <returns>Why it does not do; null where it does.</returns>
    public async Task<string?> TestAsync(Actor actor, CancellationToken stop)
    {
        if (await calls.OfAsync(actor.Organization, stop) is not { } upstream) return "No server is set: Assay is the registry itself.";

        try
        {
            return await calls.GetAsync(upstream, "registered-models/search?max_results=1", stop) is null ? $"{upstream.Address.Host} answers, but has no model registry there." : null;
        }
        catch (UpstreamFailedException failed)
        {
            return failed.Message;
        }
    }

    /// <summary>Looks at the server now rather than at the next round.</summary>
    public async Task<CollectMlflow.Result?> LookAsync(Actor actor, CancellationToken stop) =>
        await calls.OfAsync(actor.Organization, stop) is { } upstream ? await collect.RunAsync(actor.Organization, upstream, stop) : null;

    private static FormError? Refuse(UpstreamMode mode, string address, string user, bool hasSecret)
    {
        if (mode is UpstreamMode.Registry && address.Length == 0) return null;

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return new(nameof(Request.Address), "Enter the server's address, as https://mlflow.example.com, without a user, a question mark or a hash.");

        if (uri.Scheme is "http" && hasSecret && !uri.IsLoopback)
            return new(nameof(Request.Address), "Over plain http the credential would be read on the way. Use https, or a server on this machine.");

        return user.Length > 0 && !hasSecret ? new(nameof(Request.Credential), "Enter the password of that user.") : null;
    }
}
