using System.Text.Json.Serialization;

namespace Assay.Catalog.Content;

/// <summary>
/// How each kind is written in the compiled catalog. Generated, because reflection would cost the start of every command.
/// Generated code sets what is absent to null, so lists default in their getters.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(Snake<Category>), typeof(Snake<Level>), typeof(Snake<TaskGroup>), typeof(Snake<Timing>), typeof(Snake<Nature>),
        typeof(Snake<Mode>), typeof(Snake<Frequency>), typeof(Snake<SmallCompany>), typeof(Snake<QuestionKind>),
        typeof(Snake<ScopeRuleKind>), typeof(Snake<PolicyType>), typeof(Snake<Recommended>), typeof(Snake<FrameworkKind>),
        typeof(Snake<EvidenceKind>), typeof(Snake<Stage>), typeof(Snake<Soc2Report>), typeof(Snake<TrainsOnInputs>), typeof(Snake<EmptyPopulation>),
        typeof(Snake<Anchor>),
    ])]
[JsonSerializable(typeof(List<Criterion>))]
[JsonSerializable(typeof(List<Control>))]
[JsonSerializable(typeof(List<Question>))]
[JsonSerializable(typeof(List<Flag>))]
[JsonSerializable(typeof(List<Contradiction>))]
[JsonSerializable(typeof(List<ScopeRule>))]
[JsonSerializable(typeof(List<Framework>))]
[JsonSerializable(typeof(List<CrosswalkFramework>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<Risk>))]
[JsonSerializable(typeof(List<Policy>))]
[JsonSerializable(typeof(List<EvidenceType>))]
[JsonSerializable(typeof(List<Concern>))]
[JsonSerializable(typeof(List<Playbook>))]
[JsonSerializable(typeof(List<TrainingModule>))]
[JsonSerializable(typeof(List<VendorCategory>))]
[JsonSerializable(typeof(List<CheckQuery>))]
[JsonSerializable(typeof(List<Kit>))]
[JsonSerializable(typeof(List<StandardQuestion>))]
[JsonSerializable(typeof(List<DocumentTemplate>))]
[JsonSerializable(typeof(List<Vendor>))]
[JsonSerializable(typeof(List<Cadence>))]
[JsonSerializable(typeof(List<ProgrammePlan>))]
[JsonSerializable(typeof(List<ReferenceNumber>))]
public sealed partial class CatalogJson : JsonSerializerContext;
