using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assay.Components;
using Assay.Tests.Gate;

namespace Assay.Tests.Models;

public sealed class BomTests(Product product) : InNewOrganization(product)
{
    private const string _torch = """
        {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[
          {"type":"library","name":"torch","version":"1.13.0","purl":"pkg:pypi/torch@1.13.0","licenses":[{"license":{"id":"BSD-3-Clause"}}]},
          {"type":"library","name":"numpy","version":"2.1.0","purl":"pkg:pypi/numpy@2.1.0"}]}
        """;

    private const string _advisories = """
        [{"id":"PYSEC-2022-43015","modified":"2023-11-08T04:11:25Z","summary":"Arbitrary code execution in torch.jit.annotations.parse_type_line",
          "database_specific":{"severity":"CRITICAL"},
          "affected":[{"package":{"ecosystem":"PyPI","name":"torch"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.13.1"}]}]}]}]
        """;

    private GateSteps Gate => field ??= new(Product, Http);

    [Fact]
    public void Every_bill_of_materials_of_the_public_vectors_is_taken_or_refused_as_its_name_says()
    {
        var files = Directory.GetFiles(Path.Join(Vectors.Folder("cyclonedx"), "1.6"));
        List<string> wrong = [];

        foreach (var file in files)
        {
            string? refusal = null;
            try
            {
                BomText.Parse(File.ReadAllText(file));
            }
            catch (FormatException said)
            {
                refusal = said.Message;
            }

            if (Path.GetFileName(file).StartsWith("valid-", StringComparison.Ordinal) != refusal is null) wrong.Add($"{Path.GetFileName(file)}: {refusal ?? "taken"}");
        }

        Assert.Equal(22, files.Length);
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_is_refused_is_named_with_its_place()
    {
        await Gate.RegisterAsync("churn");

        var refused = await PutAsync("bom", """{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"foo","name":"x"}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("$.components[0].type", await refused.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_known_vulnerable_library_blocks_the_gate_from_a_loaded_file_and_without_any_network()
    {
        await Gate.RulesAsync(new { rules = new object[] { new { rule = "no-known-vulnerability" }, new { rule = "components-evaluated" } } });
        await Gate.RegisterAsync("churn");
        Assert.Equal("Inconclusive", await Gate.AnswerAsync("churn", 1, "no-known-vulnerability"));

        (await PutAsync("bom", _torch)).EnsureSuccessStatusCode();
        Assert.Equal("Inconclusive", await Gate.AnswerAsync("churn", 1, "no-known-vulnerability"));
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "components-evaluated"));

        var loaded = await Http.PostAsync("/api/components/advisories", new StringContent(_advisories, Encoding.UTF8, "application/json"), Stop);
        Assert.True(loaded.IsSuccessStatusCode, await loaded.Content.ReadAsStringAsync(Stop));
        var listed = await Http.GetFromJsonAsync<JsonElement>("/api/components", Stop);
        Assert.Equal("PYSEC-2022-43015", listed.EnumerateArray().Single(c => c.GetProperty("name").GetString() == "torch").GetProperty("advisories")[0].GetString());
        Assert.Equal("Fail", await Gate.AnswerAsync("churn", 1, "no-known-vulnerability"));
        Assert.Contains("torch 1.13.0 (PYSEC-2022-43015)", await Http.GetStringAsync("/", Stop), StringComparison.Ordinal);

        await Gate.RegisterAsync("churn");
        (await PutAsync("bom", _torch.Replace("1.13.0", "1.13.1", StringComparison.Ordinal), 2)).EnsureSuccessStatusCode();
        await Http.PostAsJsonAsync("/api/components/evaluations", new { accepted = true, note = "Read the licences." }, Stop);

        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 2, "no-known-vulnerability"));
        Assert.Equal("Pass", await Gate.AnswerAsync("churn", 2, "components-evaluated"));
    }

    [Theory]
    [InlineData("1.13.0", "1.13.1", -1)]
    [InlineData("1.13", "1.13.0", 0)]
    [InlineData("2.0.0rc1", "2.0.0", -1)]
    [InlineData("2.0.0a1", "2.0.0rc1", -1)]
    [InlineData("1.10.0", "1.9.9", 1)]
    [InlineData("2.1.0+cu118", "2.1.0", 0)]
    public void Releases_are_compared_as_their_makers_mean_them(string left, string right, int expected) =>
        Assert.Equal(expected, Math.Sign(ReleaseOrder.Compare(left, right)));

    [Fact]
    public async Task Our_bill_of_materials_is_valid_by_a_validator_that_is_not_ours()
    {
        Assert.SkipUnless(Directory.Exists(Repository.Folder("node_modules/ajv")), "The npm packages ajv and ajv-formats are not installed; run npm ci.");
        await Gate.RegisterAsync("churn", parameters: new { depth = 4 }, baseModel: "distilbert-base-uncased");
        await Gate.FactAsync("churn", 1, "evaluation", new { dataset = "holdout", metrics = new { accuracy = 0.93, auc = "0.97" } });
        (await PutAsync("bom", _torch)).EnsureSuccessStatusCode();

        var bom = await Http.GetAsync("/api/models/churn/versions/1/bom", Stop);
        var text = await bom.Content.ReadAsStringAsync(Stop);

        Assert.Equal("application/vnd.cyclonedx+json", bom.Content.Headers.ContentType!.MediaType);
        Assert.Equal("", await AjvAsync(text));
        Assert.Contains("machine-learning-model", text, StringComparison.Ordinal);
        Assert.Contains("torch", text, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> PutAsync(string what, string text, int version = 1) =>
        await Http.PutAsync($"/api/models/churn/versions/{version}/{what}", new StringContent(text, Encoding.UTF8, "application/json"), Stop);

    /// <returns>What the validator says against it.</returns>
    private static async Task<string> AjvAsync(string bom)
    {
        const string script = """
            const Ajv = require('ajv').default, formats = require('ajv-formats'), fs = require('fs');
            const dir = process.argv[1] + '/src/Assay/Components/Schema/', read = n => JSON.parse(fs.readFileSync(dir + n + '.schema.json'));
            const ajv = new Ajv({ strict: false, allErrors: true });
            formats(ajv);
            require('ajv-formats-draft2019')(ajv);
            ajv.addSchema(read('spdx')); ajv.addSchema(read('jsf-0.82'));
            const check = ajv.compile(read('bom-1.6'));
            if (!check(JSON.parse(fs.readFileSync(0)))) process.stdout.write(JSON.stringify(check.errors));
            """;

        using var node = Process.Start(new ProcessStartInfo("node", ["-e", script, Repository.Folder(".")])
        {
            WorkingDirectory = Repository.Folder("."),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(Stop), node.StandardError.ReadToEndAsync(Stop));
        await node.StandardInput.WriteAsync(bom);
        node.StandardInput.Close();
        await node.WaitForExitAsync(Stop);
        return await output + await errors;
    }
}
