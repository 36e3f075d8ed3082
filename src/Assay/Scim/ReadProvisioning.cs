using Microsoft.EntityFrameworkCore;

namespace Assay.Scim;

/// <summary>What an owner sees of provisioning: the groups with their roles, and where directory and people register disagree.</summary>
/// <remarks>The register, which comes from payroll, is what leavers are reconciled against. The directory never writes to it.</remarks>
public sealed class ReadProvisioning(Tenancy tenancy)
{
    private const int _most = 100;

    public sealed record Group(Guid Id, string Name, int Members, string? Role);

    /// <param name="Why">What an auditor would ask.</param>
    public sealed record Question(string Name, string UserName, string Why);

    public sealed record View(int People, int Active, int WithAccount, IReadOnlyList<Group> Groups, IReadOnlyList<Question> Questions);

    public async Task<View> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var db = await tenancy.OpenAsync(actor.Organization, stop);
        var organization = actor.Organization.Value;
        var today = db.Clock.Today;

        var counts = (await db.Database.SqlQuery<Counts>($"""
            select count(*)::int as "People", count(*) filter (where active)::int as "Active", count(*) filter (where active and account_id is not null)::int as "WithAccount"
            from scim_user where organization_id = {organization}
            """).ToListAsync(stop))[0];

        var groups = await db.Database.SqlQuery<Group>($"""
            select g.id as "Id", g.display_name as "Name", (select count(*)::int from scim_member m where m.organization_id = {organization} and m.group_id = g.id) as "Members", g.role as "Role"
            from scim_group g where g.organization_id = {organization} order by g.display_name_key, g.id limit 500
            """).ToListAsync(stop);

        var questions = await db.Database.SqlQuery<Question>($"""
            select coalesce(u.display_name, u.name_formatted, u.user_name) as "Name", u.user_name as "UserName",
                   case when p.id is null then 'not in the people register' when p.ends_on < {today} then 'left on ' || p.ends_on || ' by the people register, active in the directory'
                        else 'has no account: no address, or one whose account belongs to another organisation too' end as "Why"
            from scim_user u
            left join person p on p.organization_id = {organization} and (lower(p.email) = u.user_name_key or exists (
                select from scim_value v where v.organization_id = {organization} and v.user_id = u.id and v.attribute = 'emails' and v.value_key = lower(p.email)))
            where u.organization_id = {organization} and u.active and (p.id is null or p.ends_on < {today} or u.account_id is null)
            order by u.user_name_key limit {_most}
            """).ToListAsync(stop);

        return new(counts.People, counts.Active, counts.WithAccount, groups, questions);
    }

    private sealed record Counts(int People, int Active, int WithAccount);
}
