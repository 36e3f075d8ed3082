namespace Assay.Members;

/// <summary>Who belongs to the organisation: invitations, roles, roles for a time, and the end of a membership.</summary>
public static class MembersFeature
{
    public static void AddMembers(this IServiceCollection services)
    {
        services.AddSettings("Members", "/settings/members", "Who comes in, as what, and that nobody stays who left.", Permission.ManageMembers);
        services.AddSettings("Roles for a time", "/settings/elevation", "Against standing rights that nobody needs: more is lent with a reason, by another, and ends by itself.", Permission.RequestElevation);
        services.AddScoped<ReadMembers>();
        services.AddScoped<InviteMember>();
        services.AddScoped<WithdrawInvitation>();
        services.AddScoped<AcceptInvitation>();
        services.AddScoped<ProveToJoin>();
        services.AddScoped<ChangeRoles>();
        services.AddScoped<EndMembership>();
        services.AddScoped<ReadElevations>();
        services.AddScoped<AskElevation>();
        services.AddScoped<DecideElevation>();
    }

    public static void MapMembers(this IEndpointRouteBuilder routes) => MembersApi.Map(routes);
}
