using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Database;
using Assay.Ledger;
using Assay.Tests.Registers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Assay.Tests.Ledger;

/// <summary>What people type about people can be made unreadable, and the ledger stands.</summary>
public sealed class PersonalDataTests(TestCluster cluster)
{
    private const string _planted = "Xaver Quincke of 14 Elm Row";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_typed_through_the_products_doors_stays_out_of_ledger_log_file_and_export()
    {
        using Written logs = new();
        await using LoggedProduct product = new(cluster, logs);
        await product.InitializeAsync();
        var http = product.Browser();

        // The words go in by every door whose words only the ledger keeps, and by one whose register keeps them as well.
        var row = (await http.SubmitAsync("/people/new", "", ("name", "Xaver"), ("email", "xaver@example.com"), ("starts_on", "2025-01-01"), ("engagement", "Employee"))).Headers.Location!;
        Assert.Equal(HttpStatusCode.Redirect, (await http.SubmitAsync($"{row}/remove", "", ("reason", _planted))).StatusCode);
        await using (var scope = product.Services.CreateAsyncScope())
        {
            var decide = scope.ServiceProvider.GetRequiredService<Assay.Scope.DecideCategory>();
            Assert.Null(await decide.RunAsync(product.Actor!, new() { Category = "privacy", Selected = true, Reason = _planted }, Stop));
        }

        await product.NumberedAsync();
        var export = await product.ExportAsync();

        Assert.Equal(["scope_decision"], await TablesWithAsync(product, _planted));
        Assert.DoesNotContain(_planted, Encoding.UTF8.GetString(await File.ReadAllBytesAsync(export, Stop)), StringComparison.Ordinal);
        Assert.DoesNotContain("Quincke", logs.Text, StringComparison.Ordinal);
        File.Delete(export);
    }

    [Fact]
    public async Task The_write_ahead_log_has_no_word_that_only_the_ledger_keeps()
    {
        await using Product product = new(cluster);
        await product.InitializeAsync();
        var http = product.Browser();
        var words = $"Leonore {Guid.CreateVersion7():n}";

        var row = (await http.SubmitAsync("/people/new", "", ("name", "Leonore"), ("email", "leonore@example.com"), ("starts_on", "2025-01-01"), ("engagement", "Employee"))).Headers.Location!;
        await http.SubmitAsync($"{row}/remove", "", ("reason", words));
        await product.NumberedAsync();

        var folder = await product.AskAsync<string>("select current_setting('data_directory')");
        var segments = Directory.EnumerateFiles(Path.Join(folder, "pg_wal")).Where(f => File.GetLastWriteTimeUtc(f) > TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5)).ToList();
        Assert.NotEmpty(segments);

        var found = 0;
        foreach (var segment in segments)
        {
            var bytes = await File.ReadAllBytesAsync(segment, Stop);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(words)) < 0, segment);
            if (bytes.AsSpan().IndexOf("leonore@example.com"u8) >= 0) found++;
        }

        Assert.True(found > 0, "The search would not have found the register's own row, so it proves nothing.");
    }

    [Fact]
    public async Task An_erased_subject_can_be_read_by_nobody_and_every_proof_holds()
    {
        await using Product product = new(cluster);
        await product.InitializeAsync();
        var http = product.Browser();
        var row = (await http.SubmitAsync("/people/new", "", ("name", "Mo"), ("email", "mo@example.com"), ("starts_on", "2025-01-01"), ("engagement", "Employee"))).Headers.Location!;
        await http.SubmitAsync($"{row}/remove", "", ("reason", _planted));
        await product.NumberedAsync();
        var entry = await product.AskAsync<Guid>("select entry_id from ledger_entry where kind = 'person.removed'");
        var subject = await product.AskAsync<string>("select subject from ledger_entry where kind = 'person.removed'");
        Assert.Contains(_planted, WebUtility.HtmlDecode(await http.GetStringAsync($"/ledger/{entry}", Stop)), StringComparison.Ordinal);

        var erased = await http.PostAsJsonAsync("/api/ledger/erasures", new { subject }, Stop);
        var receipt = await erased.Content.ReadFromJsonAsync<JsonElement>(Stop);
        await product.NumberedAsync();

        Assert.Equal(HttpStatusCode.OK, erased.StatusCode);
        Assert.Equal(2, receipt.GetProperty("entries").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsJsonAsync("/api/ledger/erasures", new { subject }, Stop)).StatusCode);
        Assert.Contains("erased: the key", await http.GetStringAsync($"/ledger/{entry}", Stop), StringComparison.Ordinal);
        Assert.Equal(1, await product.AskAsync<long>("select count(*) from ledger_entry where kind = 'subject.erased'"));

        var export = await product.ExportAsync();
        Assert.Equal(0, (await Cli.AssayProgram.RunAsync(["verify", export])).Exit);
        File.Delete(export);
    }

    [Fact]
    public async Task Whoever_may_not_erase_is_refused()
    {
        await using Product product = new(cluster);
        await product.InitializeAsync();
        product.Roles = [Assay.Roles.Role.ComplianceManager];

        Assert.Equal(HttpStatusCode.Forbidden, (await product.Browser().PostAsJsonAsync("/api/ledger/erasures", new { subject = "person/1" }, Stop)).StatusCode);
    }

    /// <summary>Every table in which any column of any row holds these words.</summary>
    private static async Task<List<string>> TablesWithAsync(Product product, string words)
    {
        await using var superuser = NpgsqlDataSource.Create(product.Login(DatabaseRoles.Superuser));
        await using var names = superuser.CreateCommand("select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1");
        await using var tables = await names.ExecuteReaderAsync(Stop);
        List<string> all = [], found = [];
        while (await tables.ReadAsync(Stop)) all.Add(tables.GetString(0));

        foreach (var table in all)
        {
            await using var ask = superuser.CreateCommand($"select exists (select from \"{table}\" t where t::text like '%' || $1 || '%')");
            ask.Parameters.Add(new() { Value = words });
            if ((bool)(await ask.ExecuteScalarAsync(Stop))!) found.Add(table);
        }

        return found;
    }

    private sealed class LoggedProduct(TestCluster cluster, Written logs) : Product(cluster)
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureLogging(l => l.AddProvider(logs).SetMinimumLevel(LogLevel.Trace).AddFilter<Written>(null, LogLevel.Trace));
        }
    }

    /// <summary>All that any part of the product logs, at its most talkative.</summary>
    private sealed class Written : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text) return _text.ToString();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text) _text.AppendLine(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
