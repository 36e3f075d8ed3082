using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Tokens;

/// <summary>A program that acts for an organisation: a pipeline, a registry, a script. It has tokens and never a password.</summary>
/// <remarks>It has an owner, because an account of nobody is what an access review finds first.</remarks>
public sealed class ServiceAccount : ITenantRow, IVersioned
{
    public const int LongestName = 120;
    public const int LongestPurpose = 500;

    private ServiceAccount()
    {
    }

    public ServiceAccount(Guid id, string name, string purpose, Guid ownerId, DateTimeOffset createdAt)
    {
        (ServiceAccountId, CreatedAt) = (id, createdAt);
        Describe(name, purpose, ownerId);
    }

    public Guid OrganizationId { get; private init; }

    public Guid ServiceAccountId { get; private init; }

    public string Name { get; private set; } = "";

    public string Purpose { get; private set; } = "";

    /// <summary>The person who answers for what it does.</summary>
    public Guid OwnerId { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>From then on none of its tokens opens anything; there is no way back.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public int Version { get; set; } = 1;

    /// <summary>How the ledger names it, as actor and as subject.</summary>
    public string LedgerId => $"service/{ServiceAccountId:n}";

    public void Describe(string name, string purpose, Guid ownerId) => (Name, Purpose, OwnerId) = (name.Trim(), purpose.Trim(), ownerId);

    public void Close(DateTimeOffset now) => ClosedAt ??= now;
}

internal sealed class ServiceAccountTable : IEntityTypeConfiguration<ServiceAccount>
{
    public void Configure(EntityTypeBuilder<ServiceAccount> builder)
    {
        builder.HasKey(a => new { a.OrganizationId, a.ServiceAccountId });
        builder.Ignore(a => a.LedgerId);
    }
}
