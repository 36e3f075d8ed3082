using Assay.Organizations;

namespace Assay.Members;

internal static class MemberWords
{
    public static IReadOnlyList<(string Title, string Href)> Above { get; } = [("Settings", "/settings")];

    public static IReadOnlyList<(string Title, string Href)> AboveOne { get; } = [.. Above, ("Members", "/settings/members")];

    /// <summary>The roles, each with its end where it has one.</summary>
    public static string Of(IReadOnlyList<RoleGrant> grants) => grants is []
        ? "none"
        : string.Join(", ", grants.Select(g => RoleWords.Of(g.Role) + (g.Until is { } until ? $" until {until:yyyy-MM-dd HH:mm} UTC" : "")));
}
