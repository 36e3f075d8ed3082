namespace Assay.Identity;

/// <summary>Who needs a second factor.</summary>
internal static class SecondFactorRule
{
    /// <summary>A sample company is for looking around: it holds nothing, and whoever tries it out has no phone at hand.</summary>
    public static bool Asks(bool isSample, bool forAll, IEnumerable<Role> roles) => !isSample && (forAll || roles.Any(Privileged.Roles.Contains));
}
