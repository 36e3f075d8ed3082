namespace Assay.Identity;

/// <summary>One sign-in on one browser, until it is ended or lapses.</summary>
/// <remarks>
/// Two limits, after NIST SP 800-63B: a browser that nobody uses is out after <see cref="Idle"/>, and one that is used all
/// day proves anew after <see cref="Longest"/>. When it was seen is written at most once in <see cref="SeenEvery"/>.
/// </remarks>
public sealed class Session
{
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>How long somebody may look for their phone between password and code.</summary>
    public static readonly TimeSpan HalfProved = TimeSpan.FromMinutes(10);

    /// <summary>How long an ended one is kept, so that a person can see where they had been signed in.</summary>
    public static readonly TimeSpan KeptAfterwards = TimeSpan.FromDays(30);

    /// <summary>One more ends the oldest, so that nobody collects them without end.</summary>
    public const int MostOpen = 20;

    private Session()
    {
    }

    public Session(Guid userId, OrganizationId organization, Proof proof, string browser, DateTimeOffset now) =>
        (Id, UserId, OrganizationId, Proof, Browser, OpenedAt, SeenAt) = (Guid.CreateVersion7(now), userId, organization.Value, proof, browser, now, now);

    public Guid Id { get; private init; }

    public Guid UserId { get; private init; }

    /// <summary>The organisation that was entered. Whoever belongs to several may switch.</summary>
    public Guid? OrganizationId { get; private set; }

    public Proof Proof { get; private init; }

    /// <summary>In words, as <c>Firefox on Linux</c>.</summary>
    public string Browser { get; private init; } = "";

    public DateTimeOffset OpenedAt { get; private init; }

    public DateTimeOffset SeenAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEnd? EndedBecause { get; private set; }

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && IsWithin(Idle, Longest, now);

    /// <summary>Whether it holds by an organisation's own limits, which may be stricter than the house's.</summary>
    public bool IsWithin(TimeSpan idle, TimeSpan longest, DateTimeOffset now) => now < OpenedAt + longest && now < SeenAt + idle;

    public void Enter(OrganizationId organization) => OrganizationId = organization.Value;

    public void End(SessionEnd because, DateTimeOffset now)
    {
        if (EndedAt is null) (EndedAt, EndedBecause) = (now, because);
    }
}
