using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Assay.Database;

/// <summary>Names in the database are written as PostgreSQL reads them without quotes: <c>OrganizationId</c> is <c>organization_id</c>.</summary>
internal static partial class SnakeCase
{
    public static void Apply(IMutableModel model)
    {
        foreach (var type in model.GetEntityTypes().Where(t => !t.IsOwned()))       // an owned one lies within its owner
        {
            // A name that a mapping set itself is kept; a column's own too.
            if (((IConventionEntityType)type).GetTableNameConfigurationSource() is not ConfigurationSource.Explicit) type.SetTableName(Of(type.ClrType.Name));

            foreach (var property in type.GetProperties())
            {
                if (((IConventionProperty)property).GetColumnNameConfigurationSource() is not ConfigurationSource.Explicit) property.SetColumnName(Of(property.Name));
            }
        }
    }

    public static string Of(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}
