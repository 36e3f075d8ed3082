using Assay.Roles;

namespace Assay.Tests.SignOn;

/// <summary>Tests that each have a provider of their own, which organisations may be told to trust.</summary>
public abstract class WithProvider(Product product) : IClassFixture<Product>, IAsyncLifetime
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected Product Product => product;

    protected FakeProvider Provider { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        product.Roles = [Role.Owner];
        Provider = await FakeProvider.StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Provider.DisposeAsync();
    }
}
