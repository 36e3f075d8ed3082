using Assay.Database;
using Assay.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Database;

/// <summary>The migrations are SQL and the model is C#; this keeps the two from drifting apart.</summary>
public sealed class SchemaTests(Product product) : IClassFixture<Product>
{
    [Fact]
    public async Task The_tenant_model_is_the_migrated_schema()
    {
        await using var db = await product.OpenAsync();
        await CompareAsync(db);
    }

    [Fact]
    public async Task The_identity_model_is_the_migrated_schema()
    {
        await using var scope = product.Services.CreateAsyncScope();
        await CompareAsync(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    private async Task CompareAsync(DbContext db)
    {
        var migrated = await ColumnsAsync();

        // What the database computes, the model may leave out.
        var differences = Mapped(db.Model).Select(expected => (expected.Key, Expected: expected.Value, Found: migrated.GetValueOrDefault(expected.Key)))
            .Where(c => c.Expected != c.Found)
            .Select(c => $"{c.Key}: the model says {c.Expected}, the migrations say {c.Found ?? "nothing"}");

        Assert.Empty(differences);
    }

    private static Dictionary<string, string> Mapped(IModel model)
    {
        var tables = model.GetRelationalModel().Tables;

        return tables.SelectMany(table => table.Columns.Select(column => (Key: $"{table.Name}.{column.Name}", Value: Describe(column.StoreType, column.IsNullable))))
            .ToDictionary(c => c.Key, c => c.Value);
    }

    private async Task<Dictionary<string, string>> ColumnsAsync()
    {
        await using var source = NpgsqlDataSource.Create(product.Login(DatabaseRoles.Owner));
        await using var command = source.CreateCommand("""
            select c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
            """);
        await using var rows = await command.ExecuteReaderAsync();

        Dictionary<string, string> columns = [];
        while (await rows.ReadAsync()) columns[rows.GetString(0)] = Describe(rows.GetString(1), rows.GetBoolean(2));

        return columns;
    }

    private static string Describe(string type, bool nullable) => nullable ? $"{type} null" : type;
}
