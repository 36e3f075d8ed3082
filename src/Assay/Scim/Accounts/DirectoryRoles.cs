using Microsoft.EntityFrameworkCore;

namespace Assay.Scim;

/// <summary>Gives people the roles of the groups that they are in, and takes away those of groups they are in no more.</summary>
/// <remarks>Only what the directory gave is taken: a role that a manager gave stays. Whoever is active is an employee at least.</remarks>
public sealed class DirectoryRoles(IdentityDb db, TimeProvider clock)
{
    private sealed record Change(bool Given, Guid UserId, string Role);

    /// <param name="people">Whose groups or state changed; their rows must be written already.</param>
    public async Task RefreshAsync(Actor actor, IReadOnlyCollection<Guid> people, CancellationToken stop)
    {
        if (people.Count == 0) return;

        var organization = actor.Organization.Value;
        var ids = people.ToArray();

        var changes = await db.Database.SqlQuery<Change>($"""
            with person as (
                select account_id, id, active from scim_user where organization_id = {organization} and id = any({ids}) and account_id is not null),
            wanted as (
                select account_id, 'Employee' as role from person where active
                union
                select p.account_id, g.role from person p
                join scim_member m on m.organization_id = {organization} and m.user_id = p.id
                join scim_group g on g.organization_id = {organization} and g.id = m.group_id
                where p.active and g.role is not null),
            taken as (
                delete from role_grant r using person p
                where r.organization_id = {organization} and r.user_id = p.account_id and r.source = 'Directory'
                  and not exists (select from wanted w where w.account_id = r.user_id and w.role = r.role)
                returning r.user_id, r.role),
            given as (
                insert into role_grant (organization_id, user_id, role, source, since)
                select {organization}, account_id, role, 'Directory', {clock.GetUtcNow()} from wanted
                on conflict do nothing
                returning user_id, role)
            select true as "Given", user_id as "UserId", role as "Role" from given
            union all
            select false, user_id, role from taken
            """).ToListAsync(stop);

        foreach (var person in changes.GroupBy(c => (c.Given, c.UserId)))
        {
            var kind = person.Key.Given ? "directory.roles_given" : "directory.roles_taken";
            db.Record(actor, kind, $"user/{person.Key.UserId:n}", new { roles = person.Select(c => c.Role).Order(StringComparer.Ordinal).ToArray() }, clock);
        }
    }
}
