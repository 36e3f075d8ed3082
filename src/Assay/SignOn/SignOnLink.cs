using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.SignOn;

/// <summary>That a provider's subject is this account. The provider's own id, because addresses are given to others later.</summary>
public sealed class SignOnLink : IIdentityRow
{
    public Guid OrganizationId { get; init; }

    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    public Guid UserId { get; init; }

    public DateTimeOffset LinkedAt { get; init; }
}

internal sealed class SignOnLinkTable : IEntityTypeConfiguration<SignOnLink>
{
    public void Configure(EntityTypeBuilder<SignOnLink> builder)
    {
        builder.HasKey(l => new { l.OrganizationId, l.Issuer, l.Subject });
        builder.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);        // so that a new account is written before it
    }
}
