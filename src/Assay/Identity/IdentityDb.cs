using Assay.Organizations;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>The few tables that belong to no organisation: people, how they sign in, and what they are members of.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : IdentityUserContext<User, Guid>(options)
{
    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Elevation> Elevations => Set<Elevation>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<Authenticator> Authenticators => Set<Authenticator>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<FactorRecovery> FactorRecoveries => Set<FactorRecovery>();

    public DbSet<EnrolmentLink> EnrolmentLinks => Set<EnrolmentLink>();

    public DbSet<DeletionReceipt> DeletionReceipts => Set<DeletionReceipt>();

    public DbSet<SetupCode> SetupCodes => Set<SetupCode>();

    /// <summary>The roles that a member has now: those that ran out are gone without anybody's doing.</summary>
    public async Task<IReadOnlyList<Role>> RolesOfAsync(OrganizationId organization, Guid userId, DateTimeOffset now) =>
        await RoleGrants.AsNoTracking()
            .Where(g => g.OrganizationId == organization.Value && g.UserId == userId && (g.Until == null || g.Until > now))
            .Select(g => g.Role).Distinct().ToListAsync();

    /// <summary>Where a person comes in by what the account itself has: password or passkey. Where a provider is the only way that is nowhere, but
    /// for owners, so that a provider that fails shuts nobody out for good.</summary>
    public IQueryable<Membership> OpenTo(Guid userId, DateTimeOffset now) => Memberships.Where(m => m.UserId == userId && m.EndedAt == null
        && (Organizations.Any(o => o.Id == m.OrganizationId && o.PasswordSignIn)
            || RoleGrants.Any(g => g.OrganizationId == m.OrganizationId && g.UserId == userId && g.Role == Role.Owner && (g.Until == null || g.Until > now))));

    /// <summary>Lets entries of this transaction into one organisation's ledger.</summary>
    public async Task EnterAsync(OrganizationId organization, CancellationToken stop) =>
        await Database.ExecuteSqlAsync($"select set_tenant({organization.Value})", stop);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(IdentityDb).Assembly, IdentityModel.IsOfIdentity);
        IdentityModel.Apply(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
}
