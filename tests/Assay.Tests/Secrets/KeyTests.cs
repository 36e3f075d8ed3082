using Assay.Database;
using Assay.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Assay.Tests.Secrets;

/// <summary>That a copy of the database alone opens nothing.</summary>
public sealed class KeyTests(Product product) : IClassFixture<Product>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("assay-keys-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => Path.Join(_folder.FullName, "key");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_lies_in_the_database_is_sealed_under_a_key_that_does_not()
    {
        await using var keys = await ServerKeys.OnNewDatabaseAsync(this);
        await keys.Open.RunAsync(Stop);
        keys.Protect("cookie");

        var xml = Assert.Single(await keys.RowsAsync());

        Assert.Contains("<sealed key=\"" + keys.Held.Current.Id, xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task Keys_that_an_earlier_version_left_open_are_sealed_at_start_and_still_open_what_they_sealed()
    {
        await using var keys = await ServerKeys.OnNewDatabaseAsync(this);
        var before = keys.Protect("cookie", plainly: true);
        Assert.Contains("<value>", Assert.Single(await keys.RowsAsync()), StringComparison.Ordinal);

        await keys.Open.RunAsync(Stop);

        Assert.DoesNotContain("<value>", Assert.Single(await keys.RowsAsync()), StringComparison.Ordinal);
        Assert.Equal("cookie", keys.Unprotect(before));
    }

    [Fact]
    public async Task A_new_key_takes_over_all_and_what_was_sealed_before_still_opens()
    {
        await using var keys = await ServerKeys.OnNewDatabaseAsync(this);
        await keys.Open.RunAsync(Stop);
        var before = keys.Protect("cookie");
        var old = keys.Held.Current.Id;

        var id = await keys.Rotate.RunAsync(Stop);

        Assert.NotEqual(old, id);
        Assert.Contains($"key=\"{id}\"", Assert.Single(await keys.RowsAsync()), StringComparison.Ordinal);
        Assert.Equal("cookie", keys.Unprotect(before));
    }

    [Fact]
    public async Task A_rotation_that_was_cut_short_is_finished_by_the_next_start()
    {
        await using var keys = await ServerKeys.OnNewDatabaseAsync(this);
        await keys.Open.RunAsync(Stop);
        var before = keys.Protect("cookie");
        var fresh = InstallationKey.New();
        keys.Source.Write([fresh, keys.Held.Current]);          // and killed here

        await keys.Open.RunAsync(Stop);

        Assert.Contains($"key=\"{fresh.Id}\"", Assert.Single(await keys.RowsAsync()), StringComparison.Ordinal);
        Assert.Equal("cookie", keys.Unprotect(before));
    }

    [Fact]
    public async Task Without_its_key_or_with_another_the_server_does_not_start_and_says_which_it_wants()
    {
        await using var keys = await ServerKeys.OnNewDatabaseAsync(this);
        await keys.Open.RunAsync(Stop);
        keys.Protect("cookie");
        var id = keys.Held.Current.Id;

        System.IO.File.Delete(File);
        var missing = await Assert.ThrowsAsync<StartRefusedException>(() => keys.Open.RunAsync(Stop));
        keys.Source.Write([InstallationKey.New()]);
        var wrong = await Assert.ThrowsAsync<StartRefusedException>(() => keys.Open.RunAsync(Stop));

        Assert.Contains(id, missing.Message, StringComparison.Ordinal);
        Assert.Contains(id, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    public async Task What_is_no_key_is_refused(string content)
    {
        await using var keys = await ServerKeys.OnNewDatabaseAsync(this);
        await System.IO.File.WriteAllTextAsync(File, content, Stop);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await Assert.ThrowsAsync<StartRefusedException>(() => keys.Open.RunAsync(Stop));
    }

    [Fact]
    public async Task A_key_file_that_others_can_read_is_refused()
    {
        await using var keys = await ServerKeys.OnNewDatabaseAsync(this);
        await keys.Open.RunAsync(Stop);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => keys.Open.RunAsync(Stop));

        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_secret_is_told_of_but_never_told()
    {
        var secrets = product.Services.GetRequiredService<SealedSecrets>();
        await using (var db = await product.OpenAsync())
        {
            await secrets.SetAsync(db, product.Actor!, "test.password", "hunter2 hunter2", Stop);
            await db.CommitAsync(Stop);
        }

        await using (var db = await product.OpenAsync())
        {
            Assert.NotNull(await SealedSecrets.StateOfAsync(db, "test.password", Stop));
            Assert.Equal("hunter2 hunter2", await secrets.OpenAsync(db, "test.password", Stop));
            Assert.DoesNotContain("hunter2", (await db.FindAsync<SealedSecret>([db.Organization.Value, "test.password"], Stop))!.Value, StringComparison.Ordinal);
        }

        product.Actor = await product.NewOrganizationAsync("Other", "eve@example.com");
        await using var others = await product.OpenAsync();
        Assert.Null(await secrets.OpenAsync(others, "test.password", Stop));
    }

    /// <summary>What the server has of keys, on a database of its own.</summary>
    private sealed class ServerKeys : IAsyncDisposable
    {
        private readonly DatabaseSources _sources;

        private ServerKeys(string database, Product product, string file)
        {
            _sources = new(new(product.Login(DatabaseRoles.Owner, database), product.Login(DatabaseRoles.App, database), product.Login(DatabaseRoles.Identity, database)), NullLoggerFactory.Instance);

            var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Assay:DataFolder", Path.GetDirectoryName(file))]).Build();
            Source = new(settings, Options.Create(new DatabaseOptions { DataFolder = Path.GetDirectoryName(file)! }));
            Open = new(Source, Held, _sources, product.Clock, NullLogger<OpenKeys>.Instance);
            Rotate = new(Source, Open, Held);
        }

        public InstallationKeys Held { get; } = new();

        public KeySource Source { get; }

        public OpenKeys Open { get; }

        public RotateKey Rotate { get; }

        public static async Task<ServerKeys> OnNewDatabaseAsync(KeyTests tests) => new(await tests.Database(), tests.Shared, tests.File);

        public string Protect(string text, bool plainly = false) => Protector(plainly).Protect(text);

        public string Unprotect(string text) => Protector(plainly: false).Unprotect(text);

        public async Task<IReadOnlyList<string>> RowsAsync()
        {
            await using var command = _sources.Identity.CreateCommand("select xml from data_protection_key");
            await using var rows = await command.ExecuteReaderAsync(Stop);

            List<string> read = [];
            while (await rows.ReadAsync(Stop)) read.Add(rows.GetString(0));

            return read;
        }

        public ValueTask DisposeAsync() => _sources.DisposeAsync();

        // A protector of its own each time, as a server that was started anew.
        private IDataProtector Protector(bool plainly)
        {
            var services = new ServiceCollection().AddSingleton(Held);
            services.AddDataProtection().SetApplicationName("Assay").AddKeyManagementOptions(o =>
            {
                o.XmlRepository = new KeyRing(_sources);
                o.XmlEncryptor = plainly ? null : new SealKeyXml(Held);
            });

            return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
        }
    }

    private Product Shared => product;

    private Task<string> Database() => product.NewDatabaseAsync();
}
