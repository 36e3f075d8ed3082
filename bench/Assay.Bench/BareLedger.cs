using System.Diagnostics;
using Assay.Database;
using Assay.Ledger;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assay.Bench;

/// <summary>The ledger on a private database as it ships, with nothing around it; beside it a table of the same shape that is no ledger.</summary>
internal sealed class BareLedger : IAsyncDisposable
{
    private static readonly OrganizationId _organization = OrganizationId.New(TimeProvider.System);

    private readonly string _folder = Directory.CreateTempSubdirectory("assay-bench-ledger-").FullName;
    private readonly Cluster _cluster;
    private DatabaseSources _sources = null!;
    private NpgsqlDataSource _raw = null!;
    private Tenancy _tenancy = null!;
    private AppendEntries _copy = null!;
    private AppendEntries _insert = null!;

    private BareLedger()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);       // a database that runs as another user must reach it
        _cluster = new(Options.Create(new DatabaseOptions { DataFolder = Path.Join(_folder, "data") }), NullLogger<Cluster>.Instance);
    }

    public static async Task<BareLedger> StartAsync(CancellationToken stop)
    {
        BareLedger ledger = new();
        await ledger._cluster.StartAsync(stop);
        ledger._sources = new(ledger._cluster.Address, NullLoggerFactory.Instance);
        await new Migrations(Migrations.Shipped(), TimeProvider.System, NullLogger.Instance).ApplyAsync(ledger._sources.Owner, stop);

        ledger._raw = NpgsqlDataSource.Create(DatabaseAddress.ClusterLogin(ledger._cluster.SocketFolder, DatabaseRoles.Superuser, Cluster.Database) + ";Maximum Pool Size=16");
        await using var table = ledger._raw.CreateCommand("create table raw_entry (like ledger_entry including all)");
        await table.ExecuteNonQueryAsync(stop);

        ledger._tenancy = new(new DbContextOptionsBuilder<AssayDb>().UseNpgsql().Options, ledger._sources.App, TimeProvider.System);
        ledger._copy = new(ledger._tenancy, ledger._sources);
        ledger._insert = new(ledger._tenancy, new DatabaseSources(ledger._cluster.Address with { Bulk = null }, NullLoggerFactory.Instance));
        return ledger;
    }

    /// <summary>About 400 bytes of text each, as an inference or a job of a pipeline leaves.</summary>
    public static IReadOnlyList<LedgerEntry> Entries(int count) => [.. Enumerable.Range(0, count).Select(i => LedgerEntry.Of(
        _organization, "service/0195567c90007000800000000000000a", "inference.recorded", $"model/{i:x32}",
        new { number = i, model = "ranker-3", input = "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5", output = "7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a" },
        TimeProvider.System))];

    public Task AppendAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken stop) => _copy.RunAsync(_organization, [.. entries], stop);

    public Task InsertAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken stop) => _insert.RunAsync(_organization, [.. entries], stop);

    /// <summary>The same rows, commits, writers, durability and indexes, into a table that nothing else is known of.</summary>
    public async Task CopyRawAsync(IReadOnlyList<LedgerEntry> entries, CancellationToken stop)
    {
        await using var connection = await _raw.OpenConnectionAsync(stop);
        await using var rows = await connection.BeginBinaryImportAsync("copy raw_entry (organization_id, entry_id, kind, occurred_at, recorded_at, actor, subject, text) from stdin (format binary)", stop);

        foreach (var e in entries) await rows.WriteRowAsync(stop, e.OrganizationId, e.EntryId, e.Kind, e.OccurredAt, e.RecordedAt, e.Actor, e.Subject, e.Text);
        await rows.CompleteAsync(stop);
    }

    /// <returns>How many entries got their numbers, and the seconds that took.</returns>
    public async Task<(int Numbered, double Seconds)> NumberAsync(CancellationToken stop)
    {
        LogKeys keys = new(new EphemeralDataProtectionProvider(), Options.Create(new LedgerOptions()), TimeProvider.System);
        NumberEntries number = new(_tenancy, keys, Options.Create(new LedgerOptions()), TimeProvider.System);

        var from = Stopwatch.GetTimestamp();
        var numbered = 0;
        for (int some; (some = await number.RunAsync(_organization, stop)) > 0 && Stopwatch.GetElapsedTime(from).TotalSeconds < 20;) numbered += some;

        return (numbered, Stopwatch.GetElapsedTime(from).TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        await _raw.DisposeAsync();
        await _sources.DisposeAsync();
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
