using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Assay.Roles;

namespace Assay.Tests.Mlflow;

/// <summary>What MLflow documents of its registry, by raw HTTP.</summary>
public sealed class MlflowRegistryTests(Product product) : InNewOrganization(product)
{
    private MlflowClient Mlflow => new(Http);

    [Fact]
    public async Task A_model_is_created_read_renamed_described_and_deleted()
    {
        var created = (await Mlflow.DoAsync("registered-models/create", new { name = "churn" })).GetProperty("registered_model");
        Assert.Equal(["name", "creation_timestamp", "last_updated_timestamp"], created.EnumerateObject().Select(p => p.Name));

        var renamed = (await Mlflow.DoAsync("registered-models/rename", new { name = "churn", new_name = "churn-eu" })).GetProperty("registered_model");
        Assert.Equal("churn-eu", renamed.GetProperty("name").GetString());
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", (await Mlflow.GetAsync("registered-models/get", ("name", "churn"))).ErrorCode);

        var described = await Mlflow.PatchAsync("registered-models/update", new { name = "churn-eu", description = "Who leaves." });
        Assert.Equal("Who leaves.", described.Body.GetProperty("registered_model").GetProperty("description").GetString());

        var deleted = await Mlflow.DeleteAsync("registered-models/delete", new { name = "churn-eu" });
        Assert.Equal((HttpStatusCode.OK, "{}"), (deleted.Status, deleted.Body.GetRawText()));
        Assert.Equal(HttpStatusCode.NotFound, (await Mlflow.GetAsync("registered-models/get", ("name", "churn-eu"))).Status);
        await Mlflow.DoAsync("registered-models/create", new { name = "churn-eu" });
    }

