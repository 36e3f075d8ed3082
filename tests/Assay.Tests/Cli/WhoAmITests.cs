using Assay.Roles;
using Assay.Tests.Security;
using Assay.Tests.Tokens;

namespace Assay.Tests.Cli;

public sealed class WhoAmITests(HostileInputTests.OnSocket product) : IClassFixture<HostileInputTests.OnSocket>
{
    [Fact]
    public async Task The_command_says_as_whom_it_comes_in_and_what_it_may_do()
    {
        var server = product.OnSocketClient().BaseAddress!.ToString();
        var token = await product.IssueTokenAsync(await product.AddServiceAccountAsync(), 30, Permission.AddEvidence);
        product.Actor = null;

        var known = await AssayProgram.RunAsync(["whoami", "--server", server, "--token", token]);
        var unknown = await AssayProgram.RunAsync(["whoami", "--server", server, "--token", token[..^4]]);

        Assert.Equal((0, "release-pipeline at Ada's company\n  AddEvidence\n  SeeOneself\n"), (known.Exit, known.Output));
        Assert.Equal(2, unknown.Exit);
        Assert.Contains("expired or revoked", unknown.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "whoami")]
    [InlineData(2, "whoami", "--server", "http://localhost:1")]
    [InlineData(2, "whoami", "--server", "not an address", "--token", "x")]
    [InlineData(2, "whoami", "--server", "http://assay.example.com", "--token", "x")]
    [InlineData(3, "whoami", "--server", "http://localhost:1", "--token", "x")]
    public async Task What_cannot_be_asked_is_refused(int exit, params string[] line) =>
        Assert.Equal(exit, (await AssayProgram.RunAsync(line)).Exit);
}
