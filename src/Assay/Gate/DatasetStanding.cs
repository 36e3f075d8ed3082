namespace Assay.Gate;

/// <summary>How one dataset version stands in the register of datasets.</summary>
/// <param name="Reference">As provenance names it: <c>name@version</c>.</param>
/// <param name="Known">Whether the register has that version.</param>
/// <param name="ApprovedBy">Who approved it, where somebody did.</param>
/// <param name="Licence">An SPDX id, or what stands there instead; null where nothing does.</param>
/// <param name="QualityPassed">Null where its quality was never checked.</param>
public sealed record DatasetStanding(string Reference, bool Known, string? ApprovedBy, string? Licence, bool? QualityPassed);

/// <summary>What the gate asks of the register of datasets. Whoever keeps that register answers.</summary>
public interface IDatasetStandings
{
    /// <returns>One for each reference, in the same order.</returns>
    Task<IReadOnlyList<DatasetStanding>> OfAsync(AssayDb db, IReadOnlyList<string> references, CancellationToken stop);
}
