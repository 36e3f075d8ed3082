using Assay.Database;
using Assay.Library;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Library;

/// <summary>How the catalog comes into the database.</summary>
public sealed class ShelvingTests(Product product) : IClassFixture<Product>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_catalog_is_written_once()
    {
        var before = await AskAsync("select min(xmin::text::bigint)::text || ' ' || count(*) from catalog_item");

        await product.Services.GetRequiredService<ShelveCatalog>().RunAsync(Stop);

        Assert.Equal(before, await AskAsync("select min(xmin::text::bigint)::text || ' ' || count(*) from catalog_item"));
    }

    [Fact]
    public async Task Another_catalog_replaces_it()
    {
        await AskAsync("update catalog_edition set digest = 'older' returning digest");
        await AskAsync("delete from catalog_item where kind = 'controls' returning id");

        await product.Services.GetRequiredService<ShelveCatalog>().RunAsync(Stop);

        Assert.NotEqual("0", await AskAsync("select count(*)::text from catalog_item where kind = 'controls'"));
    }

    [Fact]
    public async Task The_application_reads_it_and_cannot_write_it()
    {
        await using var source = NpgsqlDataSource.Create(product.Login(DatabaseRoles.App));
        await using var command = source.CreateCommand("delete from catalog_item");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    private async Task<string?> AskAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(product.Login(DatabaseRoles.Owner));
        await using var command = source.CreateCommand(sql);
        return (string?)await command.ExecuteScalarAsync(Stop);
    }
}
