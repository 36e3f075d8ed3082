using Npgsql;

namespace Assay.Tests.Database;

/// <summary>
/// A row in every guarded table, whatever features a later version brings: made from the columns' types alone, once the checks
/// and references that ask for meaning are taken away from this one database.
/// </summary>
internal sealed class PlantedRows(NpgsqlConnection owner)
{
    /// <summary>Stands in every text that is planted, so that it is known again wherever it turns up.</summary>
    public const string Marker = "PLANTED-8d1f";

    private const string _guarded = "c.relrowsecurity and c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task<List<string>> TablesAsync() => AskAsync($"select c.relname::text from pg_class c where {_guarded} order by 1");

    public async Task LoosenAsync()
    {
        foreach (var sql in await AskAsync($"""
            select format('alter table %s drop constraint if exists %I', k.conrelid::regclass, k.conname)
            from pg_constraint k join pg_class c on c.oid = k.conrelid where {_guarded} and k.contype in ('c', 'f', 'x')
            union all
            select format('create table %I partition of %s default', c.relname || '_planted', c.oid::regclass)
            from pg_class c where {_guarded} and c.relkind = 'p'
              and not exists (select from pg_partitioned_table p where p.partrelid = c.oid and p.partdefid <> 0)
            """)) await RunAsync(sql);
    }

    /// <summary>Adds a row of the organisation to each table in which it has none.</summary>
    public async Task PlantAsync(Guid organization)
    {
        foreach (var table in await TablesAsync())
        {
            await using var transaction = await owner.BeginTransactionAsync(Stop);
            await RunAsync($"select set_tenant('{organization}')");
            if (await AskAsync($"select 1::text from \"{table}\" limit 1") is []) await RunAsync(await InsertAsync(table, organization));
            await transaction.CommitAsync(Stop);
        }
    }

    public async Task<string> InsertAsync(string table, Guid organization)
    {
        var columns = await AskAsync($$"""
            select quote_ident(a.attname) || ' ' || case
                when a.attname = 'organization_id' then '''{{organization}}''::uuid'
                when t.typname = 'uuid' then 'gen_random_uuid()'
                when t.typcategory = 'S' or t.typname in ('json', 'jsonb') then format('%L::%s', '{"planted":"{{Marker}}"}', format_type(a.atttypid, a.atttypmod))
                when t.typcategory = 'N' then '1'
                when t.typcategory = 'B' then 'true'
                when t.typcategory = 'A' then format('%L::%s', '{}', format_type(t.oid, null))
                when t.typcategory = 'E' then format('(enum_range(null::%s))[1]', format_type(t.oid, null))
                when t.typcategory = 'R' then format('%L::%s', 'empty', format_type(t.oid, null))
                when t.typcategory = 'D' then 'now()'
                when t.typcategory = 'T' then 'interval ''1 day'''
                when t.typcategory = 'I' then '''127.0.0.1'''
                when t.typname = 'bytea' then '''\x01'''
                when t.typname = 'tsvector' then '''planted'''
                else 'null' end
            from pg_attribute a join pg_type t on t.oid = a.atttypid
            where a.attrelid = '"{{table}}"'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
            order by a.attnum
            """);
        var parts = columns.ConvertAll(c => c.Split(' ', 2));

        return $"insert into \"{table}\" ({string.Join(", ", parts.Select(p => p[0]))}) values ({string.Join(", ", parts.Select(p => p[1]))})";
    }

    public Task<List<string>> AskAsync(string sql) => AskAsync(owner, sql);

    public static async Task<List<string>> AskAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(Stop);

        List<string> answers = [];
        while (await rows.ReadAsync(Stop)) answers.Add(rows.GetString(0));
        return answers;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
