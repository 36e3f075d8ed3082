namespace Assay.Organizations;

/// <summary>That a person belongs to an organisation. What they may do there is in their grants.</summary>
public sealed class Membership
{
    private Membership()
    {
    }

    public Membership(OrganizationId organization, Guid userId, DateTimeOffset since) =>
        (OrganizationId, UserId, Since) = (organization.Value, userId, since);

    public Guid OrganizationId { get; private init; }

    public Guid UserId { get; private init; }

    public DateTimeOffset Since { get; private init; }

    /// <summary>Whoever left keeps their name beside what they did, and nothing else.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public void End(DateTimeOffset at) => EndedAt ??= at;

    public void Resume() => EndedAt = null;
}
