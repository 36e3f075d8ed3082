using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Assay.Database;

/// <summary>
/// One organisation's data within one transaction. Disposed without <see cref="CommitAsync"/>, it leaves no trace.
/// </summary>
/// <remarks>
/// Row-level security guards what a forgotten filter would show; the model's filter names the organisation as well,
/// because the policy guards but does not route a query to its node.
/// </remarks>
public sealed class AssayDb : DbContext
{
    /// <param name="connection">Not open yet; the context's own from here on.</param>
    internal AssayDb(DbContextOptions<AssayDb> options, DbConnection connection, OrganizationId organization, TimeProvider clock) : base(options)
    {
        (Organization, Clock) = (organization, clock);
        Database.SetDbConnection(connection, contextOwnsConnection: true);
    }

    public OrganizationId Organization { get; }

    /// <summary>The clock by which entries of this transaction are dated.</summary>
    public TimeProvider Clock { get; }

    /// <summary>Read by the filter of every query. A property, so that each context brings its own value.</summary>
    internal Guid CurrentOrganization => Organization.Value;

    /// <summary>Whether rows were changed, and whether an entry tells of it.</summary>
    private (bool Changed, bool Told) _so;

    /// <summary>Writes what was changed, together with the entries that tell of it, or neither.</summary>
    /// <exception cref="InvalidOperationException">Rows were changed and no entry tells of it; see <see cref="UntoldAttribute"/>.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else saved one of these rows first.</exception>
    public async Task CommitAsync(CancellationToken stop)
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State is EntityState.Modified) entry.Entity.Version++;
        }

        await SaveChangesAsync(stop);
        if (_so is (Changed: true, Told: false)) throw new InvalidOperationException("Rows were changed and no ledger entry tells of it.");

        await Database.CommitTransactionAsync(stop);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (entry.Entity is IEntry) _so.Told = true;
            else if (!entry.Metadata.ClrType.IsDefined(typeof(UntoldAttribute), inherit: false)) _so.Changed = true;
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AssayDb).Assembly, TenantModel.IsTenantConfiguration);
        TenantModel.Apply(modelBuilder, this);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();
}
