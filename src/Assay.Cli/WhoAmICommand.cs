using System.CommandLine;
using System.Text.Json;

namespace Assay.Cli;

/// <summary>Whether a token works, and for what.</summary>
internal static class WhoAmICommand
{
    public static Command Create()
    {
        ServerOptions server = new();
        Command who = new("whoami", "Say as whom a token comes in at a server, and what it may do.");
        server.AddTo(who);
        who.SetAction(async (line, stop) =>
        {
            using var client = server.Open(line);
            using var answer = await client.SendAsync(HttpMethod.Get, "api/whoami", null, stop);
            await using var body = await answer.Content.ReadAsStreamAsync(stop);
            using var oneself = await JsonDocument.ParseAsync(body, cancellationToken: stop);

            Console.WriteLine($"{oneself.RootElement.GetProperty("name")} at {oneself.RootElement.GetProperty("organization")}");
            foreach (var permission in oneself.RootElement.GetProperty("permissions").EnumerateArray()) Console.WriteLine($"  {permission}");
            return ExitCode.Yes;
        });
        return who;
    }
}
