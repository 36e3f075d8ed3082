using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Assay.Tests;

public sealed class ApiApprovalTests(Product product) : IClassFixture<Product>
{
    private static readonly JsonSerializerOptions _indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The API is a promise. When it changes on purpose, run with APPROVE=1 and commit the file that changes.</summary>
    [Fact]
    public async Task The_api_changes_only_on_purpose()
    {
        var stop = TestContext.Current.CancellationToken;
        var document = JsonNode.Parse(await product.CreateClient().GetStringAsync("/openapi/v1.json", stop))!;
        document.AsObject().Remove("servers");
        var now = document.ToJsonString(_indented).ReplaceLineEndings("\n") + "\n";

        if (Environment.GetEnvironmentVariable("APPROVE") is "1") await File.WriteAllTextAsync(Approved(), now, stop);
        Assert.Equal(await File.ReadAllTextAsync(Approved(), stop), now);
    }

    private static string Approved([CallerFilePath] string here = "") => Path.Join(Path.GetDirectoryName(here), "api.approved.json");
}
