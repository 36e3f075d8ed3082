using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Access;

/// <summary>That a person may sign in to a system. An account that several people use is several of these.</summary>
public sealed class Account : IRegisterRow
{
    public Guid OrganizationId { get; private init; }

    public Guid Id { get; set; }

    public int Version { get; set; }

    /// <summary>The name of the system, as its register has it.</summary>
    public string System { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Empty where the list does not say whose it is.</summary>
    public string PersonEmail { get; set; } = "";

    public bool Privileged { get; set; }

    public MfaState Mfa { get; set; }

    public DateOnly? LastUsedOn { get; set; }

    public AccountStatus Status { get; set; }

    public bool IsActive => Status is AccountStatus.Active;
}

/// <summary>Whether a second factor is asked for. Unknown is not yes.</summary>
public enum MfaState
{
    Unknown,
    On,
    Off,
}

public enum AccountStatus
{
    Active,
    Disabled,
}

internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder) => builder.HasKey(a => new { a.OrganizationId, a.Id });
}
