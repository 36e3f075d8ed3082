using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.Pkcs;
using System.Text;
using Assay.Ledger;
using Assay.Proofs;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Ledger;

/// <summary>Checkpoints reach places that the owner of the database cannot reach into.</summary>
public sealed class PublicationTests(TestCluster cluster)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private sealed class PublishingProduct(TestCluster cluster, params (string Key, string Value)[] settings) : Product(cluster)
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            foreach (var (key, value) in settings) builder.UseSetting($"Ledger:Publish:{key}", value);
        }
    }

    [Fact]
    public async Task Each_checkpoint_is_a_file_and_a_posted_text_and_a_commit()
    {
        var folder = Directory.CreateTempSubdirectory("assay-publish-").FullName;
        var remote = Path.Join(folder, "remote.git");
        Assert.Equal(0, await RunAsync("git", folder, "init", "--quiet", "--bare", "--initial-branch=main", remote));
        using Listener hook = new(_ => []);

        await using PublishingProduct product = new(cluster, ("Folder", Path.Join(folder, "files")), ("Webhook", hook.Address), ("Git", remote));
        await product.InitializeAsync();
        await product.RecordAsync(3);
        var head = await product.NumberedAsync();
        await PublishAsync(product);

        var organization = product.Actor!.Organization.ToString();
        var note = await File.ReadAllTextAsync(Path.Join(folder, "files", organization, "checkpoint"), Stop);
        Assert.True(SignedNote.TryParse(note, out var signed) && Checkpoint.TryParse(signed.Text, out var read) && read == head);
        Assert.True(File.Exists(Path.Join(folder, "files", organization, $"{head.Size}")));
        Assert.Contains(note, hook.Bodies.Select(Encoding.UTF8.GetString));

        var clone = Path.Join(folder, "clone");
        Assert.Equal(0, await RunAsync("git", folder, "clone", "--quiet", remote, clone));
        Assert.Equal(note, await File.ReadAllTextAsync(Path.Join(clone, organization, "checkpoint"), Stop));

        await product.RecordAsync(2);
        await product.NumberedAsync();
        await PublishAsync(product);
        Assert.Equal(0, await RunAsync("git", clone, "pull", "--quiet"));
        Assert.NotEqual(note, await File.ReadAllTextAsync(Path.Join(clone, organization, "checkpoint"), Stop));

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_place_that_was_away_gets_what_it_missed()
    {
        var folder = Path.Join(Path.GetTempPath(), $"assay-away-{Guid.CreateVersion7():n}");
        await File.WriteAllTextAsync(folder, "in the way", Stop);

        await using PublishingProduct product = new(cluster, ("Folder", folder));
        await product.InitializeAsync();
        await product.RecordAsync(1);
        var head = await product.NumberedAsync();
        await Assert.ThrowsAnyAsync<IOException>(() => PublishAsync(product));

        File.Delete(folder);
        await PublishAsync(product);

        Assert.True(File.Exists(Path.Join(folder, product.Actor!.Organization.ToString(), $"{head.Size}")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_authority_says_when_a_checkpoint_was_there()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is missing; it plays the authority.");
        var folder = await AuthorityAsync();
        using Listener authority = new(query => Answer(folder, query), "application/timestamp-reply");

        await using PublishingProduct product = new(cluster, ("TimestampAuthority", authority.Address));
        await product.InitializeAsync();
        await product.RecordAsync(1);
        var head = await product.NumberedAsync();
        await PublishAsync(product);

        var token = await product.AskAsync<byte[]>($"select timestamp_token from ledger_checkpoint where size = {head.Size}");
        var note = await product.AskAsync<string>($"select note from ledger_checkpoint where size = {head.Size}");
        Assert.True(Rfc3161TimestampToken.TryDecode(token, out var stamped, out _));
        Assert.True(stamped!.VerifySignatureForData(Encoding.UTF8.GetBytes(note), out _));

        // And the tool that everybody has says the same.
        await File.WriteAllBytesAsync(Path.Join(folder, "token"), token, Stop);
        await File.WriteAllTextAsync(Path.Join(folder, "note"), note, Stop);
        Assert.Equal(0, await RunAsync("openssl", folder, "ts", "-verify", "-token_in", "-in", "token", "-data", "note", "-CAfile", "cert.pem", "-untrusted", "cert.pem"));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task PublishAsync(Product product)
    {
        await using var scope = product.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PublishCheckpoints>().RunOnceAsync(Stop);
    }

    /// <summary>A certificate that may sign timestamps, and what 'openssl ts' wants to know.</summary>
    private static async Task<string> AuthorityAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assay-tsa-").FullName;
        await File.WriteAllTextAsync(Path.Join(folder, "tsa.cnf"), """
            [req]
            distinguished_name = name
            x509_extensions = usage
            prompt = no
            [name]
            CN = Test authority
            [usage]
            extendedKeyUsage = critical,timeStamping
            [tsa]
            default_tsa = tsa_config
            [tsa_config]
            serial = serial
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            ess_cert_id_alg = sha256
            """, Stop);
        await File.WriteAllTextAsync(Path.Join(folder, "serial"), "01\n", Stop);
        Assert.Equal(0, await RunAsync("openssl", folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-config", "tsa.cnf"));
        return folder;
    }

    private static byte[] Answer(string folder, byte[] query)
    {
        File.WriteAllBytes(Path.Join(folder, "query"), query);
        using var openssl = Process.Start(new ProcessStartInfo("openssl", ["ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query", "-signer", "cert.pem", "-inkey", "key.pem", "-out", "reply"])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        openssl.StandardError.ReadToEnd();
        openssl.WaitForExit();
        return File.ReadAllBytes(Path.Join(folder, "reply"));
    }

    private static async Task<int> RunAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        foreach (var text in await texts) TestContext.Current.TestOutputHelper?.WriteLine(text);
        return process.ExitCode;
    }

    /// <summary>A small HTTP server that keeps what was posted to it.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly HttpListener _http = new();

        public Listener(Func<byte[], byte[]> answer, string type = "text/plain")
        {
            using (System.Net.Sockets.TcpListener free = new(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = $"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}/";
            }

            _http.Prefixes.Add(Address);
            _http.Start();
            _ = ServeAsync(answer, type);
        }

        public string Address { get; }

        public List<byte[]> Bodies { get; } = [];

        public void Dispose() => _http.Close();

        private async Task ServeAsync(Func<byte[], byte[]> answer, string type)
        {
            while (_http.IsListening)
            {
                try
                {
                    var context = await _http.GetContextAsync();
                    using MemoryStream body = new();
                    await context.Request.InputStream.CopyToAsync(body, Stop);
                    lock (Bodies) Bodies.Add(body.ToArray());
                    context.Response.ContentType = type;
                    await context.Response.OutputStream.WriteAsync(answer(body.ToArray()), Stop);
                    context.Response.Close();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }
    }
}
