using Assay.SignOn;
using Microsoft.EntityFrameworkCore;

namespace Assay.Scim;

/// <summary>Lets a group of the directory give a role here, or none. Everybody in it has it at once.</summary>
/// <remarks>Never an owner's or an auditor's: whoever fills the group would otherwise make owners here.</remarks>
public sealed class SetGroupRole(IdentityDb db, DirectoryRoles roles, TimeProvider clock)
{
    /// <returns>False where there is no such group, or the role is not one that a group may give.</returns>
    public async Task<bool> RunAsync(Actor actor, Guid id, Role? role, CancellationToken stop)
    {
        if (role is { } wanted && !SignOnProvider.RolesToGive.Contains(wanted)) return false;

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.EnterAsync(actor.Organization, stop);

        if (await db.Set<ScimGroup>().SingleOrDefaultAsync(g => g.OrganizationId == actor.Organization.Value && g.Id == id, stop) is not { } group) return false;
        if (group.Role == role) return true;

        db.Record(actor, "directory.group_role_set", $"directory_group/{id:n}", new { before = group.Role, role }, clock);
        group.Role = role;
        await db.SaveChangesAsync(stop);

        var members = await db.Set<ScimMember>().Where(m => m.OrganizationId == actor.Organization.Value && m.GroupId == id).Select(m => m.UserId).ToListAsync(stop);
        await roles.RefreshAsync(actor, members, stop);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return true;
    }
}
