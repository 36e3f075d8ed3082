using Npgsql;

namespace Assay.Offboarding;

/// <summary>A table that says whose each row is, guarded or not.</summary>
/// <param name="Key">Its primary key, as SQL lists it.</param>
/// <param name="Secret">Columns that no export shows, because they hold what opens a door.</param>
/// <param name="Computed">Columns that no export shows, because the database computes them from the others.</param>
/// <param name="WhyNot">Why no export shows it at all; null where one does.</param>
internal sealed record TenantTable(string Name, string Key, string[] Secret, string[] Computed, string[] RefersTo, string? WhyNot)
{
    /// <summary>How columns are called that hold what opens a door, and tables that hold nothing else. A test plants one of each.</summary>
    private const string _secretColumn = "(^|_)(secret|sealed|password|cipher|private)(_|$)|^(token_)?hash$";
    private const string _secretTable = "(^|_)secret(_|$)";

    /// <summary>Gone within a day, and told elsewhere once it counts.</summary>
    private static readonly Dictionary<string, string> _passing = new(StringComparer.Ordinal)
    {
        ["repeatable_write"] = "Answers kept for a day for programs that ask again; what they tell of stands in the other tables.",
        ["upload"] = "Files that are still being sent; one that has come whole is among the files.",
        ["upload_part"] = "Parts of files that are still being sent.",
    };

    public string[] LeftOut => [.. Secret, .. Computed];

    /// <summary>As the database itself lists them, so that a feature that is added later is exported and deleted too.</summary>
    /// <returns>In an order in which they can be emptied: what refers to another comes before it.</returns>
    public static async Task<IReadOnlyList<TenantTable>> ListAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("""
            select c.relname::text,
                   coalesce((select string_agg(quote_ident(a.attname), ', ' order by k.at)
                             from pg_index i, unnest(i.indkey) with ordinality as k(attnum, at), pg_attribute a
                             where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum), 'organization_id'),
                   array(select a.attname::text from pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname ~ $1),
                   array(select a.attname::text from pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated <> ''),
                   array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
                         where f.conrelid = c.oid and f.contype = 'f' and r.oid <> c.oid),
                   c.relname ~ $2
            from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)
            order by 1
            """, connection) { Parameters = { new() { Value = _secretColumn }, new() { Value = _secretTable } } };

        List<TenantTable> tables = [];
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var whyNot = rows.GetBoolean(5) ? "Holds secrets and nothing else, sealed under keys of this installation." : _passing.GetValueOrDefault(rows.GetString(0));
            tables.Add(new(rows.GetString(0), rows.GetString(1), rows.GetFieldValue<string[]>(2), rows.GetFieldValue<string[]>(3), rows.GetFieldValue<string[]>(4), whyNot));
        }

        return Ordered(tables);
    }

    private static List<TenantTable> Ordered(List<TenantTable> left)
    {
        List<TenantTable> ordered = [];

        while (left.Count > 0)
        {
            var next = left.Find(t => !left.Exists(other => other != t && other.RefersTo.Contains(t.Name)))
                ?? throw new InvalidOperationException($"Tables refer to each other in a ring: {string.Join(", ", left.Select(t => t.Name))}.");
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }
}
