using Assay.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.SignOn;

/// <summary>The identity provider of one organisation, and what its word is worth there.</summary>
public sealed class SignOnProvider : IIdentityRow
{
    public Guid OrganizationId { get; init; }

    /// <summary>What stands in the address of the organisation's sign-in page.</summary>
    public string Slug { get; set; } = "";

    /// <summary>What people call it, as on the button.</summary>
    public string Name { get; set; } = "";

    public string Issuer { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Sealed by Data Protection; empty for a client without one. Never shown again.</summary>
    public string SealedSecret { get; set; } = "";

    /// <summary>Whose addresses the provider may speak for. An address elsewhere is refused, whatever it says.</summary>
    public IList<string> Domains { get; set; } = [];

    public EmailTrust EmailTrust { get; set; }

    /// <summary>Whether somebody who has no account yet gets one at the first sign-in.</summary>
    public bool AdmitsUnknown { get; set; }

    public Role DefaultRole { get; set; }

    /// <summary>Whether the provider must say of each sign-in that it took two factors.</summary>
    public bool DemandsSecondFactor { get; set; }

    /// <summary>What the provider calls two factors in <c>acr</c>, where it does not list them in <c>amr</c>; asked of it at each sign-in. Empty for none.</summary>
    public string SecondFactorClass { get; set; } = "";

    public int Version { get; set; }

    /// <summary>Roles that a directory may give. Owning is given by owners; an auditor's role needs a last day.</summary>
    public static IReadOnlyList<Role> RolesToGive { get; } =
        [Role.Employee, Role.Contributor, Role.Approver, Role.ControlOwner, Role.ComplianceManager, Role.Executive];
}

internal sealed class SignOnProviderTable : IEntityTypeConfiguration<SignOnProvider>
{
    public void Configure(EntityTypeBuilder<SignOnProvider> builder)
    {
        builder.HasKey(p => p.OrganizationId);
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}
