using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Assay.Artifacts;
using Assay.Tests.Gate;

namespace Assay.Tests.Models;

public sealed class ArtifactTests(Product product) : InNewOrganization(product)
{
    /// <summary>Pickles as Python writes them: an ordered dictionary, and one that runs a command when it is loaded.</summary>
    private static readonly byte[] _harmless = Convert.FromHexString("80049522000000000000008c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952942e");

    private static readonly byte[] _harmful = Encoding.Latin1.GetBytes("\u0080\u0003cposix\nsystem\nq\0X\u0002\0\0\0idq\u0001\u0085q\u0002Rq\u0003.");

    private static readonly byte[] _harmfulOld = Encoding.ASCII.GetBytes("cos\nsystem\n(S'id'\ntR.");

    private GateSteps Gate => field ??= new(Product, Http);

    public static TheoryData<string, byte[], string, bool?, string> Files => new()
    {
        { "an ordered dictionary", _harmless, "", true, "" },
        { "a command, protocol 3", _harmful, "", false, "posix.system" },
        { "a command, protocol 0", _harmfulOld, "", false, "os.system" },
        { "a checkpoint with a command in it", Zip(("archive/data.pkl", _harmful), ("archive/version", [0x33])), "model.pt", false, "posix.system in archive/data.pkl" },
        { "a harmless checkpoint", Zip(("archive/data.pkl", _harmless), ("archive/data/0", new byte[64])), "model.pt", true, "" },
        { "a pickle under another name", Zip(("weights.bin", _harmful)), "model.zip", false, "posix.system in weights.bin" },
        { "a Keras archive with a function", Zip(("config.json", Encoding.UTF8.GetBytes("{\"layers\":[{\"class_name\": \"Lambda\"}]}"))), "model.keras", false, "a Lambda layer in config.json" },
        { "safetensors", [.. BitConverter.GetBytes(2L), (byte)'{', (byte)'}'], "m.safetensors", true, "" },
        { "a pickle that is cut off", _harmless[..20], "", null, "" },
        { "an array of objects", [0x93, .. Encoding.ASCII.GetBytes("NUMPY\u0001\0v\0{'descr': '|O', 'fortran_order': False}")], "x.npy", false, "an array of objects, which is a pickle" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void What_would_run_when_a_file_is_loaded_is_found_without_loading_it(string what, byte[] file, string name, bool? safe, string finding)
    {
        using var stream = new MemoryStream(file);
        var scan = ArtifactScan.Of(stream, name);

        Assert.Equal((what, safe, finding), (what, scan.Safe, string.Join("; ", scan.Findings)));
    }

    [Fact]
    public async Task An_unsafe_artifact_is_flagged_and_another_than_the_recorded_one_is_refused()
    {
        await Gate.RulesAsync(new { rules = new[] { new { rule = "artifact-safe" } } });
        await Gate.RegisterAsync("churn", DigestOf(_harmful));
        await Gate.RegisterAsync("churn", DigestOf(_harmless));

        Assert.Equal("Inconclusive", await Gate.AnswerAsync("churn", 1, "artifact-safe"));
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(1, _harmless)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(1, _harmful)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(2, _harmless)).StatusCode);

        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "artifact-safe"));
        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 2, "artifact-safe"));
        var stated = await Http.PostAsJsonAsync("/api/models/churn/versions/1/facts", new { kind = "scan", body = new { safe = true } }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, stated.StatusCode);
    }

    [Fact]
    public void The_public_signatures_are_read_and_the_bad_ones_refused_each_for_its_own_reason()
    {
        var folder = Path.Join(Vectors.Folder("oms"), "test-vectors/v1.0");
        foreach (var (name, method) in new[] { ("key", SigningMethod.Key), ("certificate", SigningMethod.Certificate), ("sigstore", SigningMethod.Sigstore) })
            Assert.Equal(method, SignatureBundle.Parse(File.ReadAllText(Path.Join(folder, $"valid/{name}.bundle.json"))).Method);

        var reasons = Directory.GetFiles(Path.Join(folder, "invalid")).Concat(Directory.GetFiles(Path.Join(folder, "invalid-payload"))).Order(StringComparer.Ordinal)
            .Select(f => Assert.Throws<FormatException>(() => SignatureBundle.Parse(File.ReadAllText(f))).Message).ToList();

        Assert.Equal(
            [
                "The statement is about 'https://example.com/wrong-predicate/v1.0', not about a model's signature.",
                "The bundle is empty.",
                "The bundle has no envelope.",
                "A certificate of Sigstore comes with an entry of its transparency log; there is none.",
                "The bundle has no verification material.",
            ], reasons);
    }

    [Fact]
    public void A_real_certificates_key_did_sign_its_bundle_and_not_another_payload()
    {
        var bundle = SignatureBundle.Parse(File.ReadAllText(Path.Join(Vectors.Folder("oms"), "test-vectors/v1.0/valid/certificate.bundle.json")));
        using var leaf = X509CertificateLoader.LoadCertificate(bundle.Certificates[0]);
        using var key = leaf.GetECDsaPublicKey()!;

        Assert.True(bundle.IsSignedBy(key));
        Assert.False((bundle with { Payload = [.. bundle.Payload, 0x20] }).IsSignedBy(key));
    }

    [Fact]
    public async Task A_signature_counts_only_by_a_trusted_key_and_only_over_the_recorded_artifact()
    {
        await Gate.RulesAsync(new { rules = new[] { new { rule = "artifact-verified" } } });
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var digest = DigestOf(_harmless);
        await Gate.RegisterAsync("churn", digest);
        var bundle = Bundle(key, digest["sha256:".Length..]);

        Assert.Equal(HttpStatusCode.OK, (await SignAsync(bundle)).StatusCode);
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "artifact-verified"));

        await Http.PostAsJsonAsync("/api/signers", new { name = "Release key", pem = key.ExportSubjectPublicKeyInfoPem() }, Stop);
        await SignAsync(bundle);
        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 1, "artifact-verified"));

        await SignAsync(Bundle(key, new string('b', 64)));
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "artifact-verified"));
        Assert.Equal(HttpStatusCode.BadRequest, (await SignAsync("{}")).StatusCode);
    }

    [Fact]
    public async Task Pre_trained_weights_with_source_and_digest_need_no_signature_of_ours()
    {
        await Gate.RulesAsync(new { rules = new[] { new { rule = "artifact-verified" } } });
        await Gate.RegisterAsync("churn", baseModel: "distilbert-base-uncased");
        Assert.Equal("Inconclusive", await Gate.AnswerAsync("churn", 1, "artifact-verified"));

        await Gate.FactAsync("churn", 1, "pretrained", new { source = "https://example.com/distilbert", digest = $"sha256:{new string('c', 64)}", licence = "Apache-2.0" });

        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 1, "artifact-verified"));
    }

    private Task<HttpResponseMessage> SendAsync(int version, byte[] bytes) => Http.PutAsync($"/api/models/churn/versions/{version}/artifact?file=model.pkl", new ByteArrayContent(bytes), Stop);

    private Task<HttpResponseMessage> SignAsync(string bundle) => Http.PutAsync("/api/models/churn/versions/1/signature", new StringContent(bundle, Encoding.UTF8, "application/json"), Stop);

    private static string Bundle(ECDsa key, string digest)
    {
        var statement = JsonSerializer.SerializeToUtf8Bytes(new
        {
            _type = "https://in-toto.io/Statement/v1",
            subject = new[] { new { name = "model", digest = new { sha256 = Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(digest))) } } },
            predicateType = "https://model_signing/signature/v1.0",
            predicate = new { resources = new[] { new { name = "model.pkl", digest, algorithm = "sha256" } }, serialization = new { method = "files", hash_type = "sha256", allow_symlinks = false } },
        });
        const string type = "application/vnd.in-toto+json";
        byte[] signed = [.. Encoding.UTF8.GetBytes($"DSSEv1 {type.Length} {type} {statement.Length} "), .. statement];

        return JsonSerializer.Serialize(new
        {
            mediaType = "application/vnd.dev.sigstore.bundle.v0.3+json",
            verificationMaterial = new { publicKey = new { hint = "ours" }, tlogEntries = Array.Empty<string>() },
            dsseEnvelope = new { payload = Convert.ToBase64String(statement), payloadType = type, signatures = new[] { new { sig = Convert.ToBase64String(key.SignData(signed, HashAlgorithmName.SHA384, DSASignatureFormat.Rfc3279DerSequence)) } } },
        });
    }

    private static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
