namespace Assay.Gate;

/// <summary>Answers where there is no register of datasets: nothing is known, so nothing is approved.</summary>
internal sealed class NoDatasetRegister : IDatasetStandings
{
    public Task<IReadOnlyList<DatasetStanding>> OfAsync(AssayDb db, IReadOnlyList<string> references, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<DatasetStanding>>([.. references.Select(r => new DatasetStanding(r, false, null, null, null))]);
}
