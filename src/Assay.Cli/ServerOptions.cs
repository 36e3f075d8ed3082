using System.CommandLine;

namespace Assay.Cli;

/// <summary>Which server a command speaks to, and as whom. Both may stand in the environment, so that a job keeps its token out of its log.</summary>
internal sealed class ServerOptions
{
    public Option<string> Server { get; } = new("--server") { Description = "The server's address; else ASSAY_SERVER.", HelpName = "URL" };

    public Option<string> Token { get; } = new("--token") { Description = "A token of a service account or of yours; else ASSAY_TOKEN.", HelpName = "TOKEN" };

    public void AddTo(Command command)
    {
        command.Add(Server);
        command.Add(Token);
    }

    /// <exception cref="RefusedException">There is no address or no token.</exception>
    public ServerClient Open(ParseResult line)
    {
        var server = line.GetValue(Server) ?? Environment.GetEnvironmentVariable("ASSAY_SERVER") ?? throw new RefusedException("name the server with --server URL or ASSAY_SERVER.");
        var token = line.GetValue(Token) ?? Environment.GetEnvironmentVariable("ASSAY_TOKEN") ?? throw new RefusedException("give a token with --token TOKEN or ASSAY_TOKEN.");

        if (!Uri.TryCreate(server.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new RefusedException($"'{server}' is not an http or https address.");

        return address.Scheme is "https" || address.IsLoopback
            ? new(address, token.Trim())
            : throw new RefusedException($"the token would travel to {address.Host} in the clear; use https.");
    }
}
