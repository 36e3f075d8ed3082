using Assay.Database;

namespace Assay.Tests;

internal static class NewOrganizations
{
    private static int _made;

    /// <summary>Makes the next requests as the owner of an organisation that holds nothing yet, so that tests may share a product.</summary>
    public static async Task EnterNewOrganizationAsync(this Product product) => product.Actor = (await product.NewOwnerAsync()).Owner;

    /// <summary>Somebody who owns an organisation that holds nothing yet, with the address they sign in by.</summary>
    public static async Task<(Actor Owner, string Email)> NewOwnerAsync(this Product product)
    {
        var number = Interlocked.Increment(ref _made);
        var email = $"owner{number}@example.com";
        return (await product.NewOrganizationAsync($"Company {number}", email), email);
    }
}
