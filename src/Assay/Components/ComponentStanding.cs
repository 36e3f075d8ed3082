namespace Assay.Components;

/// <summary>How the open-source components of one version stand: from its bill of materials, our register and the loaded advisories.</summary>
/// <param name="Listed">How many the bill of materials lists; null where there is none.</param>
/// <param name="AdvisoriesLoadedAt">When advisories were last loaded; null where none ever were.</param>
/// <param name="Vulnerable">Those for which an advisory is known.</param>
/// <param name="Unevaluated">Those that nobody has evaluated before adoption.</param>
public sealed record ComponentStanding(
    int? Listed, DateTimeOffset? AdvisoriesLoadedAt, IReadOnlyList<ComponentStanding.Vulnerability> Vulnerable, IReadOnlyList<string> Unevaluated, IReadOnlyList<string> Licences)
{
    public sealed record Vulnerability(string Component, string Version, string Advisory, string Severity);

    public static ComponentStanding None { get; } = new(null, null, [], [], []);
}
