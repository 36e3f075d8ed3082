namespace Assay.Database;

/// <summary>A row of one organisation. The context stamps it on insert and names it in every query.</summary>
public interface ITenantRow
{
    Guid OrganizationId { get; }
}
