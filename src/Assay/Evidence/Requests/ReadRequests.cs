namespace Assay.Evidence;

/// <summary>The auditor's requests, each with what answers it.</summary>
public sealed class ReadRequests(Tenancy tenancy, MatchRequests match)
{
    public async Task<IReadOnlyList<MatchRequests.Match>> RunAsync(OrganizationId organization, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(organization, stop);
        return await match.RunAsync(db, stop);
    }
}
