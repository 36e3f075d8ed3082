using Assay.Organizations;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>The few tables that belong to no organisation: people, how they sign in, and what they are members of.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : IdentityUserContext<User, Guid>(options)
{
    public DbSet<Organization> Organizations => Set<Organization>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<SetupCode> SetupCodes => Set<SetupCode>();

    /// <summary>Lets entries of this transaction into one organisation's ledger.</summary>
    public async Task EnterAsync(OrganizationId organization, CancellationToken stop) =>
        await Database.ExecuteSqlAsync($"select set_tenant({organization.Value})", stop);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        IdentityModel.Apply(builder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
}
