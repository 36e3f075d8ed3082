namespace Assay.Tests.SignOn;

/// <summary>A product, a provider and an organisation that uses it, for tests that leave its settings alone.</summary>
public sealed class SignOnFixture(TestCluster cluster) : IAsyncLifetime
{
    public Product Product { get; } = new(cluster);

    public FakeProvider Provider { get; private set; } = null!;

    public SignOnDoor Door { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Product.InitializeAsync();
        Provider = await FakeProvider.StartAsync();
        Door = await SignOnDoor.OpenAsync(Product, Provider);
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
