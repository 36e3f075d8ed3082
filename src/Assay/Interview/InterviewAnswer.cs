using Assay.Catalog.Interview;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Assay.Interview;

/// <summary>The answer that holds for one question. What was answered before is in the ledger, which is the transcript.</summary>
public sealed class InterviewAnswer : ITenantRow, IVersioned
{
    public Guid OrganizationId { get; private init; }

    public required string QuestionId { get; init; }

    /// <summary>The canonical text of an <see cref="Answer"/>.</summary>
    public required string Answer { get; set; }

    /// <summary>A colleague's name where the question was delegated by link; else null, and <see cref="AnsweredBy"/> says who.</summary>
    public Guid? DelegationId { get; set; }

    public Guid? AnsweredBy { get; set; }

    public required DateTimeOffset AnsweredAt { get; set; }

    public int Version { get; set; } = 1;

    /// <summary>What the ledger calls a question.</summary>
    public static string SubjectOf(string questionId) => $"question/{questionId}";
}

public sealed class InterviewAnswerTable : IEntityTypeConfiguration<InterviewAnswer>
{
    public void Configure(EntityTypeBuilder<InterviewAnswer> builder) => builder.HasKey(a => a.QuestionId);
}
