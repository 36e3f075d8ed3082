using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Xml.Linq;
using Assay.Tests.Gate;

namespace Assay.Tests.Cli;

/// <summary>The gate's command as a CI job runs it: a process of its own, over HTTP.</summary>
public sealed class GateCommandTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private readonly HttpClient _http = product.Browser();
    private readonly HttpListener _door = new();
    private string _address = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await product.EnterNewOrganizationAsync();
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _address = $"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _door.Prefixes.Add(_address);
        _door.Start();
        _ = PassOnAsync();
    }

    public ValueTask DisposeAsync()
    {
        _door.Close();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_exits_0_or_1_and_prints_the_ids_of_the_rules_that_are_not_met()
    {
        var gate = new GateSteps(product, _http);
        await gate.RulesAsync(new { rules = new object[] { new { rule = "rollback-plan" }, new { rule = "tests-passed" } } });
        await gate.RegisterAsync("churn");
        await gate.FactAsync("churn", 1, "rollback_plan", new { plan = "Back to 0." });

        var shut = await RunAsync("text");
        var sarif = JsonElement.Parse((await RunAsync("sarif")).Output);
        var junit = XDocument.Parse((await RunAsync("junit")).Output);
        await gate.FactAsync("churn", 1, "tests", new { passed = true, total = 3 });
        var open = await RunAsync("json");

        Assert.Equal(1, shut.Exit);
        Assert.Contains("Not met: tests-passed.", shut.Output, StringComparison.Ordinal);
        Assert.Equal("tests-passed", sarif.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("ruleId").GetString());
        Assert.Equal(("2", "1"), (junit.Root!.Attribute("tests")!.Value, junit.Root.Attribute("errors")!.Value));
        Assert.Equal((0, true), (open.Exit, JsonElement.Parse(open.Output).GetProperty("passed").GetBoolean()));
    }

    [Fact]
    public async Task It_exits_2_for_a_wrong_line_and_3_where_nobody_answers()
    {
        Assert.Equal(2, (await AssayProgram.RunAsync(["gate", "check", "--version", "1"])).Exit);
        Assert.Equal(2, (await AssayProgram.RunAsync(["gate", "check", "--model", "churn", "--version", "1", "--server", _address])).Exit);
        Assert.Equal(2, (await AssayProgram.RunAsync(["gate", "check", "--model", "none", "--version", "1", "--server", _address, "--token", "t"])).Exit);
        Assert.Equal(3, (await AssayProgram.RunAsync(["gate", "check", "--model", "churn", "--version", "1", "--server", "http://localhost:9/", "--token", "t"])).Exit);
    }

    private Task<AssayProgram.Ended> RunAsync(string format) =>
        AssayProgram.RunAsync(["gate", "check", "--model", "churn", "--version", "1", "--format", format, "--server", _address, "--token", "t"]);

    /// <summary>A door to the product that another process can knock at.</summary>
    private async Task PassOnAsync()
    {
        while (_door.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _door.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var request = new HttpRequestMessage(new(context.Request.HttpMethod), context.Request.RawUrl);
            using var answer = await _http.SendAsync(request, Stop);
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(context.Response.OutputStream, Stop);
            context.Response.Close();
        }
    }
}
