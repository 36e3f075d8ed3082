namespace Assay.Registers;

public static class RegisterSetup
{
    /// <summary>The use cases that all registers share. Once for the whole program.</summary>
    public static void AddRegisters(this IServiceCollection services)
    {
        services.AddScoped(typeof(ListRows<>));
        services.AddScoped(typeof(ReadRow<>));
        services.AddScoped(typeof(SaveRow<>));
        services.AddScoped(typeof(RemoveRow<>));
        services.AddScoped(typeof(ExportRows<>));
        services.AddScoped(typeof(ImportRows<>));
    }

    public static void AddRegister<TRow, TRegister>(this IServiceCollection services)
        where TRow : class, IRegisterRow, new()
        where TRegister : Register<TRow> =>
        services.AddSingleton<Register<TRow>, TRegister>();

    /// <summary>Its pages, its files and its API.</summary>
    public static void MapRegister<TRow>(this IEndpointRouteBuilder routes) where TRow : class, IRegisterRow, new()
    {
        var register = routes.ServiceProvider.GetRequiredService<Register<TRow>>();
        var words = register.Words;

        RegisterPages<TRow>.Map(routes.MapGroup($"/{words.Path}").ExcludeFromDescription(), register);
        RegisterFiles<TRow>.Map(routes.MapGroup($"/{words.Path}").ExcludeFromDescription(), register);
        RegisterApi<TRow>.Map(routes.MapGroup($"/api/{words.Path}").WithTags(words.Title), register);
    }
}
