namespace Assay.Tokens;

/// <summary>How pages speak of service accounts and tokens.</summary>
internal static class TokenWords
{
    public sealed record View(string Key, string Title, Func<ReadServiceAccounts.Line, bool> Has, bool IsBad = false);

    public static IReadOnlyList<View> Views { get; } =
    [
        new("live", "with a live token", a => a.Live.Any()),
        new("ending", "with a token that ends within 30 days", a => a.Live.Any(t => t.EndsSoon), IsBad: true),
        new("ownerless", "whose owner is no member any more", a => a.IsOpen && a.Owner is null, IsBad: true),
        new("closed", "closed", a => !a.IsOpen),
    ];

    public static string Of(ReadServiceAccounts.Line account) => !account.IsOpen ? "Closed" : account.Live.Any(t => t.EndsSoon) ? "Ends soon" : "Active";

    public static string Of(ReadServiceAccounts.TokenLine token) => token switch
    {
        { RevokedAt: not null } => "Revoked",
        { IsLive: false } => "Expired",
        { EndsSoon: true } => "Ends soon",
        _ => "Active",
    };

    public static string Scopes(ReadServiceAccounts.TokenLine token) =>
        string.Join("; ", token.Scopes.Select(s => Enum.TryParse<Permission>(s, out var scope) ? TokenScopes.Words(scope) : s));

    public static DateOnly? Day(DateTimeOffset? at) => at is { } time ? DateOnly.FromDateTime(time.UtcDateTime) : null;
}

internal static class TokenLinks
{
    public static IReadOnlyList<(string, string)> Settings { get; } = [("Settings", "/settings")];

    public static IReadOnlyList<(string, string)> Tokens { get; } = [.. Settings, ("Service accounts and tokens", "/settings/tokens")];
}
