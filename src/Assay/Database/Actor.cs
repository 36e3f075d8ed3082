namespace Assay.Database;

/// <summary>Who does it, within which organisation. The name is for screens only and never enters the ledger.</summary>
public sealed record Actor(OrganizationId Organization, Guid UserId, string Name)
{
    /// <summary>A program with a token of its own rather than a person; such a one never approves.</summary>
    public bool IsService { get; init; }

    /// <summary>The job of this server that acts by the clock, where it is one.</summary>
    public string? JobName { get; private init; }

    public static Actor Job(OrganizationId organization, string name) => new(organization, Guid.Empty, name) { IsService = true, JobName = name };
}
