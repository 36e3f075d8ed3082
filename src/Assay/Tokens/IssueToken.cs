using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.Tokens;

/// <summary>Makes a token for a service account. It is shown by whoever asked, once, and kept nowhere.</summary>
public sealed class IssueToken(Tenancy tenancy, TimeProvider clock)
{
    public sealed record Request
    {
        /// <summary>Chosen by the form, so that a page that is sent twice makes one token; left out, it is chosen here.</summary>
        public Guid? Id { get; set; }

        [Required(ErrorMessage = "Say where the token will be used."), StringLength(ApiToken.LongestName)]
        public string Name { get; set; } = "";

        [Range(1, ApiToken.LongestDays, ErrorMessage = "A token lasts from 1 to 365 days.")]
        public int Days { get; set; } = 90;

        [Required, MinLength(1, ErrorMessage = "Choose what the token may do.")]
        public IReadOnlyList<Permission> Scopes { get; set; } = [];
    }

    public abstract record Outcome
    {
        public sealed record Issued(TokenText Token, DateTimeOffset ExpiresAt) : Outcome;
        public sealed record NotFound : Outcome;

        /// <summary>The form was sent before. What it made then is not shown again.</summary>
        public sealed record IssuedBefore : Outcome;

        /// <summary>No program may ever do this.</summary>
        public sealed record OutOfReach(Permission Permission) : Outcome;
    }

    public async Task<Outcome> RunAsync(Actor actor, Guid accountId, Request request, CancellationToken stop)
    {
        if (request.Scopes.Except(TokenScopes.All).ToList() is [var refused, ..]) return new Outcome.OutOfReach(refused);

        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        if (await db.Set<ServiceAccount>().FirstOrDefaultAsync(a => a.ServiceAccountId == accountId && a.ClosedAt == null, stop) is not { } account)
            return new Outcome.NotFound();

        var now = clock.GetUtcNow();
        var text = TokenText.New(actor.Organization, request.Id ?? Guid.CreateVersion7(now));
        var token = new ApiToken(text, accountId, request.Name, request.Scopes, actor.UserId, now, request.Days);

        db.Add(token);
        db.Record(actor, "token.issued", account.LedgerId, new { token = $"{token.TokenId:n}", scopes = token.Scopes, expires_at = token.ExpiresAt.ToString("yyyy-MM-dd") });

        try
        {
            await db.CommitAsync(stop);
            return new Outcome.Issued(text, token.ExpiresAt);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Outcome.IssuedBefore();
        }
    }
}
