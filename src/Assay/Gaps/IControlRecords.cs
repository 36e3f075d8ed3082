using Assay.Catalog.Gaps;

namespace Assay.Gaps;

/// <summary>What a feature's records show of controls today, whatever was answered. Registered by the feature, so that the analysis knows none of them.</summary>
public interface IControlRecords
{
    Task<IReadOnlyList<RecordFinding>> OfAsync(Actor actor, CancellationToken stop);
}
