using Microsoft.AspNetCore.Hosting;

namespace Assay.Tests.Evidence;

/// <summary>The product on a port of its own, as a command line or a large upload needs it.</summary>
public sealed class ListeningProduct : Product
{
    public ListeningProduct(TestCluster cluster) : base(cluster) => UseKestrel(0);

    public string Address => ClientOptions.BaseAddress.ToString();
}
