namespace Assay.Registers;

/// <summary>A row of a register: it belongs to an organisation, and two people may edit it at once.</summary>
public interface IRegisterRow : ITenantRow, IVersioned
{
    Guid Id { get; set; }
}
