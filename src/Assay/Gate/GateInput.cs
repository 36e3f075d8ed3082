using System.Text.Json;
using Assay.Components;
using Assay.Models;

namespace Assay.Gate;

/// <summary>Everything that the gate knows of one version at one moment. Rules read it and nothing else.</summary>
/// <param name="Production">What runs in the environment now; null where nothing does.</param>
/// <param name="Datasets">What the dataset register says of the versions that provenance names.</param>
/// <param name="Eligible">How many people besides the author may approve.</param>
public sealed record GateInput(
    ReadVersion.Result Candidate, ReadVersion.Result? Production, string Environment,
    IReadOnlyList<DatasetStanding> Datasets, IReadOnlyList<VersionApproval> Approvals, int Eligible, bool HasOutsideReviewer,
    ComponentStanding Components)
{
    public ModelProvenance? Provenance => Candidate.Provenance;

    /// <summary>The latest fact of a kind.</summary>
    public JsonElement? Fact(string kind) => Candidate.Latest(kind)?.Json;
}
