using System.Net;
using Assay.Roles;

namespace Assay.Tests.Mlflow;

/// <summary>What may be set about an MLflow server, by whom, and what is never called.</summary>
public sealed class UpstreamSettingsTests(Product product, MlflowServer server) : WithUpstream(product, server)
{
    [Theory]
    [InlineData("http://169.254.169.254/latest", "does not call out to")]
    [InlineData("http://[fe80::1]/", "does not call out to")]
    public async Task An_address_where_clouds_hand_out_keys_is_never_called(string address, string expected)
    {
        await SetAsync("Beside", address, credential: "");
        using var tested = await Http.SubmitAsync("/settings/mlflow", "test-mlflow");

        Assert.Contains(expected, await tested.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://mlflow.example.com", "", "Enter the server&#x27;s address")]
    [InlineData("http://user:pass@mlflow.example.com", "", "Enter the server&#x27;s address")]
    [InlineData("http://mlflow.example.com", "a-key", "Over plain http the credential would be read on the way")]
    public async Task A_setting_that_would_do_harm_is_refused_beside_its_field(string address, string credential, string expected)
    {
        using var refused = await Http.SubmitAsync("/settings/mlflow", "save-mlflow", ("Form.Mode", "Front"), ("Form.Address", address), ("Form.Credential", credential));

        Assert.Contains(expected, await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_never_shown_goes_to_no_other_server_and_whoever_may_not_set_it_does_not_see_the_page()
    {
        await SetAsync("Beside");
        using var tested = await Http.SubmitAsync("/settings/mlflow", "test-mlflow");
        Assert.Contains("The server answers as MLflow does", await tested.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, await Http.GetStringAsync("/settings/mlflow", Stop), StringComparison.Ordinal);

        await SetAsync("Beside", $"{Server.Address}/elsewhere", credential: "");
        Assert.Contains("secret.cleared", await KindsAsync());

        Product.Roles = [Role.Contributor];
        using var shut = await Http.GetAsync("/settings/mlflow", Stop);
        Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
    }
}
