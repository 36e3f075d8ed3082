using System.CommandLine;
using System.Text;

namespace Assay.Cli;

/// <summary>Lets a measurement become a fact of a model version on a server, where the gate reads it.</summary>
internal sealed class AttachOptions
{
    private readonly Option<string> _attach = new("--attach") { Description = "Record the result with this version of a model on the server, where the gate reads it.", HelpName = "MODEL@VERSION" };
    private readonly ServerOptions _server = new();

    public void AddTo(Command command)
    {
        command.Add(_attach);
        _server.AddTo(command);
    }

    /// <summary>Sends it where that was asked for.</summary>
    /// <exception cref="RefusedException">The version is not named as one, or the server refused it.</exception>
    public async Task SendAsync(ParseResult line, string kind, string json, CancellationToken stop)
    {
        if (line.GetValue(_attach) is not { } attach) return;
        if (attach.LastIndexOf('@') is not (> 0 and var at) || !int.TryParse(attach[(at + 1)..], out var number)) throw new RefusedException($"'{attach}' names no version of a model; write it as ranker@3.");

        using var client = _server.Open(line);
        using var content = new StringContent($$"""{"kind":"{{kind}}","body":{{json}}}""", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(HttpMethod.Post, $"api/models/{Uri.EscapeDataString(attach[..at])}/versions/{number}/facts", content, stop);
        await Console.Error.WriteLineAsync($"Recorded as {kind.Replace('_', ' ')} of {attach}.");
    }
}
