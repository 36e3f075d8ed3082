namespace Assay.Database;

/// <summary>Who does it, within which organisation. The name is for screens only and never enters the ledger.</summary>
public sealed record Actor(OrganizationId Organization, Guid UserId, string Name);
