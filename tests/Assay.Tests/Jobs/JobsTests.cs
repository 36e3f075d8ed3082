using Assay.Jobs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Assay.Tests.Jobs;

/// <summary>The product with two jobs of the test's own, the clock in the test's hand.</summary>
public sealed class ProductWithJobs(TestCluster cluster) : Product(cluster)
{
    public Rounds Counted { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services =>
        {
            services.AddSingleton(Counted);
            services.AddJob<CountingJob>("test-counting", TimeSpan.FromHours(1));
            services.AddJob<FailingJob>("test-failing", TimeSpan.FromHours(1));
        });
    }

    public sealed class Rounds
    {
        private int _done;

        public int Done => _done;

        public int Next() => Interlocked.Increment(ref _done);
    }

    private sealed class CountingJob(Rounds rounds) : IJob
    {
        public Task<string> RunOnceAsync(CancellationToken stop) => Task.FromResult($"round {rounds.Next()}");
    }

    private sealed class FailingJob : IJob
    {
        public Task<string> RunOnceAsync(CancellationToken stop) => throw new InvalidOperationException("The mail server is away.");
    }
}

public sealed class JobsTests(ProductWithJobs product) : IClassFixture<ProductWithJobs>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_when_its_time_has_come_and_not_again_before_the_next()
    {
        await PageAsync(p => p.Contains("Test counting", StringComparison.Ordinal));
        var before = product.Counted.Done;

        product.Clock.Advance(TimeSpan.FromMinutes(61));
        await PageAsync(p => p.Contains($"round {before + 1}", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(2.5), Stop);

        Assert.Equal(before + 1, product.Counted.Done);
    }

    [Fact]
    public async Task A_job_that_failed_says_so_and_why()
    {
        await PageAsync(p => p.Contains("Test failing", StringComparison.Ordinal));

        product.Clock.Advance(TimeSpan.FromMinutes(61));
        var page = await PageAsync(p => p.Contains("The mail server is away.", StringComparison.Ordinal));

        Assert.Contains("Failed", page, StringComparison.Ordinal);
        Assert.Contains("The mail server is away.", await product.Browser().GetStringAsync("/settings/jobs?show=failed", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_whose_server_died_is_taken_over_once_its_claim_has_lapsed()
    {
        await PageAsync(p => p.Contains("Test counting", StringComparison.Ordinal));
        var before = product.Counted.Done;
        var now = product.Clock.GetUtcNow().UtcDateTime;

        await ExecuteAsync($"update job set next_run_at = '{now:O}', runner = 'dead', claimed_until = '{now.AddMinutes(1):O}' where name = 'test-counting'");
        await Task.Delay(TimeSpan.FromSeconds(2.5), Stop);
        Assert.Equal(before, product.Counted.Done);

        product.Clock.Advance(TimeSpan.FromMinutes(1));
        await PageAsync(p => p.Contains($"round {before + 1}", StringComparison.Ordinal));
    }

    private async Task<string> PageAsync(Func<string, bool> until)
    {
        for (var i = 0; ; i++)
        {
            var page = await product.Browser().GetStringAsync("/settings/jobs", Stop);
            if (until(page)) return page;

            Assert.True(i < 200, page);
            await Task.Delay(100, Stop);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(product.Login(Assay.Database.DatabaseRoles.Owner));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
