using System.Security.Claims;
using Assay.Database;
using Assay.Identity;
using Assay.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Assay.Tests;

/// <summary>The whole product in this process, on a database of its own. The clock is the test's, and so is the person.</summary>
public class Product(TestCluster cluster) : WebApplicationFactory<Program>, IAsyncLifetime
{
    public const string Email = "ada@example.com";
    public const string Password = "three unrelated words";

    private readonly string _files = Directory.CreateTempSubdirectory("assay-files-").FullName;
    private string _database = "";

    public ManualClock Clock { get; } = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Who makes the next request; null for a stranger, or for one who signs in at the real door.</summary>
    public Actor? Actor { get; set; }

    /// <summary>What that person is to the organisation.</summary>
    public IReadOnlyList<Role> Roles { get; set; } = [Role.Owner];

    /// <summary>Where the product keeps files.</summary>
    public string DataFolder => _files;

    /// <summary>What differs from the server's own settings.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>();

    /// <summary>Whether the first visit is over.</summary>
    protected virtual bool IsSetUp => true;

    public async ValueTask InitializeAsync()
    {
        _database = await cluster.CreateDatabaseAsync();
        if (IsSetUp) Actor = await NewOrganizationAsync("Ada's company", Email);
    }

    /// <summary>A connection as one of the database's roles.</summary>
    public string Login(string role, string? database = null) => cluster.Login(role, database ?? new Npgsql.NpgsqlConnectionStringBuilder(_database).Database!);

    /// <summary>Nothing happens by the clock from here on, so that rows stand still while a test counts or plants them.</summary>
    public async Task StopClockAsync()
    {
        Browser().Dispose();        // the product runs from its first client on
        foreach (var byClock in Services.GetServices<IHostedService>().OfType<BackgroundService>()) await byClock.StopAsync(CancellationToken.None);
    }

    /// <summary>The name of another database with the whole schema and no rows.</summary>
    public async Task<string> NewDatabaseAsync() => new Npgsql.NpgsqlConnectionStringBuilder(await cluster.CreateDatabaseAsync()).Database!;

    /// <summary>A browser that shows redirects rather than following them.</summary>
    public HttpClient Browser() => CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>The data of one's own organisation, as a use case sees it.</summary>
    public Task<AssayDb> OpenAsync() => Services.GetRequiredService<Tenancy>().OpenAsync(Actor!.Organization, CancellationToken.None);

    /// <summary>Another organisation with an owner of its own, who may be made <see cref="Actor"/>.</summary>
    public async Task<Actor> NewOrganizationAsync(string name, string email)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();

        var request = new CreateOwner.Request { Organization = name, Name = "Ada", Email = email, Password = Password };
        var (owner, added) = await scope.ServiceProvider.GetRequiredService<CreateOwner>().AddAsync(request, sample: false, CancellationToken.None);
        Assert.True(added.Succeeded, added.ToString());

        var organization = db.Memberships.Single(m => m.UserId == owner.Id).OrganizationId;
        await transaction.CommitAsync();
        return new(new(organization), owner.Id, owner.Name);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");          // what is tested is what ships
        builder.UseSetting("ConnectionStrings:Assay", _database);
        builder.UseSetting("ASSAY_KEY", "QXNzYXkgdGVzdHMgc2VhbCB1bmRlciB0aGlzIG9uZSE=");
        builder.UseSetting("Assay:DataFolder", _files);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore.Routing", "Error");       // the test host has no body limit, and says so at each request
        builder.UseSetting("Limits:SignInsPerAccount", "100000");         // tests sign one person in more often than a person does
        builder.UseSetting("Limits:StrangersPerAddress", "100000");
        foreach (var (name, value) in Settings) builder.UseSetting(name, value);
        builder.ConfigureServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.PostConfigure<Microsoft.AspNetCore.Identity.PasswordHasherOptions>(o => o.IterationCount = 1_000);      // nobody attacks what tests keep
            services.AddSingleton<IStartupFilter>(new SignedIn(this));
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(_files)) Directory.Delete(_files, recursive: true);
        GC.SuppressFinalize(this);
    }

    private sealed class SignedIn(Product product) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (product.Actor is { } actor)
                {
                    http.User = new(new ClaimsIdentity(
                    [
                        new(ClaimTypes.NameIdentifier, actor.UserId.ToString()),
                        new(ClaimTypes.Name, actor.Name),
                        new(ActorOf.OrganizationClaim, actor.Organization.ToString()),
                        new(EnteredOrganization.NameClaim, "Ada's company"),
                        .. product.Roles.Select(role => new Claim(ClaimTypes.Role, role.ToString())),
                    ], "test"));
                }

                return rest(http);
            });
            next(app);
        };
    }
}

/// <summary>The product as nobody has visited it yet.</summary>
public sealed class FreshProduct(TestCluster cluster) : Product(cluster)
{
    protected override bool IsSetUp => false;
}
