using Assay.Roles;
using Assay.Tests.Identity;
using Assay.Tests.Tokens;

namespace Assay.Tests.Mlflow;

/// <summary>A second server of its own that speaks MLflow's protocol on a real port. It lets every alias through, as MLflow does.</summary>
public sealed class MlflowServer(TestCluster cluster) : Product(cluster)
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Models:ProductionAliases:0"] = "of-no-model" };

    protected override bool IsSetUp => false;           // it is reached by a real port, which has to be said before anything else

    public string Address { get; private set; } = "";

    /// <summary>For the server's own people, past Assay.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>A key to an organisation of its own there, so that tests do not meet.</summary>
    public async Task<string> NewKeyAsync(params Permission[] scopes)
    {
        if (Address.Length == 0)
        {
            UseKestrel(0);
            StartServer();
            Address = $"{ClientOptions.BaseAddress}".TrimEnd('/');
            Http = new() { BaseAddress = new(Address) };
        }

        await this.EnterNewOrganizationAsync();
        var key = await this.IssueTokenAsync(await this.AddServiceAccountAsync(), 30, scopes is [] ? [Permission.ReadMachineLearning, Permission.EditModels, Permission.PromoteModels] : scopes);
        Actor = null;
        Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return key;
    }
}
