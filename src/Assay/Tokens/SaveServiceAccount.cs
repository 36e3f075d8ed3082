using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Tokens;

/// <summary>Adds a service account, or changes its name, its purpose or who answers for it.</summary>
public sealed class SaveServiceAccount(Tenancy tenancy, ActorNames names, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Name the program, as its log would."), StringLength(ServiceAccount.LongestName)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Say what it is for; a reviewer will ask."), StringLength(ServiceAccount.LongestPurpose)]
        public string Purpose { get; set; } = "";

        [Required(ErrorMessage = "Name the member who answers for it.")]
        public Guid? OwnerId { get; set; }
    }

    public abstract record Outcome
    {
        public sealed record Saved(Guid Id) : Outcome;
        public sealed record NotFound : Outcome;
        public sealed record Refused(FormError Error) : Outcome;

        /// <summary>Somebody else changed it since it was read.</summary>
        public sealed record Overtaken : Outcome;
    }

    /// <param name="id">The account to change, or null for a new one.</param>
    /// <param name="version">The version that was read; null where the caller does not mind.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid? id, Request request, CancellationToken stop, int? version = null)
    {
        var owner = request.OwnerId!.Value;
        if (!(await names.MembersAsync(actor.Organization, stop)).ContainsKey(owner))
            return new Outcome.Refused(new(nameof(Request.OwnerId), "The owner must be a member of the organisation."));

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var account = id is null
            ? new ServiceAccount(Guid.CreateVersion7(clock.GetUtcNow()), request.Name, request.Purpose, owner, clock.GetUtcNow())
            : await db.Set<ServiceAccount>().FirstOrDefaultAsync(a => a.ServiceAccountId == id && a.ClosedAt == null, stop);

        if (account is null) return new Outcome.NotFound();
        if (version is not null && account.Version != version) return new Outcome.Overtaken();
        if (id is null) db.Add(account);
        else account.Describe(request.Name, request.Purpose, owner);

        db.Record(actor, id is null ? "service_account.added" : "service_account.changed", account.LedgerId, new { owner = $"user/{owner:n}" });

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Saved(account.ServiceAccountId);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Outcome.Refused(new(null, "Somebody else changed this account while you were editing. Read it again."));
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Outcome.Refused(new(nameof(Request.Name), "There is a service account of this name, or was: its entries in the ledger keep it."));
        }
    }
}
