using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Assay.Roles;
using Assay.Tests.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Security;

/// <summary>What strangers and broken programs send, through a real socket: each is refused with an answer that says why.</summary>
public sealed class HostileInputTests(HostileInputTests.OnSocket product) : IClassFixture<HostileInputTests.OnSocket>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public async Task Deeply_nested_json_is_refused(int depth)
    {
        var json = $"{{\"name\":{new string('[', depth)}{new string(']', depth)}}}";

        var answer = await PostAsync("/api/people", new StringContent(json, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("{\"name\": 1}", "cannot be read at $.name")]
    [InlineData("[]", "cannot be read")]
    public async Task Broken_json_is_refused_and_the_place_named(string json, string expected)
    {
        var answer = await PostAsync("/api/people", new StringContent(json, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Assay.", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_oversized_body_is_refused_whether_it_says_so_or_not(bool saysSo)
    {
        var bytes = new byte[2 * 1024 * 1024];
        Array.Fill(bytes, (byte)' ');
        HttpContent body = saysSo ? new ByteArrayContent(bytes) : new StreamContent(new Unsized(bytes));
        body.Headers.ContentType = new("application/json");

        var answer = await PostAsync("/api/people", body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("/problems/413", (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_write_in_another_format_is_refused() =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("/api/people", new StringContent("{\"name\":\"x\"}", Encoding.UTF8, "text/plain"))).StatusCode);

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX: ", 20_000, "431")]
    [InlineData("GET /", 20_000, "414")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX: a\nb", 0, "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example", 0, "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost@evil.example", 0, "400")]
    [InlineData("GET / HTTP/1.1", 0, "400")]
    [InlineData("GET /api/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost", 0, "404")]
    [InlineData("GET /css/..%5c..%5cappsettings.json HTTP/1.1\r\nHost: localhost", 0, "404")]
    [InlineData("GET /css/../../../../etc/passwd HTTP/1.1\r\nHost: localhost", 0, "404")]
    [InlineData("GET /css/%00.css HTTP/1.1\r\nHost: localhost", 0, "400")]
    [InlineData("GET /people?next=%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: localhost", 0, "200")]
    public async Task Headers_and_paths_cannot_be_made_to_mean_something_else(string request, int padding, string status)
    {
        var answer = await SendRawAsync($"{request}{new string('a', padding)}\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie: a=b", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/settings/tokens")]
    [InlineData("/sign-in")]
    public async Task No_page_can_be_put_into_a_frame(string path)
    {
        var answer = await Http().GetAsync(path, Stop);

        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_the_token_of_its_page_changes_nothing()
    {
        var answer = await Http().PostAsync("/settings/tokens/new", new FormUrlEncodedContent([new("_handler", "add"), new("Form.Name", "x")]), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Ten_thousand_sign_ins_are_refused_quickly_and_take_no_memory()
    {
        var http = product.OnSocketClient();
        product.Actor = null;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Dictionary<HttpStatusCode, int> answers = [];
        var started = System.Diagnostics.Stopwatch.StartNew();

        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Stop }, async (i, stop) =>
        {
            using var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Email", $"user{i}@example.com"), new("Form.Password", "guess guess guess")]), stop);
            lock (answers) answers[answer.StatusCode] = answers.GetValueOrDefault(answer.StatusCode) + 1;
            if (answer.StatusCode is HttpStatusCode.TooManyRequests) Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        });

        var minutes = (int)Math.Ceiling(started.Elapsed.TotalMinutes) + 1;
        Assert.Equal([HttpStatusCode.BadRequest, HttpStatusCode.TooManyRequests], answers.Keys.Order());      // without the page's token; too many
        Assert.InRange(answers[HttpStatusCode.BadRequest], 1, 60 * minutes);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 64L * 1024 * 1024);
    }

    private HttpClient Http()
    {
        var client = product.OnSocketClient();
        product.Actor = product.Owner;
        return client;
    }

    private Task<HttpResponseMessage> PostAsync(string path, HttpContent body) => Http().PostAsync(path, body, Stop);

    private async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Http().BaseAddress!.Port, Stop);
        var stream = client.GetStream();

        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Stop);
        }
        catch (IOException)
        {
            // It was refused before all of it was sent.
        }

        var buffer = new byte[16 * 1024];
        var read = await stream.ReadAsync(buffer, Stop);
        return Encoding.Latin1.GetString(buffer, 0, read);
    }

    /// <summary>Bytes whose number is not known beforehand.</summary>
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>The product behind a real server on a port of this machine.</summary>
    public sealed class OnSocket : Product
    {
        private HttpClient? _client;

        public OnSocket(TestCluster cluster) : base(cluster) => UseKestrel(0);

        public Assay.Database.Actor? Owner { get; private set; }

        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Limits:StrangersPerAddress"] = "60" };

        public HttpClient OnSocketClient()
        {
            if (_client is not null) return _client;

            Owner = Actor;
            StartServer();
            return _client = CreateClient(new() { AllowAutoRedirect = false, BaseAddress = ClientOptions.BaseAddress });
        }
    }
}
