using Assay.Catalog.Conditions;
using Assay.Catalog.Content;
using Assay.Catalog.Interview;
using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace Assay.Catalog.Policies;

/// <summary>
/// Fills in the shipped texts for one company: <c>{{company}}</c>, <c>{{#if own_models}}</c>, <c>{{#is fact "value"}}</c> and
/// shared partials. What cannot be filled in stands out as <c>[[name]]</c> and is listed with its line; it never vanishes.
/// </summary>
public sealed class PolicyTemplates
{
    private readonly IHandlebars _handlebars;
    private readonly Dictionary<string, object> _values;

    public PolicyTemplates(CatalogLibrary catalog, AnswerSheet sheet)
    {
        var facts = new Facts(catalog, sheet);
        _values = Placeholders.For(catalog, sheet).ToDictionary(p => p.Key, p => (object)p.Value);
        foreach (var flag in catalog.Flags.Value) _values[flag.Id] = facts.Flag(flag.Id) is not Truth.No;     // what is unknown applies

        _handlebars = Handlebars.Create(new HandlebarsConfiguration { NoEscape = true });
        _handlebars.Configuration.FormatterProviders.Add(new MarkUnresolved());
        _handlebars.RegisterHelper("is", (output, options, context, arguments) =>
        {
            if (facts.Values($"{arguments[0]}")?.Contains($"{arguments[1]}") is not false) options.Template(output, context);
            else options.Inverse(output, context);
        });

        // A partial alone on its line takes the line's end with it, so that what follows would stick to its last word.
        foreach (var (name, text) in catalog.Partials.Value) _handlebars.RegisterTemplate(name, $"{text.TrimEnd()}\n");
    }

    /// <summary>A policy's text without its head, with each rule's anchor as the id that people cite.</summary>
    public string Body(Policy policy) => Fill(TemplateWords.Rule().Replace(policy.Body, "(${rule})"));

    /// <exception cref="HandlebarsException">The template itself is broken; the catalog check would have found it.</exception>
    public string Fill(string template) => _handlebars.Compile(QuoteFacts(template))(_values);

    /// <summary>The first argument of <c>is</c> names a fact; without quotes it would be looked up as a value.</summary>
    private static string QuoteFacts(string template) => TemplateWords.Is().Replace(template, "{{#is \"${fact}\" ");

    /// <summary>Writes what has no value so that nobody can overlook it.</summary>
    private sealed class MarkUnresolved : IFormatter, IFormatterProvider
    {
        public void Format<T>(T value, in EncodedTextWriter writer) => writer.Write($"[[{(value as UndefinedBindingResult)?.Value}]]");

        public bool TryCreateFormatter(Type type, out IFormatter formatter)
        {
            formatter = this;
            return type == typeof(UndefinedBindingResult);
        }
    }
}
