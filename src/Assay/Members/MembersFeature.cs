namespace Assay.Members;

/// <summary>Who belongs to the organisation: invitations, roles, roles for a time, and the end of a membership.</summary>
public static class MembersFeature
{
    public static void AddMembers(this IServiceCollection services)
    {
        services.AddScoped<ReadMembers>();
        services.AddScoped<InviteMember>();
        services.AddScoped<WithdrawInvitation>();
        services.AddScoped<AcceptInvitation>();
        services.AddScoped<ChangeRoles>();
        services.AddScoped<EndMembership>();
        services.AddScoped<ReadElevations>();
        services.AddScoped<AskElevation>();
        services.AddScoped<DecideElevation>();
    }

    public static void MapMembers(this IEndpointRouteBuilder routes) => MembersApi.Map(routes);
}
