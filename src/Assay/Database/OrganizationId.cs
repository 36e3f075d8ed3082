namespace Assay.Database;

/// <summary>Names one organisation. Version 7, so ids sort by the time of creation.</summary>
public readonly record struct OrganizationId(Guid Value)
{
    public static OrganizationId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    public override string ToString() => Value.ToString("n");
}
