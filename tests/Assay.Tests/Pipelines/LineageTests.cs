using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Assay.Pipelines;
using Assay.Roles;

namespace Assay.Tests.Pipelines;

public sealed class LineageTests(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    private static readonly string _vectors = Repository.Folder("../shared/vectors/openlineage/tests");

    private readonly HttpClient _http = product.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        product.Roles = [Role.Owner];
        await product.EnterNewOrganizationAsync();
    }

    public ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_example_of_the_specification_is_taken_in()
    {
        if (!Directory.Exists(_vectors)) Assert.Skip($"{_vectors} is not here");
        var examples = Directory.GetFiles(_vectors, "*.json", SearchOption.AllDirectories);
        List<string> refused = [];

        foreach (var file in examples)
        {
            var example = JsonNode.Parse(await File.ReadAllTextAsync(file, Stop))!.AsObject();
            var answer = await SendAsync(example.ContainsKey("eventTime") ? example.ToJsonString() : Carry(file, example));
            if (answer.StatusCode is not HttpStatusCode.Created) refused.Add($"{file}: {await answer.Content.ReadAsStringAsync(Stop)}");
        }

        Assert.Equal(47, examples.Length);
        Assert.Empty(refused);
    }

    [Theory]
    [InlineData("eventTime", "\"yesterday\"", "eventTime")]
    [InlineData("eventType", "\"DONE\"", "eventType")]
    [InlineData("producer", "\"me\"", "producer")]
    [InlineData("schemaURL", null, "schemaURL")]
    [InlineData("run", "{\"runId\":\"7\"}", "run.runId")]
    [InlineData("job", "{\"namespace\":\"n\"}", "job.name")]
    [InlineData("inputs", "{}", "inputs")]
    [InlineData("inputs", "[{\"namespace\":\"n\"}]", "inputs[0].name")]
    [InlineData("outputs", "[{\"namespace\":\"n\",\"name\":\"d\",\"facets\":{\"schema\":{\"_producer\":\"http://p\"}}}]", "outputs[0].facets.schema._schemaURL")]
    public async Task An_event_that_is_wrong_is_refused_with_its_field(string field, string? value, string named)
    {
        var wrong = JsonNode.Parse(Event("train", [], []))!.AsObject();
        if (value is null) wrong.Remove(field);
        else wrong[field] = JsonNode.Parse(value);

        var answer = await SendAsync(wrong.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("errors").TryGetProperty(named, out _), await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_batch_takes_in_what_is_sound_and_names_the_rest()
    {
        var answer = await SendAsync($"[{Event("a", ["raw"], ["clean"])},{{}},{Event("b", ["clean"], ["features"])}]", "/batch");
        var summary = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

        Assert.Equal("partial_success", summary.GetProperty("status").GetString());
        Assert.Equal(2, summary.GetProperty("summary").GetProperty("successful").GetInt32());
        Assert.Equal(1, summary.GetProperty("failedEvents")[0].GetProperty("index").GetInt32());
    }

    [Fact]
    public async Task A_model_leads_back_to_its_sources_and_a_source_forward_to_every_endpoint()
    {
        await ChainAsync();

        var back = await GraphAsync(LineageKey.Of(LineageKind.Model, "models", "ranker"));
        var forward = await GraphAsync(LineageKey.Of(LineageKind.Dataset, "s3://lake", "raw"));

        Assert.Equal([-6, -5, -4, -3, -2, -1, 0, 1, 2], back.Select(p => p.GetProperty("level").GetInt32()));
        Assert.Equal("raw", back[0].GetProperty("name").GetString());
        Assert.Equal("endpoint", forward[^1].GetProperty("kind").GetString()!.ToLowerInvariant());
        Assert.Equal(8, forward[^1].GetProperty("level").GetInt32());
    }

    [Fact]
    public async Task The_graph_can_be_asked_as_it_was()
    {
        await SendAsync(Event("train", ["old"], ["model"], "2026-01-10T00:00:00Z"));
        await SendAsync(Event("train", ["old", "new"], ["model"], "2026-02-10T00:00:00Z"));
        var model = LineageKey.Of(LineageKind.Dataset, "s3://lake", "model");

        Assert.Equal(["old", "train", "model"], (await GraphAsync(model, "2026-01-31T00:00:00Z")).Select(p => p.GetProperty("name").GetString()));
        Assert.Equal(4, (await GraphAsync(model, "2026-02-28T00:00:00Z")).Count);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"/api/lineage/graph?node={model}&at=2026-01-01T00:00:00Z", Stop)).StatusCode);
    }

    [Fact]
    public async Task What_failed_has_produced_nothing()
    {
        await SendAsync(Event("train", ["raw"], ["broken"], type: "FAIL"));

        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"/api/lineage/graph?node={LineageKey.Of(LineageKind.Dataset, "s3://lake", "broken")}", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_dataset_that_the_inventory_does_not_know_is_marked_and_the_picture_has_an_equal_table()
    {
        await _http.PostAsJsonAsync("/api/datasets", new { name = "known", source = "x", licence = "y", location = "s3://lake/raw" }, Stop);
        await ChainAsync();

        var page = await _http.GetStringAsync($"/pipelines/lineage?node={LineageKey.Of(LineageKind.Model, "models", "ranker")}", Stop);

        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("datasets are undocumented:", page, StringComparison.Ordinal);
        Assert.Contains("in the inventory", page, StringComparison.Ordinal);
        Assert.Contains("9 nodes as of", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisation_sees_none_of_it()
    {
        await ChainAsync();
        await product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync($"/api/lineage/graph?node={LineageKey.Of(LineageKind.Model, "models", "ranker")}", Stop)).StatusCode);
    }

    [Fact]
    public async Task An_auditor_reads_lineage_and_sends_none()
    {
        product.Roles = [Role.Auditor];

        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync("/pipelines/lineage", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(Event("a", [], []))).StatusCode);
    }

    /// <summary>A facet within the part of an event that it belongs to.</summary>
    private static string Carry(string file, JsonObject facet)
    {
        var kind = Path.GetRelativePath(_vectors, file).Split('/')[0];
        var whole = JsonNode.Parse(Event("carrier", ["in"], ["out"]))!.AsObject();
        var place = kind.EndsWith("RunFacet", StringComparison.Ordinal) ? whole["run"]!
            : kind.EndsWith("JobFacet", StringComparison.Ordinal) ? whole["job"]!
            : kind.EndsWith("OutputDatasetFacet", StringComparison.Ordinal) ? whole["outputs"]![0]!
            : whole["inputs"]![0]!;
        var field = kind.EndsWith("InputDatasetFacet", StringComparison.Ordinal) ? "inputFacets" : kind.EndsWith("OutputDatasetFacet", StringComparison.Ordinal) ? "outputFacets" : "facets";

        place[field] = facet.DeepClone();
        return whole.ToJsonString();
    }

    private async Task ChainAsync()
    {
        await SendAsync(Event("clean", ["raw"], ["clean"]));
        await SendAsync(Event("featurise", ["clean"], ["features"]));
        await SendAsync(Event("train", ["features"], ["models|ranker"]));
        await SendAsync(Event("deploy", ["models|ranker"], ["endpoints|ranker-eu"]));
    }

    private static string Event(string job, string[] inputs, string[] outputs, string at = "2026-03-01T08:00:00Z", string type = "COMPLETE")
    {
        object Flow(string name) => name.Split('|') is [var space, var own] ? new { @namespace = space, name = own } : new { @namespace = "s3://lake", name };

        return JsonSerializer.Serialize(new
        {
            eventTime = at,
            eventType = type,
            producer = "https://example.com/jobs",
            schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json",
            run = new { runId = "f69a6e9b-9bac-3c9a-9cf6-eacb70ecc9a9" },
            job = new { @namespace = "ml", name = job },
            inputs = inputs.Select(Flow),
            outputs = outputs.Select(Flow),
        });
    }

    private Task<HttpResponseMessage> SendAsync(string json, string path = "") => _http.PostAsync($"/api/v1/lineage{path}", new StringContent(json, Encoding.UTF8, "application/json"), Stop);

    private async Task<List<JsonElement>> GraphAsync(Guid node, string? at = null)
    {
        var graph = await _http.GetFromJsonAsync<JsonElement>($"/api/lineage/graph?node={node}{(at is null ? "" : $"&at={at}")}", Stop);
        return [.. graph.GetProperty("places").EnumerateArray()];
    }
}
