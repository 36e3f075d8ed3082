using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Assay.Roles;

namespace Assay.Tests.Roles;

/// <summary>Every way in, with every role. What a door does not declare is shut to all of them.</summary>
public sealed partial class PermissionMatrixTests(Product product) : IClassFixture<Product>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_door_says_what_it_needs() =>
        Assert.Empty(Doors().Where(d => d is { IsOpen: false, Needs: [] }).Select(d => d.Title).Except(_shut));

    [Fact]
    public void Every_form_of_a_page_says_what_it_needs()
    {
        var undeclared =
            from file in Directory.EnumerateFiles(Repository.Folder("src/Assay"), "*.razor", SearchOption.AllDirectories)
            let text = File.ReadAllText(file)
            where text.StartsWith("@page", StringComparison.Ordinal) && !text.Contains("[AllowAnonymous]", StringComparison.Ordinal)
            from Match form in FormName().Matches(text)
            let name = form.Groups["name"].Value
            where !text.Contains($"Form = \"{name}", StringComparison.Ordinal)
            select $"{Path.GetFileName(file)}: {name}";

        Assert.Empty(undeclared);
    }

    [Fact]
    public async Task Each_role_is_refused_what_it_may_not()
    {
        List<string> let = [];

        foreach (var role in Enum.GetValues<Role>())
        {
            product.Roles = [role];
            var http = product.Browser();

            foreach (var door in Doors().Where(d => !d.IsOpen && !d.Allows(role)))
            {
                using var answer = await http.SendAsync(door.Knock(), Stop);
                if (answer.StatusCode is not HttpStatusCode.Forbidden) let.Add($"{role}: {door.Title}: {answer.StatusCode}");
            }
        }

        Assert.Empty(let);
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Executive)]
    public async Task Each_role_opens_the_pages_that_it_may(Role role)
    {
        product.Roles = [role];
        var http = product.Browser();
        List<string> shut = [];

        foreach (var door in Doors().Where(d => d is { IsOpen: false, Method: "GET" } && !d.Pattern.Contains('{', StringComparison.Ordinal) && d.Allows(role)))
        {
            using var answer = await http.SendAsync(door.Knock(), HttpCompletionOption.ResponseHeadersRead, Stop);
            if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or (>= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented)) shut.Add($"{door.Title}: {answer.StatusCode}");
        }

        Assert.Empty(shut);
    }

    [Fact]
    public async Task Nobody_shows_a_link_that_leads_to_a_refusal()
    {
        product.Roles = [Role.Employee];

        var page = await product.Browser().GetStringAsync("/", Stop);

        Assert.Contains("href=\"/library\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/people\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/gaps\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_account_may_approve_nothing() =>
        Assert.DoesNotContain(Enum.GetValues<Permission>(), p =>
            Grants.Allow(Role.ServiceAccount, p) && (p.ToString().StartsWith("Approve", StringComparison.Ordinal) || p.ToString().StartsWith("Review", StringComparison.Ordinal) || p.ToString().StartsWith("SignOff", StringComparison.Ordinal)));

    [Fact]
    public void An_auditor_and_an_executive_change_nothing() =>
        Assert.Empty(Doors().Where(d => !d.IsOpen && d.Method is not "GET" && (d.Allows(Role.Auditor) || d.Allows(Role.Executive)))
            .Where(d => !d.Needs.All(_harmless.Contains)).Select(d => d.Title).Except(_questions));

    /// <summary>The table that people read. When it changes on purpose, run with APPROVE=1 and commit the file.</summary>
    [Fact]
    public async Task The_matrix_in_the_documentation_is_the_one_in_force()
    {
        var file = Repository.Folder("docs/reference/permissions.md");
        var now = Matrix();

        if (Environment.GetEnvironmentVariable("APPROVE") is "1") await File.WriteAllTextAsync(file, now, Stop);
        Assert.Equal(await File.ReadAllTextAsync(file, Stop), now);
    }

    /// <summary>Questions that somebody else's protocol asks by POST.</summary>
    private static readonly string[] _questions = ["POST /api/2.0/mlflow/experiments/search", "POST /api/2.0/mlflow/runs/search", "POST /ajax-api/2.0/mlflow/experiments/search", "POST /ajax-api/2.0/mlflow/runs/search", "POST /ajax-api/2.0/mlflow/registered-models/get-latest-versions",
        "POST /api/2.0/mlflow/registered-models/get-latest-versions"];

    /// <summary>The framework's, for pages that live in a script; ours do not, so it stays shut.</summary>
    private static readonly string[] _shut = ["GET /_framework/opaque-redirect"];

    /// <summary>One's own account, and questions that are asked by POST because they are long.</summary>
    private static readonly Permission[] _harmless = [Permission.UseOwnAccount, Permission.ReadProgramme, Permission.ReadLibrary];

    private IReadOnlyList<Door> Doors()
    {
        product.Browser().Dispose();        // doors are there once the product runs
        return Door.AllOf(product.Services);
    }

    private string Matrix()
    {
        var roles = Enum.GetValues<Role>();
        var text = new StringBuilder("""
            # Who may do what

            Written by a test from what each door declares; what a door does not declare is shut to everybody. A page has one
            line for looking at it and one for each of its forms. Jobs run as the server itself, under no role: none of them
            approves anything. A token is limited further by its scopes.

            ## Permissions and roles


            """);

        text.Append("| permission |").AppendJoin('|', roles.Select(r => $" {RoleWords.Of(r)} ")).Append("|\n|---|").AppendJoin('|', roles.Select(_ => ":-:")).Append("|\n");
        foreach (var permission in Enum.GetValues<Permission>())
            text.Append($"| {permission} |").AppendJoin('|', roles.Select(r => Grants.Allow(r, permission) ? " ● " : "   ")).Append("|\n");

        text.Append("\n## Doors\n\n| door | needs |\n|---|---|\n");
        foreach (var door in Doors()) text.Append($"| `{door.Title}` | {(door.IsOpen ? "open to everybody" : string.Join(", ", door.Needs))} |\n");

        return text.ToString();
    }

    [GeneratedRegex("@formname=\"(@\\(\\$\")?(?<name>[a-z][a-z-]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormName();
}
