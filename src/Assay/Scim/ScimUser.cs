using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Scim;

/// <summary>A person, as the company's directory tells of them.</summary>
public sealed class ScimUser : ScimRow
{
    /// <summary>The account that the directory answers for; null where there is no address to make one of.</summary>
    public Guid? AccountId { get; set; }

    public ICollection<ScimValue> Values { get; init; } = [];

    public ICollection<ScimMember> Memberships { get; init; } = [];

    public bool IsActive => this["Active"] is true;

    /// <summary>The address that an account is made of: the primary one, else that at work, else the first, else a user name that is one.</summary>
    public string? Email => Values.Where(v => v.Attribute == "emails" && v["Value"] is string { Length: > 2 and <= 254 } address && address.Contains('@', StringComparison.Ordinal))
        .OrderByDescending(v => v["Primary"] is true).ThenByDescending(v => v["Type"] is "work").ThenBy(v => v.Position).Select(v => (string)v["Value"]!)
        .FirstOrDefault() ?? (this["UserName"] is string name && name.Length <= 254 && name.Trim('@').Contains('@', StringComparison.Ordinal) ? name : null);

    public string Name => new[] { Text("DisplayName"), Text("NameFormatted"), $"{Text("NameGivenName")} {Text("NameFamilyName")}".Trim() }
        .FirstOrDefault(n => !string.IsNullOrWhiteSpace(n)) ?? Text("UserName")!;

    private string? Text(string column) => this[column] as string;
}

/// <summary>One of several, such as an address.</summary>
public sealed class ScimValue : SchemaRow, IIdentityRow
{
    public Guid OrganizationId { get; init; }

    public Guid UserId { get; init; }

    public required string Attribute { get; init; }

    public int Position { get; init; }
}

internal sealed class ScimUserTable : IEntityTypeConfiguration<ScimUser>
{
    public void Configure(EntityTypeBuilder<ScimUser> builder)
    {
        builder.HasKey(u => new { u.OrganizationId, u.Id });
        builder.Ignore(u => u.Email).Ignore(u => u.Name).Ignore(u => u.IsActive);
        builder.HasOne<User>().WithMany().HasForeignKey(u => u.AccountId);
        builder.HasMany(u => u.Values).WithOne().HasForeignKey(v => new { v.OrganizationId, v.UserId });
        builder.HasMany(u => u.Memberships).WithOne().HasForeignKey(m => new { m.OrganizationId, m.UserId });
        builder.AddColumns([.. UserSchema.Schema.Attributes, .. UserSchema.Schema.Extension!.Value.Attributes, .. ScimSchema.Common]);
    }
}

internal sealed class ScimValueTable : IEntityTypeConfiguration<ScimValue>
{
    public void Configure(EntityTypeBuilder<ScimValue> builder)
    {
        builder.HasKey(v => new { v.OrganizationId, v.UserId, v.Attribute, v.Position });
        builder.AddColumns([.. UserSchema.Schema.Attributes.Where(a => a.Rows == nameof(ScimUser.Values)).SelectMany(a => a.Parts)]);
    }
}
