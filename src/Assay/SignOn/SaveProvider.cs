using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Assay.Organizations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Assay.SignOn;

/// <summary>Sets how an organisation's people come in through its provider. The provider is asked first: what is wrong is told now, not at the first sign-in.</summary>
public sealed partial class SaveProvider(IdentityDb db, Discovery discovery, IDataProtectionProvider protection, TimeProvider clock)
{
    public sealed record Request
    {
        [Required(ErrorMessage = "Say what people call it."), StringLength(60)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Choose a short name."), StringLength(40), RegularExpression("[a-z0-9](-?[a-z0-9])*", ErrorMessage = "Small letters, figures and single hyphens between them.")]
        public string Slug { get; set; } = "";

        [Required(ErrorMessage = "Enter the provider's issuer."), StringLength(500)]
        public string Issuer { get; set; } = "";

        [Required(ErrorMessage = "Enter the client id that the provider gave you."), StringLength(255)]
        public string ClientId { get; set; } = "";

        /// <summary>Left empty it stays as it is.</summary>
        [StringLength(1000)]
        public string? ClientSecret { get; set; }

        [Required(ErrorMessage = "Name at least one domain."), StringLength(2000)]
        public string Domains { get; set; } = "";

        public EmailTrust EmailTrust { get; set; }

        public bool AdmitsUnknown { get; set; }

        public Role DefaultRole { get; set; } = Role.Employee;

        public bool PasswordSignIn { get; set; } = true;

        public bool DemandsSecondFactor { get; set; }

        /// <summary>The provider's own word for it, or nothing.</summary>
        [StringLength(200), RegularExpression(@"\S+", ErrorMessage = "One value, without blanks.")]
        public string? SecondFactorClass { get; set; }
    }

    /// <summary>What is set, or null where there is no provider. The secret is not among it.</summary>
    public async Task<Request?> ReadAsync(Actor actor, CancellationToken stop)
    {
        var provider = await db.Set<SignOnProvider>().AsNoTracking().SingleOrDefaultAsync(p => p.OrganizationId == actor.Organization.Value, stop);
        var organization = await db.Organizations.AsNoTracking().SingleAsync(o => o.Id == actor.Organization.Value, stop);

        return provider is null ? null : new()
        {
            Name = provider.Name,
            Slug = provider.Slug,
            Issuer = provider.Issuer,
            ClientId = provider.ClientId,
            Domains = string.Join('\n', provider.Domains),
            EmailTrust = provider.EmailTrust,
            AdmitsUnknown = provider.AdmitsUnknown,
            DefaultRole = provider.DefaultRole,
            PasswordSignIn = organization.PasswordSignIn,
            DemandsSecondFactor = provider.DemandsSecondFactor,
            SecondFactorClass = provider.SecondFactorClass,
        };
    }

    /// <returns>What is wrong, by field; nothing where it was saved.</returns>
    public async Task<IReadOnlyList<FormError>> RunAsync(Actor actor, Request request, CancellationToken stop)
    {
        var domains = DomainsOf(request.Domains);
        if (Refuse(request, domains) is { } wrong) return [wrong];

        try
        {
            await discovery.RefreshAsync(request.Issuer, stop);
        }
        catch (ProviderFailedException failed)
        {
            return [new(nameof(request.Issuer), failed.Message)];
        }

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(actor.Organization, stop);
        var organization = await db.Organizations.SingleAsync(o => o.Id == actor.Organization.Value, stop);
        var provider = await db.Set<SignOnProvider>().SingleOrDefaultAsync(p => p.OrganizationId == actor.Organization.Value, stop)
            ?? db.Add(new SignOnProvider { OrganizationId = actor.Organization.Value }).Entity;

        // A secret is for one provider: sent to another, it would be that one's too.
        if (request.ClientSecret is { Length: > 0 } secret) provider.SealedSecret = ClientSecret.Seal(secret, protection);
        else if (provider.Issuer != request.Issuer || provider.ClientId != request.ClientId) provider.SealedSecret = "";

        Apply(request, domains, provider, organization);
        db.Record(actor, "sign_on.provider_set", $"provider/{actor.Organization}", new
        {
            request.Issuer,
            request.ClientId,
            domains,
            emailTrust = request.EmailTrust,
            admitsUnknown = request.AdmitsUnknown,
            defaultRole = request.DefaultRole,
            passwordSignIn = request.PasswordSignIn,
            demandsSecondFactor = request.DemandsSecondFactor,
            secondFactorClass = provider.SecondFactorClass,
            secretChanged = request.ClientSecret is { Length: > 0 },
        }, clock);

        try
        {
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return [];
        }
        catch (DbUpdateConcurrencyException)
        {
            return [new(null, "Somebody else saved these settings while you were editing. Look at theirs in another tab, then save again.")];
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return [new(nameof(request.Slug), "That short name is taken. Choose another.")];
        }
    }

    private static FormError? Refuse(Request request, string[] domains)
    {
        if (!Uri.TryCreate(request.Issuer, UriKind.Absolute, out var issuer) || !ProviderDocument.IsSafe(issuer) || issuer.Query is not "")
            return new(nameof(request.Issuer), "The issuer is an https address, as https://id.example.com. Plain http is taken for this machine only.");

        if (domains is [] || domains.FirstOrDefault(d => !Domain().IsMatch(d)) is not null)
            return new(nameof(request.Domains), "One domain a line, as example.com.");

        return SignOnProvider.RolesToGive.Contains(request.DefaultRole) ? null : new(nameof(request.DefaultRole), "That role is not given by a provider.");
    }

    private static void Apply(Request request, string[] domains, SignOnProvider provider, Organization organization)
    {
        (provider.Name, provider.Slug, provider.Issuer, provider.ClientId) = (request.Name.Trim(), request.Slug, request.Issuer, request.ClientId);
        (provider.Domains, provider.EmailTrust, provider.AdmitsUnknown, provider.DefaultRole) = ([.. domains], request.EmailTrust, request.AdmitsUnknown, request.DefaultRole);
        (provider.DemandsSecondFactor, provider.SecondFactorClass) = (request.DemandsSecondFactor, request.SecondFactorClass ?? "");
        provider.Version++;
        organization.PasswordSignIn = request.PasswordSignIn;
    }

    private static string[] DomainsOf(string text) =>
        [.. text.ToLowerInvariant().Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(50)];

    [GeneratedRegex(@"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Domain();
}
