using Assay.Identity;
using Assay.Samples;

namespace Assay;

/// <summary>What the server says to the person who started it, once it answers.</summary>
internal static class Announcement
{
    /// <returns>How to come in, where nobody could know yet.</returns>
    public static async Task<string?> PrepareFirstVisitAsync(this WebApplication app, ServerArguments arguments)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var stop = app.Lifetime.ApplicationStopping;

        if (arguments.Demo)
        {
            var (email, password, story) = await scope.ServiceProvider.GetRequiredService<LoadSample>().RunAsync(stop);
            return string.Join('\n', [$"A sample company is loaded. Sign in as {email} with the password {password}", .. story]);
        }

        return await scope.ServiceProvider.GetRequiredService<PrepareSetup>().RunAsync(stop) is { } code
            ? $"Nobody has set it up yet. Open the address and enter the setup code {code}"
            : null;
    }

    public static void AnnounceOnceStarted(this WebApplication app, string? firstVisit) =>
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            Console.WriteLine($"Assay is at {string.Join(" and ", app.Urls)}");
            if (firstVisit is not null) Console.WriteLine(firstVisit);
        });
}
