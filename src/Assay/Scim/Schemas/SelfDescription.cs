using System.Text.Json.Nodes;

namespace Assay.Scim;

/// <summary>What the service says of itself (RFC 7643 §5 to §7), written from the schemas by which it works.</summary>
internal static class SelfDescription
{
    private static readonly ScimSchema[] _kinds = [UserSchema.Schema, GroupSchema.Schema];

    public static JsonObject Service(string at) => new()
    {
        ["schemas"] = new JsonArray(ScimSchema.CorePrefix + "ServiceProviderConfig"),
        ["patch"] = Supported(true),
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ListQuery.MostCount },
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(true),
        ["etag"] = Supported(true),
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken",
            ["name"] = "Token of a service account",
            ["description"] = "Sent as a bearer token; it needs the permission to provision people.",
            ["primary"] = true,
        }),
        ["meta"] = Meta("ServiceProviderConfig", $"{at}/ServiceProviderConfig"),
    };

    public static IReadOnlyList<JsonObject> ResourceTypes(string at) =>
    [
        .. _kinds.Select(kind => new JsonObject
        {
            ["schemas"] = new JsonArray(ScimSchema.CorePrefix + "ResourceType"),
            ["id"] = kind.Name,
            ["name"] = kind.Name,
            ["endpoint"] = kind.Endpoint,
            ["description"] = kind.Description,
            ["schema"] = kind.Id,
            ["schemaExtensions"] = kind.Extension is { } extension ? new JsonArray(new JsonObject { ["schema"] = extension.Id, ["required"] = false }) : new JsonArray(),
            ["meta"] = Meta("ResourceType", $"{at}/ResourceTypes/{kind.Name}"),
        }),
    ];

    public static IReadOnlyList<JsonObject> Schemas(string at) =>
    [
        .. _kinds.Select(k => Schema(k.Id, k.Name, k.Description, k.Attributes, at)),
        .. _kinds.Where(k => k.Extension is not null).Select(k => Schema(k.Extension!.Value.Id, k.Extension.Value.Name, k.Description, k.Extension.Value.Attributes, at)),
    ];

    private static JsonObject Schema(string id, string name, string description, IReadOnlyList<ScimAttribute> attributes, string at) => new()
    {
        ["schemas"] = new JsonArray(ScimSchema.CorePrefix + "Schema"),
        ["id"] = id,
        ["name"] = name,
        ["description"] = description,
        ["attributes"] = new JsonArray([.. attributes.Select(Attribute)]),
        ["meta"] = Meta("Schema", $"{at}/Schemas/{id}"),
    };

    private static JsonObject Attribute(ScimAttribute attribute)
    {
        JsonObject json = new()
        {
            ["name"] = attribute.Name,
            ["type"] = attribute.Kind switch
            {
                ScimKind.Truth => "boolean",
                ScimKind.Time => "dateTime",
                ScimKind.Complex => "complex",
                ScimKind.Reference => "reference",
                _ => "string",
            },
            ["multiValued"] = attribute.IsMany,
            ["description"] = attribute.Description,
            ["required"] = attribute.IsRequired,
            ["caseExact"] = attribute.IsCaseExact || attribute.Kind is ScimKind.Id or ScimKind.Reference,
            ["mutability"] = attribute.IsReadOnly ? "readOnly" : "readWrite",
            ["returned"] = "default",
            ["uniqueness"] = attribute.IsUnique ? "server" : "none",
        };

        if (attribute.Parts is not []) json["subAttributes"] = new JsonArray([.. attribute.Parts.Select(Attribute)]);
        if (attribute.Kind is ScimKind.Reference) json["referenceTypes"] = new JsonArray("external");
        return json;
    }

    private static JsonObject Supported(bool supported) => new() { ["supported"] = supported };

    private static JsonObject Meta(string kind, string address) => new() { ["resourceType"] = kind, ["location"] = address };
}
