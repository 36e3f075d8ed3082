using System.Diagnostics;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Assay.Bench;

/// <summary>What keeping organisations apart costs: pages of one of many, with row-level security and with it switched off.</summary>
internal static class TenancyBench
{
    private const int _organizations = 100, _rows = 100_000, _turns = 20, _pagesPerTurn = 5;

    private static readonly (string Name, string Address)[] _pages =
    [
        ("a register's first page", "/people"),
        ("a register's page by another column", "/people?sort=email"),
        ("a register's page as the API gives it", "/api/people"),
    ];

    public static async IAsyncEnumerable<Figure> RunAsync([EnumeratorCancellation] CancellationToken stop)
    {
        await using var server = await RunningServer.StartAsync(await Repository.BuildServerAsync(stop), stop);
        await using var database = NpgsqlDataSource.Create(server.Database);
        await LoadAsync(database, stop);

        foreach (var (name, address) in _pages)
        {
            var (guarded, open) = await MediansAsync(server.Http, database, address, stop);
            yield return new($"{name}, {_organizations} organisations of {_rows} rows, with row-level security against without, median of {_turns * _pagesPerTurn}",
                Math.Round(guarded, 2), "ms", Math.Round(open, 2), 1.3);
        }
    }

    /// <summary>As superuser, whom the guard does not bind, in the order of the keys; nothing here must survive the power, so it is not logged.</summary>
    private static async Task LoadAsync(NpgsqlDataSource database, CancellationToken stop)
    {
        await RunAsync(database, "alter table person set unlogged", stop);

        for (var number = 1; number <= _organizations; number++)
        {
            // The last is the sample company itself, whose pages are measured.
            var organization = number < _organizations ? $"'00000000-0000-7000-8000-{number:x12}'::uuid" : "(select id from organization)";
            await RunAsync(database, $"""
                insert into person (organization_id, id, version, name, email, team, title, manager_email, engagement, starts_on)
                select {organization}, ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 1, 'Person ' || lpad(n::text, 6, '0'), lpad(n::text, 6, '0') || '@bench.example.com',
                       'Team ' || n % 20, 'Engineer', '', 'Employee', date '2024-01-01' + n % 700
                from generate_series(1, {_rows}) as n
                """, stop);
        }

        await RunAsync(database, "vacuum (analyze) person", stop);
    }

    /// <summary>By turns, so that whatever else the machine does falls on both; after each switch one page is let pass, because plans are made anew.</summary>
    private static async Task<(double Guarded, double Open)> MediansAsync(HttpClient http, NpgsqlDataSource database, string address, CancellationToken stop)
    {
        List<double> guarded = [], open = [];

        for (var turn = 0; turn < _turns * 2; turn++)
        {
            var isGuarded = turn % 2 == 0;
            await RunAsync(database, $"alter table person {(isGuarded ? "enable" : "disable")} row level security", stop);
            await TimeAsync(http, address, stop);
            for (var i = 0; i < _pagesPerTurn; i++) (isGuarded ? guarded : open).Add(await TimeAsync(http, address, stop));
        }

        return (Median(guarded), Median(open));
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<double> TimeAsync(HttpClient http, string address, CancellationToken stop)
    {
        var from = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(address, stop);
        answer.EnsureSuccessStatusCode();
        await answer.Content.CopyToAsync(Stream.Null, stop);

        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private static async Task RunAsync(NpgsqlDataSource database, string sql, CancellationToken stop)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(stop);
    }
}
