using Assay.Roles;
using Assay.Tests.Identity;

namespace Assay.Tests;

/// <summary>Tests that each begin as the owner of an organisation that nobody else has touched.</summary>
public abstract class InNewOrganization(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected Product Product => product;

    /// <summary>Shows redirects rather than following them.</summary>
    protected HttpClient Http { get; } = product.Browser();

    public virtual async ValueTask InitializeAsync() => await product.EnterNewOrganizationAsync();

    public virtual ValueTask DisposeAsync()
    {
        product.Roles = [Role.Owner];
        Http.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
