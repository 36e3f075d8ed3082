using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Assay.Scim;

/// <summary>Reads one organisation's users and groups. The database filters, sorts and pages.</summary>
public sealed class ReadResources(IdentityDb db)
{
    /// <param name="At">The address of the service, in which resources name each other.</param>
    public sealed record Asked(Actor Actor, string At);

    public async Task<(ScimUser Row, JsonObject Json)?> UserAsync(Asked asked, Guid id, Projection projection, CancellationToken stop)
    {
        await using var transaction = await BeginAsync(asked.Actor, stop);
        var user = await Users(asked.Actor).Include(u => u.Values).AsSplitQuery().SingleOrDefaultAsync(u => u.Id == id, stop);

        return user is null ? null : (user, (await JsonAsync(asked, [user], projection, stop))[0]);
    }

    public async Task<(ScimGroup Row, JsonObject Json)?> GroupAsync(Asked asked, Guid id, Projection projection, CancellationToken stop)
    {
        await using var transaction = await BeginAsync(asked.Actor, stop);
        var group = await Groups(asked.Actor).SingleOrDefaultAsync(g => g.Id == id, stop);

        return group is null ? null : (group, (await JsonAsync(asked, [group], projection, stop))[0]);
    }

    /// <returns>How many there are in all, and one page of them.</returns>
    public async Task<(int Total, IReadOnlyList<JsonObject> Page)> UsersAsync(Asked asked, ListQuery query, CancellationToken stop)
    {
        await using var transaction = await BeginAsync(asked.Actor, stop);
        var (total, page) = await PageAsync(Users(asked.Actor), UserSchema.Schema, query, u => u.Include(r => r.Values).AsSplitQuery(), stop);

        return (total, await JsonAsync(asked, page, query.Projection, stop));
    }

    /// <inheritdoc cref="UsersAsync"/>
    public async Task<(int Total, IReadOnlyList<JsonObject> Page)> GroupsAsync(Asked asked, ListQuery query, CancellationToken stop)
    {
        await using var transaction = await BeginAsync(asked.Actor, stop);
        var (total, page) = await PageAsync(Groups(asked.Actor), GroupSchema.Schema, query, g => g, stop);

        return (total, await JsonAsync(asked, page, query.Projection, stop));
    }

    private static async Task<(int Total, List<TRow> Page)> PageAsync<TRow>(
        IQueryable<TRow> rows, ScimSchema schema, ListQuery query, Func<IQueryable<TRow>, IQueryable<TRow>> include, CancellationToken stop) where TRow : ScimRow
    {
        var asked = new FilterQuery<TRow>(schema);
        if (query.Filter is not null) rows = rows.Where(asked.Of(FilterParser.Parse(query.Filter, schema)));

        var total = await rows.CountAsync(stop);
        if (query.Count == 0 || query.StartIndex > total) return (total, []);

        // By id at last, so that pages neither overlap nor leave one out.
        var sorted = query.SortBy is null ? rows.OrderBy(r => r.Id)
            : asked.SortBy(FilterParser.ParseAttribute(query.SortBy, schema)) is var by && query.Descending ? rows.OrderByDescending(by).ThenBy(r => r.Id)
            : rows.OrderBy(by).ThenBy(r => r.Id);

        return (total, await include(sorted.Skip(query.StartIndex - 1).Take(query.Count)).ToListAsync(stop));
    }

    private async Task<List<JsonObject>> JsonAsync(Asked asked, IReadOnlyList<ScimUser> users, Projection projection, CancellationToken stop)
    {
        var ids = users.Select(u => u.Id).ToList();
        var groups = !projection.Holds("groups") ? [] : await db.Set<ScimMember>()
            .Where(m => m.OrganizationId == asked.Actor.Organization.Value && ids.Contains(m.UserId))
            .Join(db.Set<ScimGroup>(), m => new { m.OrganizationId, Id = m.GroupId }, g => new { g.OrganizationId, g.Id }, (m, g) => new { m.UserId, g.Id, Name = EF.Property<string>(g, "DisplayName") })
            .ToListAsync(stop);
        var byUser = groups.ToLookup(g => g.UserId, g => (g.Id, g.Name));

        return [.. users.Select(u => projection.Apply(ResourceJson.Of(u, byUser[u.Id], asked.At), UserSchema.Schema))];
    }

    private async Task<List<JsonObject>> JsonAsync(Asked asked, IReadOnlyList<ScimGroup> groups, Projection projection, CancellationToken stop)
    {
        var ids = groups.Select(g => g.Id).ToList();
        var members = !projection.Holds("members") ? [] : await db.Set<ScimMember>()
            .Where(m => m.OrganizationId == asked.Actor.Organization.Value && ids.Contains(m.GroupId))
            .Join(db.Set<ScimUser>(), m => new { m.OrganizationId, Id = m.UserId }, u => new { u.OrganizationId, u.Id },
                (m, u) => new { m.GroupId, u.Id, Name = EF.Property<string?>(u, "DisplayName") ?? EF.Property<string?>(u, "NameFormatted") ?? EF.Property<string>(u, "UserName") })
            .OrderBy(m => m.Id).ToListAsync(stop);
        var byGroup = members.ToLookup(m => m.GroupId, m => (m.Id, m.Name));

        return [.. groups.Select(g => projection.Apply(ResourceJson.Of(g, byGroup[g.Id], asked.At), GroupSchema.Schema))];
    }

    private async Task<Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction> BeginAsync(Actor actor, CancellationToken stop)
    {
        var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(actor.Organization, stop);
        return transaction;
    }

    private IQueryable<ScimUser> Users(Actor actor) => db.Set<ScimUser>().AsNoTracking().Where(u => u.OrganizationId == actor.Organization.Value);

    private IQueryable<ScimGroup> Groups(Actor actor) => db.Set<ScimGroup>().AsNoTracking().Where(g => g.OrganizationId == actor.Organization.Value);
}
