using System.Text.Json;
using Assay.Catalog.Content;
using Assay.Catalog.Gaps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Gaps;

/// <summary>The weights of the ranking that a company set for itself.</summary>
public sealed class WeightsRow : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    /// <summary>Four numbers as JSON text: group, alone, risk, time.</summary>
    public required string Parts { get; set; }

    /// <summary>A number for each group, as JSON text.</summary>
    public required string Groups { get; set; }

    public int Version { get; set; } = 1;

    public RankingWeights ToWeights()
    {
        var parts = JsonSerializer.Deserialize<decimal[]>(Parts)!;
        return new(parts[0], parts[1], parts[2], parts[3]) { Groups = JsonSerializer.Deserialize<Dictionary<TaskGroup, decimal>>(Groups)! };
    }

    public void Take(RankingWeights weights) => (Parts, Groups) = Texts(weights);

    public static WeightsRow Of(RankingWeights weights) => new() { Parts = Texts(weights).Parts, Groups = Texts(weights).Groups };

    private static (string Parts, string Groups) Texts(RankingWeights weights) =>
        (JsonSerializer.Serialize(new[] { weights.Group, weights.Alone, weights.Risk, weights.Time }), JsonSerializer.Serialize(weights.Groups));
}

internal sealed class WeightsRowTable : IEntityTypeConfiguration<WeightsRow>
{
    public void Configure(EntityTypeBuilder<WeightsRow> builder)
    {
        builder.ToTable("ranking_weights");
        builder.HasKey(w => w.OrganizationId);
    }
}
