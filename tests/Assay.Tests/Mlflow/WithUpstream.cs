using System.Net;
using Assay.Ledger;
using Assay.Mlflow;
using Assay.Tests.Gate;
using Assay.Tests.Identity;

namespace Assay.Tests.Mlflow;

/// <summary>An organisation here, a key to another MLflow server, and the steps that tests of both take.</summary>
public abstract class WithUpstream(Product product, MlflowServer server) : InNewOrganization(product), IClassFixture<MlflowServer>
{
    protected MlflowServer Server => server;

    /// <summary>The key to an organisation of the test's own at the other server.</summary>
    protected string Key { get; private set; } = "";

    private protected MlflowClient Mlflow => new(Http);

    /// <summary>The other server, past Assay.</summary>
    private protected MlflowClient There => new(server.Http);

    private protected GateSteps Gate => field ??= new(Product, Http);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Product.StopClockAsync();         // a round that the clock began would race with the test's own
        Key = await server.NewKeyAsync();
    }

    protected async Task SetAsync(string mode, string? address = null, string? credential = null)
    {
        using var saved = await Http.SubmitAsync("/settings/mlflow", "save-mlflow", ("Form.Mode", mode), ("Form.Address", address ?? server.Address), ("Form.UserName", ""), ("Form.Credential", credential ?? Key));
        Assert.True(saved.StatusCode is HttpStatusCode.Redirect, await saved.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>One round of the collector.</summary>
    protected Task<string> LookAsync() => Product.RunAsync<CollectMlflow, string>(collect => collect.RunOnceAsync(Stop));

    protected Task<string[]> KindsAsync() => Product.KindsAsync(Product.Actor!.Organization);
}
