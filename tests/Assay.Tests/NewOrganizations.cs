namespace Assay.Tests;

internal static class NewOrganizations
{
    private static int _made;

    /// <summary>Makes the next requests as the owner of an organisation that holds nothing yet, so that tests may share a product.</summary>
    public static async Task EnterNewOrganizationAsync(this Product product)
    {
        var number = Interlocked.Increment(ref _made);
        product.Actor = await product.NewOrganizationAsync($"Company {number}", $"owner{number}@example.com");
    }
}
