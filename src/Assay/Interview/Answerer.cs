namespace Assay.Interview;

/// <summary>Who answers: a person who is signed in, or a colleague through a link that was given for some questions.</summary>
public sealed record Answerer
{
    private Answerer()
    {
    }

    public required OrganizationId Organization { get; init; }

    public Actor? Actor { get; private init; }

    public Guid? DelegationId { get; private init; }

    public static Answerer Of(Actor actor) => new() { Organization = actor.Organization, Actor = actor };

    public static Answerer Of(OrganizationId organization, Delegation delegation) =>
        new() { Organization = organization, DelegationId = delegation.Id };

    internal void Record(AssayDb db, string kind, string subject, object body) =>
        db.Add(LedgerEntry.Of(Organization, Actor?.LedgerId ?? $"delegation/{DelegationId:n}", kind, subject, body, db.Clock));
}
