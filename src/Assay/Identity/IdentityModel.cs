using Assay.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Assay.Identity;

/// <summary>How ASP.NET Core Identity's tables are called here.</summary>
internal static class IdentityModel
{
    public static void Apply(ModelBuilder model)
    {
        model.Entity<User>(user =>
        {
            user.ToTable("user_account");
            user.Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed);
        });

        model.Entity<IdentityUserClaim<Guid>>().ToTable("user_claim");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("user_login");
        model.Entity<IdentityUserToken<Guid>>().ToTable("user_token");
        model.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkey").OwnsOne(p => p.Data).ToJson("data");

        model.Entity<Organization>().Property(o => o.Id).ValueGeneratedNever();
        model.Entity<Membership>(member =>
        {
            member.HasKey(m => new { m.OrganizationId, m.UserId });
            member.HasOne<Organization>().WithMany().HasForeignKey(m => m.OrganizationId);
            member.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
        });

        model.Entity<RoleGrant>(grant =>
        {
            grant.HasKey(g => new { g.OrganizationId, g.UserId, g.Role, g.Source });
            grant.HasOne<Membership>().WithMany().HasForeignKey(g => new { g.OrganizationId, g.UserId });
        });

        model.Entity<Invitation>(invitation =>
        {
            invitation.HasKey(i => new { i.OrganizationId, i.Id });
            invitation.PrimitiveCollection(i => i.Roles).ElementType(role => role.HasConversion<string>());
        });
        model.Entity<Elevation>(elevation =>
        {
            elevation.HasKey(e => new { e.OrganizationId, e.Id });
            elevation.Ignore(e => e.EndsAt);
        });

        model.Entity<Session>().ToTable("user_session").Property(s => s.Id).ValueGeneratedNever();

        model.Entity<Authenticator>().HasKey(a => a.UserId);
        model.Entity<Authenticator>().Property(a => a.UserId).ValueGeneratedNever();
        model.Entity<Authenticator>().Property(a => a.SealedSecret);
        model.Entity<RecoveryCode>().HasKey(c => new { c.UserId, c.Hash });
        model.Entity<EnrolmentLink>().HasKey(l => l.UserId);
        model.Entity<EnrolmentLink>().Property(l => l.UserId).ValueGeneratedNever();
        model.Entity<FactorRecovery>().HasKey(r => new { r.OrganizationId, r.Id });
        model.Entity<FactorRecovery>().Ignore(r => r.Subject);

        model.Entity<SetupCode>().HasKey(c => c.Present);
        model.Entity<SetupCode>().Ignore(c => c.IsSpent).Property(c => c.Present).ValueGeneratedNever();
        model.ApplyConfiguration(new LedgerEntryTable());
        model.ApplyConfiguration(new PendingEntryTable());

        SnakeCase.Apply(model.Model);
    }
}
