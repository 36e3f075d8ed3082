namespace Assay.Scim;

/// <summary>A group of the directory (RFC 7643 §4.2).</summary>
public static class GroupSchema
{
    public static ScimSchema Schema { get; } = new(ScimSchema.CorePrefix + "Group", "Group", "/Groups", "A group of people. An owner of the organisation sets which role it gives.",
    [
        new("displayName", "The group's name.") { IsRequired = true, Column = "DisplayName", Key = "DisplayNameKey" },
        new("members", "Who is in it.")
        {
            Kind = ScimKind.Complex, IsMany = true, Rows = nameof(ScimGroup.Members),
            Parts =
            [
                new("value", "The person's id.") { Kind = ScimKind.Id, Column = nameof(ScimMember.UserId) },
                new("display", "The person's name.") { IsReadOnly = true },
                new("$ref", "The person's address.") { Kind = ScimKind.Reference, IsReadOnly = true },
                new("type", "Always User: nested groups are not taken."),
            ],
        },
    ]);
}
