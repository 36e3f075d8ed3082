using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Scim;

/// <summary>A group of the directory, and the role that an owner lets it give.</summary>
public sealed class ScimGroup : ScimRow
{
    public Role? Role { get; set; }

    public ICollection<ScimMember> Members { get; init; } = [];

    public string Name => (string)this["DisplayName"]!;
}

/// <summary>That a person is in a group.</summary>
public sealed class ScimMember : IIdentityRow
{
    public Guid OrganizationId { get; init; }

    public Guid GroupId { get; init; }

    public Guid UserId { get; init; }
}

internal sealed class ScimGroupTable : IEntityTypeConfiguration<ScimGroup>
{
    public void Configure(EntityTypeBuilder<ScimGroup> builder)
    {
        builder.HasKey(g => new { g.OrganizationId, g.Id });
        builder.Ignore(g => g.Name);
        builder.HasMany(g => g.Members).WithOne().HasForeignKey(m => new { m.OrganizationId, m.GroupId });
        builder.AddColumns([.. GroupSchema.Schema.Attributes, .. ScimSchema.Common]);
    }
}

internal sealed class ScimMemberTable : IEntityTypeConfiguration<ScimMember>
{
    public void Configure(EntityTypeBuilder<ScimMember> builder) => builder.HasKey(m => new { m.OrganizationId, m.GroupId, m.UserId });
}
