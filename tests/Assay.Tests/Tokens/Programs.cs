using System.Net.Http.Headers;
using Assay.Roles;
using Assay.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Tests.Tokens;

/// <summary>Programs with a token of their own.</summary>
internal static class Programs
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Guid> AddServiceAccountAsync(this Product product, string name = "release-pipeline")
    {
        await using var scope = product.Services.CreateAsyncScope();
        var actor = product.Actor!;
        var saved = await scope.ServiceProvider.GetRequiredService<SaveServiceAccount>()
            .RunAsync(actor, null, new() { Name = name, Purpose = "Registers each release.", OwnerId = actor.UserId }, Stop);

        return Assert.IsType<SaveServiceAccount.Outcome.Saved>(saved).Id;
    }

    public static async Task<string> IssueTokenAsync(this Product product, Guid account, int days, params Permission[] scopes)
    {
        await using var scope = product.Services.CreateAsyncScope();
        var issued = await scope.ServiceProvider.GetRequiredService<IssueToken>()
            .RunAsync(product.Actor!, account, new() { Name = "in a test", Days = days, Scopes = scopes }, Stop);

        return Assert.IsType<IssueToken.Outcome.Issued>(issued).Token.Reveal();
    }

    /// <summary>A client that brings a token and no cookie.</summary>
    public static HttpClient Program(this Product product, string? token)
    {
        var client = product.Browser();
        if (token is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
