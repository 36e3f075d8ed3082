namespace Assay.Organizations;

/// <summary>A company that earns its report here. All its data carries its id.</summary>
public sealed class Organization
{
    public const int LongestName = 120;
    public const int LongestIdleMinutes = 120;
    public const int LongestSessionHours = 12;

    private Organization()
    {
    }

    public Organization(OrganizationId id, string name, bool sample, DateTimeOffset createdAt) =>
        (Id, Name, Sample, CreatedAt) = (id.Value, name.Trim(), sample, createdAt);

    public Guid Id { get; private init; }

    public string Name { get; private set; } = "";

    /// <summary>Made up, so that one can look around; marked as such on every page and export.</summary>
    public bool Sample { get; private init; }

    /// <summary>Whether every member needs a second factor, not only those whose role asks for one.</summary>
    public bool SecondFactorForAll { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>A browser that nobody uses is out after this long.</summary>
    public int IdleMinutes { get; private set; } = LongestIdleMinutes;

    /// <summary>Whoever is in proves anew after this long.</summary>
    public int SessionHours { get; private set; } = LongestSessionHours;

    /// <summary>Whether others than owners may come in by password, where there is an identity provider.</summary>
    public bool PasswordSignIn { get; set; } = true;

    public void AskAllForSecondFactor(bool all) => SecondFactorForAll = all;

    public void Set(string name, int idleMinutes, int sessionHours) => (Name, IdleMinutes, SessionHours) = (name.Trim(), idleMinutes, sessionHours);
}
