namespace Assay.Roles;

/// <summary>What a person, or a program, is to an organisation. One may be several.</summary>
public enum Role
{
    /// <summary>Answers for the organisation here: everything, with whom it shares it.</summary>
    Owner,

    /// <summary>Runs the programme from week to week.</summary>
    ComplianceManager,

    /// <summary>Answers for controls: writes their records, keeps their evidence coming.</summary>
    ControlOwner,

    /// <summary>Does the daily work: registers data and models, adds evidence, answers questions.</summary>
    Contributor,

    /// <summary>The second person: approves what others wrote.</summary>
    Approver,

    /// <summary>Reads and acknowledges what concerns everybody.</summary>
    Employee,

    /// <summary>From outside, for one engagement and until a date: reads, asks, samples; changes nothing.</summary>
    Auditor,

    /// <summary>Reads how the programme stands.</summary>
    Executive,

    /// <summary>A program with a token. It may propose and record, never approve.</summary>
    ServiceAccount,
}
