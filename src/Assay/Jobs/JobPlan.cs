namespace Assay.Jobs;

/// <summary>A job that a feature brought, and how often it runs.</summary>
/// <param name="Name">Lower case with hyphens, as <c>ledger-check</c>.</param>
internal sealed record JobPlan(string Name, TimeSpan Every, Type Type);
