namespace Assay.Scim;

/// <summary>What Assay keeps of a person (RFC 7643 §4.1 and §4.3). A password is not among it: people prove who they are at their provider.</summary>
public static class UserSchema
{
    public const string EnterpriseId = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    public static ScimSchema Schema { get; } = new(ScimSchema.CorePrefix + "User", "User", "/Users", "A person who may have an account here.",
    [
        new("userName", "The name in the directory.") { IsRequired = true, IsUnique = true, Column = "UserName", Key = "UserNameKey" },
        new("name", "The parts of the person's name.")
        {
            Kind = ScimKind.Complex,
            Parts =
            [
                Text("formatted", "The whole name.", "NameFormatted"), Text("familyName", "The family name.", "NameFamilyName"), Text("givenName", "The given name.", "NameGivenName"),
                Text("middleName", "The middle name.", "NameMiddleName"), Text("honorificPrefix", "What stands before it.", "NameHonorificPrefix"),
                Text("honorificSuffix", "What stands after it.", "NameHonorificSuffix"),
            ],
        },
        Text("displayName", "The name as it is shown.", "DisplayName"),
        Text("nickName", "What the person is called.", "NickName"),
        new("profileUrl", "A page about the person.") { Kind = ScimKind.Reference, IsCaseExact = true, Column = "ProfileUrl" },
        Text("title", "The title at work.", "Title"),
        Text("userType", "How the person relates to the company.", "UserType"),
        Text("preferredLanguage", "The language preferred.", "PreferredLanguage"),
        Text("locale", "Where the person is, for formats.", "Locale"),
        Text("timezone", "The zone of time.", "Timezone"),
        new("active", "Whether the person may come in. False ends membership, roles and sessions at once.") { Kind = ScimKind.Truth, Column = "Active" },
        Many("emails", "Addresses for mail. The primary one, or the one at work, is the account's."),
        Many("phoneNumbers", "Telephone numbers."),
        Many("ims", "Addresses for messages."),
        Many("photos", "Pictures."),
        Many("entitlements", "What the person is entitled to elsewhere."),
        Many("roles", "Roles elsewhere. What somebody may do here follows from groups."),
        new("addresses", "Postal addresses.")
        {
            Kind = ScimKind.Complex, IsMany = true, Rows = nameof(ScimUser.Values),
            Parts =
            [
                Text("formatted", "The whole address.", "Formatted"), Text("streetAddress", "Street and number.", "StreetAddress"), Text("locality", "City.", "Locality"),
                Text("region", "State or region.", "Region"), Text("postalCode", "Postal code.", "PostalCode"), Text("country", "Country.", "Country"),
                Text("type", "Such as work.", "Type"), Primary,
            ],
        },
        new("groups", "The groups that the person is in.")
        {
            Kind = ScimKind.Complex, IsMany = true, IsReadOnly = true, Rows = nameof(ScimUser.Memberships),
            Parts =
            [
                new("value", "The group's id.") { Kind = ScimKind.Id, IsReadOnly = true, Column = nameof(ScimMember.GroupId) },
                new("display", "The group's name.") { IsReadOnly = true },
                new("$ref", "The group's address.") { Kind = ScimKind.Reference, IsReadOnly = true },
            ],
        },
    ])
    {
        Extension = (EnterpriseId, "EnterpriseUser",
        [
            Text("employeeNumber", "The number at work.", "EmployeeNumber"),
            Text("costCenter", "The cost centre.", "CostCenter"),
            Text("organization", "The organisation.", "Organization"),
            Text("division", "The division.", "Division"),
            Text("department", "The department.", "Department"),
            new("manager", "Who the person reports to.")
            {
                Kind = ScimKind.Complex, Parts = [Text("value", "The manager's id.", "ManagerValue"), Text("displayName", "The manager's name.", "ManagerDisplayName")],
            },
        ]),
    };

    private static ScimAttribute Primary => new("primary", "Whether it is the one to use.") { Kind = ScimKind.Truth, Column = "Primary" };

    private static ScimAttribute Text(string name, string description, string column) => new(name, description) { Column = column };

    private static ScimAttribute Many(string name, string description) => new(name, description)
    {
        Kind = ScimKind.Complex,
        IsMany = true,
        Rows = nameof(ScimUser.Values),
        Parts =
        [
            new("value", "The value itself.") { Column = "Value", Key = "ValueKey" },
            Text("display", "How it is shown.", "Display"), Text("type", "Such as work or home.", "Type"), Primary,
        ],
    };
}
