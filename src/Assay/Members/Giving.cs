using Assay.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Assay.Members;

/// <summary>Which roles one may give, and how long.</summary>
public static class Giving
{
    /// <summary>What a person can be; programs have accounts of their own kind.</summary>
    public static IReadOnlyList<Role> Offered { get; } = [.. Enum.GetValues<Role>().Where(r => r is not Role.ServiceAccount)];

    /// <summary>Only an owner makes owners, or a manager could become one by way of a friend.</summary>
    public static IEnumerable<FormError> Refuse(IReadOnlyCollection<Role> given, DateTimeOffset? until, bool byOwner, DateTimeOffset now)
    {
        if (given.Count == 0) yield return new("Form.Roles", "Choose at least one role.");
        if (given.Any(r => !Offered.Contains(r))) yield return new("Form.Roles", "One of these is not a role that a person can have.");
        if (given.Contains(Role.Owner) && !byOwner) yield return new("Form.Roles", "Only an owner can make somebody an owner.");
        if (given.Contains(Role.Auditor) && given.Count > 1) yield return new("Form.Roles", "An auditor has no other role: whoever audits does not run the programme.");
        if (given.Contains(Role.Auditor) && until is null) yield return new("Form.Until", "An auditor's access ends with the engagement. Say on which day.");
        if (until <= now) yield return new("Form.Until", "That day has passed.");
    }

    extension(IdentityDb db)
    {
        /// <summary>The owners who are that without an end, and whether this is one of them.</summary>
        internal async Task<(int Count, bool IsOne)> OwnersAsync(OrganizationId organization, Guid user, CancellationToken stop)
        {
            var owners = await db.RoleGrants
                .Where(g => g.OrganizationId == organization.Value && g.Role == Role.Owner && g.Until == null)
                .Select(g => g.UserId).Distinct().ToListAsync(stop);

            return (owners.Count, owners.Contains(user));
        }
    }
}
