namespace Assay.People;

/// <summary>The people register.</summary>
public static class PeopleFeature
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddRegister<Person, PeopleRegister>();
        services.AddNavigation("People", "people", "users");
    }

    public static void MapPeople(this IEndpointRouteBuilder routes) => routes.MapRegister<Person>();
}
