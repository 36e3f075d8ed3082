using System.Text.RegularExpressions;
using Assay.Catalog;
using Assay.Catalog.Content;
using Assay.Database;
using Npgsql;

namespace Assay.Tests.Catalog;

/// <summary>
/// The shipped checks against the views that docs/reference/views.md promises: each runs on relations of exactly that shape,
/// and on the product's own views as soon as all that it reads are there. Until then it is a skip that names what is missing.
/// </summary>
public sealed partial class CheckContractTests(Product product) : IClassFixture<Product>
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<(string Name, string Type)>> _promised = Promised();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Checks => [.. CatalogLibrary.Shipped.Checks.Select(c => c.Id)];

    public static TheoryData<string> Views => [.. _promised.Keys];

    [Fact]
    public async Task Every_check_runs_on_the_columns_that_are_promised()
    {
        await using var db = await OpenAsync();
        await using var transaction = await db.BeginTransactionAsync(Stop);
        await RunAsync(db, "create schema promised; set local search_path = promised");
        foreach (var (view, columns) in _promised)
            await RunAsync(db, $"create table {view} ({string.Join(", ", columns.Select(c => $"{c.Name} {c.Type}"))})");

        foreach (var check in CatalogLibrary.Shipped.Checks)
            Assert.Equal(["resource", "outcome", "reason"], await ColumnsAsync(db, check));
    }

    [Theory, MemberData(nameof(Checks))]
    public async Task A_check_runs_on_the_products_own_views(string id)
    {
        var check = CatalogLibrary.Shipped.Checks[id];
        await using var db = await OpenAsync();
        var (schemas, missing) = await FindAsync(db, Read(check));
        Assert.SkipWhen(missing.Count > 0, $"No view yet: {string.Join(", ", missing)}.");

        await RunAsync(db, $"set search_path = {string.Join(", ", schemas)}, pg_catalog");
        Assert.Equal(["resource", "outcome", "reason"], await ColumnsAsync(db, check));
    }

    [Theory, MemberData(nameof(Views))]
    public async Task A_view_has_the_columns_that_are_promised(string view)
    {
        await using var db = await OpenAsync();
        var (schemas, _) = await FindAsync(db, [view]);
        Assert.SkipWhen(schemas.Count == 0, "No such view yet.");

        await using var command = new NpgsqlCommand(
            "select attname || ' ' || format_type(atttypid, null) from pg_attribute where attrelid = ($1 || '.' || $2)::regclass and attnum > 0 and not attisdropped order by attnum", db)
        { Parameters = { new() { Value = schemas[0] }, new() { Value = view } } };

        Assert.Equal(_promised[view].Select(c => $"{c.Name} {c.Type.Replace("timestamptz", "timestamp with time zone", StringComparison.Ordinal)}"), await TextsAsync(command));
    }

    [Fact]
    public void A_check_reads_nothing_but_what_is_promised() =>
        Assert.All(CatalogLibrary.Shipped.Checks, check => Assert.NotEmpty(Read(check)));

    private static List<string> Read(CheckQuery check) =>
        [.. Relation().Matches(check.Sql).Select(m => m.Groups["name"].Value).Where(_promised.ContainsKey).Distinct()];

    private static async Task<List<string>> ColumnsAsync(NpgsqlConnection db, CheckQuery check)
    {
        var sql = check.Sql.Replace(":period_start", "date '2026-01-01'", StringComparison.Ordinal).Replace(":period_end", "date '2026-06-30'", StringComparison.Ordinal);
        try
        {
            await using var command = new NpgsqlCommand(sql, db);
            await using var rows = await command.ExecuteReaderAsync(Stop);
            return [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)];
        }
        catch (PostgresException refused)
        {
            return [$"{check.Id}: {refused.MessageText}"];
        }
    }

    private static async Task<(List<string> Schemas, List<string> Missing)> FindAsync(NpgsqlConnection db, IReadOnlyList<string> views)
    {
        await using var command = new NpgsqlCommand("select schemaname || ' ' || viewname from pg_views where viewname = any($1) and schemaname not in ('pg_catalog', 'information_schema')", db)
        { Parameters = { new() { Value = views.ToArray() } } };

        var found = (await TextsAsync(command)).ConvertAll(f => f.Split(' '));
        return ([.. found.Select(f => f[0]).Distinct()], [.. views.Except(found.Select(f => f[1]))]);
    }

    private static async Task<List<string>> TextsAsync(NpgsqlCommand command)
    {
        List<string> texts = [];
        await using var rows = await command.ExecuteReaderAsync(Stop);
        while (await rows.ReadAsync(Stop)) texts.Add(rows.GetString(0));
        return texts;
    }

    private static async Task RunAsync(NpgsqlConnection db, string sql)
    {
        await using var command = new NpgsqlCommand(sql, db);
        await command.ExecuteNonQueryAsync(Stop);
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var db = new NpgsqlConnection(product.Login(DatabaseRoles.Owner));
        await db.OpenAsync(Stop);
        return db;
    }

    /// <summary>The page is the contract, so the test reads the page.</summary>
    private static Dictionary<string, IReadOnlyList<(string Name, string Type)>> Promised() =>
        View().Matches(File.ReadAllText(Repository.Folder("docs/reference/views.md"))).ToDictionary(
            view => view.Groups["view"].Value,
            IReadOnlyList<(string, string)> (view) => [.. Column().Matches(view.Groups["table"].Value).Select(c => (c.Groups["name"].Value, c.Groups["type"].Value))]);

    [GeneratedRegex(@"^### `(?<view>[a-z_]+)`\n(?<table>(?!### ).*?)(?=^#|\z)", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex View();

    [GeneratedRegex(@"^\| (?<name>[a-z][a-z0-9_]*) \| (?<type>[a-z]+(\[\])?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Column();

    [GeneratedRegex(@"\b(from|join)\s+(?<name>[a-z_]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Relation();
}
