namespace Assay.Jobs;

/// <summary>What a job goes through that serves everybody: it opens one organisation after the other, as people do.</summary>
public sealed class AllOrganizations
{
    private readonly DatabaseSources _sources;

    internal AllOrganizations(DatabaseSources sources) => _sources = sources;

    public async Task<IReadOnlyList<OrganizationId>> ListAsync(CancellationToken stop)
    {
        await using var command = _sources.Identity.CreateCommand("select id from organization order by id");
        await using var rows = await command.ExecuteReaderAsync(stop);

        List<OrganizationId> all = [];
        while (await rows.ReadAsync(stop)) all.Add(new(rows.GetGuid(0)));

        return all;
    }
}
