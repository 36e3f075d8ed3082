using System.Text.Json.Serialization;

namespace Assay.Catalog.Conditions;

/// <summary>When an item of the catalog applies. Written in YAML as <c>catalog/README.md</c> shows.</summary>
[JsonConverter(typeof(ConditionJson))]
public abstract record Condition
{
    public abstract Truth Evaluate(IFacts facts);

    /// <summary>Every fact and flag named, for the catalog check.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>A flag of <c>interview/flags.yaml</c>.</summary>
    public sealed record Flag(string Id) : Condition
    {
        public override Truth Evaluate(IFacts facts) => facts.Flag(Id);

        public override IEnumerable<string> Names => [Id];
    }

    /// <summary>A fact has one of the values; a multiple choice holds any of them.</summary>
    public sealed record Has(string Fact, IReadOnlyList<string> Values) : Condition
    {
        public override Truth Evaluate(IFacts facts) =>
            facts.Values(Fact) is not { } values ? Truth.Unknown : values.Any(Values.Contains) ? Truth.Yes : Truth.No;

        public override IEnumerable<string> Names => [Fact];
    }

    /// <summary>A number lies within bounds, both included.</summary>
    public sealed record Within(string Fact, decimal? AtLeast, decimal? AtMost) : Condition
    {
        public override Truth Evaluate(IFacts facts) =>
            facts.Number(Fact) is not { } number ? Truth.Unknown
            : number >= (AtLeast ?? decimal.MinValue) && number <= (AtMost ?? decimal.MaxValue) ? Truth.Yes : Truth.No;

        public override IEnumerable<string> Names => [Fact];
    }

    public sealed record Not(Condition Of) : Condition
    {
        public override Truth Evaluate(IFacts facts) => (Truth)(2 - (int)Of.Evaluate(facts));

        public override IEnumerable<string> Names => Of.Names;
    }

    public sealed record All(IReadOnlyList<Condition> Of) : Condition
    {
        public override Truth Evaluate(IFacts facts) => Of.Select(c => c.Evaluate(facts)).Append(Truth.Yes).Min();

        public override IEnumerable<string> Names => Of.SelectMany(c => c.Names);
    }

    public sealed record Any(IReadOnlyList<Condition> Of) : Condition
    {
        public override Truth Evaluate(IFacts facts) => Of.Select(c => c.Evaluate(facts)).Append(Truth.No).Max();

        public override IEnumerable<string> Names => Of.SelectMany(c => c.Names);
    }
}

/// <summary>What a company's answers say. Null and <see cref="Truth.Unknown"/> where they say nothing.</summary>
public interface IFacts
{
    IReadOnlyList<string>? Values(string fact);

    decimal? Number(string fact);

    Truth Flag(string id);
}