    [Fact]
    public async Task A_version_is_created_with_the_next_number_and_its_number_is_never_given_again()
    {
        await Mlflow.DoAsync("registered-models/create", new { name = "churn" });
        await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://a" });
        var second = (await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://b", run_id = "r" })).GetProperty("model_version");
        Assert.Equal(("2", "None", "READY", "r", ""), (Text(second, "version"), Text(second, "current_stage"), Text(second, "status"), Text(second, "run_id"), Text(second, "run_link")));

        Assert.Equal("{}", (await Mlflow.DeleteAsync("model-versions/delete", new { name = "churn", version = "2" })).Body.GetRawText());
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", (await Mlflow.GetAsync("model-versions/get", ("name", "churn"), ("version", "2"))).ErrorCode);
        Assert.Equal("3", Text((await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://c" })).GetProperty("model_version"), "version"));
        Assert.Equal("s3://c", Text((await Mlflow.GetAsync("model-versions/get-download-uri", ("name", "churn"), ("version", "3"))).Body, "artifact_uri"));
    }

    [Theory]
    [InlineData("registered-models/create", """{"name":"taken"}""", 400, "RESOURCE_ALREADY_EXISTS", "Registered Model (name=taken) already exists.")]
    [InlineData("registered-models/create", "{}", 400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'name'.")]
    [InlineData("registered-models/create", """{"name":5}""", 400, "INVALID_PARAMETER_VALUE", "Invalid value 5 for parameter 'name' supplied")]
    [InlineData("registered-models/create", "not json", 400, "INVALID_PARAMETER_VALUE", "Missing value for required parameter 'name'.")]
    [InlineData("registered-models/rename", """{"name":"none","new_name":"x"}""", 404, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=none not found")]
    [InlineData("registered-models/set-tag", """{"name":"none","key":"k","value":"v"}""", 404, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=none not found")]
    [InlineData("registered-models/set-tag", """{"name":"taken","key":"../k","value":"v"}""", 400, "INVALID_PARAMETER_VALUE", "Names may be treated as files")]
    [InlineData("registered-models/alias", """{"name":"taken","alias":"latest","version":"1"}""", 400, "INVALID_PARAMETER_VALUE", "'latest' alias name (case insensitive) is reserved.")]
    [InlineData("registered-models/alias", """{"name":"taken","alias":"v7","version":"1"}""", 400, "INVALID_PARAMETER_VALUE", "Version alias name 'v7' is reserved.")]
    [InlineData("registered-models/alias", """{"name":"taken","alias":"blue","version":"9"}""", 404, "RESOURCE_DOES_NOT_EXIST", "Model Version (name=taken, version=9) not found")]
    [InlineData("model-versions/create", """{"name":"none","source":"s3://a"}""", 404, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=none not found")]
    [InlineData("model-versions/create", """{"name":"taken","source":"s3://a/../../b"}""", 400, "INVALID_PARAMETER_VALUE", "Invalid model version source")]
    [InlineData("model-versions/transition-stage", """{"name":"taken","version":"1","stage":"Live"}""", 400, "INVALID_PARAMETER_VALUE", "Invalid Model Version stage: Live. Value must be one of None, Staging, Production, Archived.")]
    [InlineData("model-versions/transition-stage", """{"name":"taken","version":"one","stage":"Staging"}""", 400, "INVALID_PARAMETER_VALUE", "Parameter 'version' must be an integer, got 'one'.")]
    [InlineData("model-versions/set-tag", """{"name":"taken","version":"9","key":"k","value":"v"}""", 404, "RESOURCE_DOES_NOT_EXIST", "Model Version (name=taken, version=9) not found")]
    public async Task A_wrong_call_is_refused_with_mlflows_code(string call, string body, int status, string code, string message)
    {
        await Mlflow.DoAsync("registered-models/create", new { name = "taken" });
        await Mlflow.DoAsync("model-versions/create", new { name = "taken", source = "s3://a" });

        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var answer = await Http.PostAsync($"/api/2.0/mlflow/{call}", content, Stop);
        var refused = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Stop));

        Assert.Equal((status, code), ((int)answer.StatusCode, Text(refused, "error_code")));
        Assert.Contains(message, Text(refused, "message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registered-models/search", "max_results", "1001")]
    [InlineData("registered-models/search", "page_token", "bogus!")]
    [InlineData("registered-models/search", "page_token", "eyJvZmZzZXQiOiAwfQ==")]
    [InlineData("registered-models/search", "filter", "name")]
    [InlineData("registered-models/search", "filter", "name = 'a' OR name = 'b'")]
    [InlineData("registered-models/search", "filter", "name = a")]
    [InlineData("registered-models/search", "filter", "description = 'a'")]
    [InlineData("registered-models/search", "filter", "name > 'a'")]
    [InlineData("registered-models/search", "order_by", "description")]
    [InlineData("registered-models/search", "order_by", "name SIDEWAYS")]
    [InlineData("model-versions/search", "filter", "version_number = 'a'")]
    [InlineData("model-versions/search", "filter", "name IN ('a')")]
    [InlineData("model-versions/search", "max_results", "0")]
    public async Task A_search_that_cannot_be_read_is_a_400(string call, string name, string value)
    {
        var answer = await Mlflow.GetAsync(call, (name, value));

        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task Searches_filter_by_attributes_and_tags_and_sort_as_asked()
    {
        foreach (var (name, team) in new[] { ("alpha", "risk"), ("beta", "Risk"), ("gamma", "growth"), ("delta", "") })
        {
            Product.Clock.Advance(TimeSpan.FromSeconds(1));
            await Mlflow.DoAsync("registered-models/create", new { name, tags = team == "" ? [] : new[] { new { key = "team", value = team } } });
            for (var i = 1; i <= 2; i++)
                await Mlflow.DoAsync("model-versions/create", new { name, source = $"s3://{name}/{i}", run_id = $"run{name}{i}", tags = new[] { new { key = "n", value = $"{i}" } } });
        }

        Assert.Equal("alpha", await ModelsAsync("tags.team = 'risk'"));
        Assert.Equal("alpha beta", await ModelsAsync("tags.team ILIKE 'r%'"));
        Assert.Equal("beta gamma", await ModelsAsync("tags.`team` != 'risk'"));
        Assert.Equal("alpha delta gamma", await ModelsAsync("name LIKE '%a' AND name != 'beta'"));
        Assert.Equal("gamma", await ModelsAsync("name ILIKE 'GAM%' and tag.team = \"growth\""));
        Assert.Equal("gamma delta beta alpha", await ModelsAsync("", "last_updated_timestamp DESC", "name DESC").ContinueWith(t => t.Result.Replace("delta gamma", "gamma delta", StringComparison.Ordinal), TaskScheduler.Default));
        Assert.Equal("gamma delta beta alpha", await ModelsAsync("", "name DESC"));

        Assert.Equal("beta/2 beta/1", await VersionsAsync("name = 'beta'"));
        Assert.Equal("alpha/2 beta/2 delta/2 gamma/2", await VersionsAsync("version_number > 1 AND tags.n = '2'", "name ASC"));
        Assert.Equal("alpha/1 gamma/2", await VersionsAsync("run_id IN ('runalpha1', 'rungamma2')", "name"));
        Assert.Equal("delta/1", await VersionsAsync("source_path = 's3://delta/1'"));
        Assert.Equal("alpha/1 beta/1 delta/1 gamma/1", await VersionsAsync("version_number = 1", "creation_timestamp ASC").ContinueWith(t => string.Join(' ', t.Result.Split(' ').Order()), TaskScheduler.Default));
    }

    [Fact]
    public async Task Twenty_five_models_are_paged_through_wholly_and_once()
    {
        for (var i = 0; i < 25; i++) await Mlflow.DoAsync("registered-models/create", new { name = $"m{i:00}" });

        List<string> seen = [];
        string? token = null;
        do
        {
            var page = await Mlflow.GetAsync("registered-models/search", [("max_results", "10"), .. token is null ? Array.Empty<(string, string)>() : [("page_token", token)]]);
            seen.AddRange(page.Body.GetProperty("registered_models").EnumerateArray().Select(m => Text(m, "name")));
            token = page.Body.TryGetProperty("next_page_token", out var next) ? next.GetString() : null;
        }
        while (token is not null);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"m{i:00}"), seen);
    }

    [Fact]
    public async Task Tags_and_aliases_are_set_moved_and_taken_away()
    {
        await Mlflow.DoAsync("registered-models/create", new { name = "churn" });
        await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://a" });
        await Mlflow.DoAsync("model-versions/create", new { name = "churn", source = "s3://b" });
        await Mlflow.DoAsync("registered-models/set-tag", new { name = "churn", key = "team", value = "a" });
        await Mlflow.DoAsync("registered-models/set-tag", new { name = "churn", key = "team", value = "b" });
        await Mlflow.DoAsync("registered-models/alias", new { name = "churn", alias = "blue", version = "1" });
        await Mlflow.DoAsync("registered-models/alias", new { name = "churn", alias = "blue", version = "2" });

        var model = (await Mlflow.GetAsync("registered-models/get", ("name", "churn"))).Body.GetProperty("registered_model");
        Assert.Equal("""[{"key":"team","value":"b"}]""", model.GetProperty("tags").GetRawText());
        Assert.Equal("""[{"alias":"blue","version":"2"}]""", model.GetProperty("aliases").GetRawText());

        await Mlflow.DeleteAsync("registered-models/delete-tag", new { name = "churn", key = "team" });
        Assert.Equal("{}", (await Mlflow.DeleteAsync("registered-models/alias", new { name = "churn", alias = "blue" })).Body.GetRawText());
        Assert.Equal("{}", (await Mlflow.DeleteAsync("registered-models/alias", new { name = "churn", alias = "blue" })).Body.GetRawText());
        model = (await Mlflow.GetAsync("registered-models/get", ("name", "churn"))).Body.GetProperty("registered_model");
        Assert.False(model.TryGetProperty("tags", out _) || model.TryGetProperty("aliases", out _));
    }

    [Fact]
    public async Task The_latest_version_of_each_stage_is_told_with_its_aliases()
    {
        await Mlflow.DoAsync("registered-models/create", new { name = "churn" });
        foreach (var source in new[] { "s3://a", "s3://b", "s3://c" }) await Mlflow.DoAsync("model-versions/create", new { name = "churn", source });
        var moved = await Mlflow.DoAsync("model-versions/transition-stage", new { name = "churn", version = "1", stage = "staging", archive_existing_versions = false });
        Assert.Equal("Staging", Text(moved.GetProperty("model_version"), "current_stage"));
        await Mlflow.DoAsync("registered-models/alias", new { name = "churn", alias = "blue", version = "3" });

        var all = (await Mlflow.DoAsync("registered-models/get-latest-versions", new { name = "churn" })).GetProperty("model_versions");
        var staging = (await Mlflow.GetAsync("registered-models/get-latest-versions", ("name", "churn"), ("stages", "Staging"))).Body.GetProperty("model_versions");

        Assert.Equal(["1", "3"], all.EnumerateArray().Select(v => Text(v, "version")));
        Assert.Equal("""["blue"]""", all[1].GetProperty("aliases").GetRawText());
        Assert.Equal(["1"], staging.EnumerateArray().Select(v => Text(v, "version")));
    }

    [Fact]
    public async Task An_address_that_mlflow_does_not_know_is_a_404_page()
    {
        using var answer = await Http.GetAsync("/api/2.0/mlflow/nothing/here", Stop);

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Another_organisation_finds_nothing_and_a_reader_writes_nothing()
    {
        await Mlflow.DoAsync("registered-models/create", new { name = "churn" });
        Product.Roles = [Role.Auditor];
        using var content = new StringContent("""{"name":"x"}""", Encoding.UTF8, "application/json");
        using var refused = await Http.PostAsync("/api/2.0/mlflow/registered-models/create", content, Stop);
        Product.Roles = [Role.Owner];
        await Product.EnterNewOrganizationAsync();

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("{}", (await Mlflow.GetAsync("registered-models/search")).Body.GetRawText());
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", (await Mlflow.GetAsync("registered-models/get", ("name", "churn"))).ErrorCode);
    }

    private async Task<string> ModelsAsync(string filter, params string[] orderBy)
    {
        var answer = await Mlflow.GetAsync("registered-models/search", [("filter", filter), .. orderBy.Select(o => ("order_by", o))]);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Body.ToString());
        return string.Join(' ', answer.Body.GetProperty("registered_models").EnumerateArray().Select(m => Text(m, "name")));
    }

    private async Task<string> VersionsAsync(string filter, params string[] orderBy)
    {
        var answer = await Mlflow.GetAsync("model-versions/search", [("filter", filter), .. orderBy.Select(o => ("order_by", o))]);
        Assert.True(answer.Status is HttpStatusCode.OK, answer.Body.ToString());
        return string.Join(' ', answer.Body.GetProperty("model_versions").EnumerateArray().Select(v => $"{Text(v, "name")}/{Text(v, "version")}"));
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
