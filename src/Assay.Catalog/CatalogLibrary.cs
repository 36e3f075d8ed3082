using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assay.Catalog.Content;

namespace Assay.Catalog;

/// <summary>
/// The compiled catalog, loaded once. A kind is parsed when it is first asked for, so a command pays for what it uses.
/// </summary>
public sealed class CatalogLibrary
{
    private static readonly Lazy<CatalogLibrary> _shipped =
        new(() => Open(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "catalog.json"))));

    private readonly byte[] _json;
    private readonly Dictionary<string, Range> _kinds = [];
    private readonly Lock _indexing = new();
    private int _indexed;
    private JsonReaderState _state;

    private CatalogLibrary(byte[] json)
    {
        _json = json;
        var criteria = List(CatalogJson.Default.ListCriterion, "criteria");
        Criteria = new(new(() => [.. criteria.Value.OrderBy(c => c.Category)]));
        Controls = Items(CatalogJson.Default.ListControl, "controls");
        Risks = Items(CatalogJson.Default.ListRisk, "risks");
        Policies = Items(CatalogJson.Default.ListPolicy, "policies");
        Questions = List(CatalogJson.Default.ListQuestion, "questions");
        Evidence = Items(CatalogJson.Default.ListEvidenceType, ItemKind.Evidence);
        Concerns = Items(CatalogJson.Default.ListConcern, ItemKind.Concerns);
        Playbooks = Items(CatalogJson.Default.ListPlaybook, ItemKind.Playbooks);
        Training = Items(CatalogJson.Default.ListTrainingModule, ItemKind.Training);
        VendorCategories = Items(CatalogJson.Default.ListVendorCategory, ItemKind.VendorCategories);
        Checks = Items(CatalogJson.Default.ListCheckQuery, ItemKind.Checks);
        Vendors = Items(CatalogJson.Default.ListVendor, ItemKind.Vendors);
        Documents = Items(CatalogJson.Default.ListDocumentTemplate, ItemKind.Documents);
        Guides = Items(CatalogJson.Default.ListDocumentTemplate, ItemKind.Guides);
        Kits = Items(CatalogJson.Default.ListKit, ItemKind.Kits);
        Questionnaire = Items(CatalogJson.Default.ListStandardQuestion, ItemKind.Questionnaire);
        Cadences = Items(CatalogJson.Default.ListCadence, ItemKind.Cadences);
        Flags = List(CatalogJson.Default.ListFlag, "flags");
        Contradictions = List(CatalogJson.Default.ListContradiction, "contradictions");
        Frameworks = List(CatalogJson.Default.ListFramework, "frameworks");
        CrosswalkFrameworks = List(CatalogJson.Default.ListCrosswalkFramework, "crosswalks");
        Partials = new(() => TryFind("partials", out var at) ? JsonSerializer.Deserialize(_json.AsSpan(at), CatalogJson.Default.DictionaryStringString)! : []);
        ScopeRules = List(CatalogJson.Default.ListScopeRule, "scope");
        Plans = List(CatalogJson.Default.ListProgrammePlan, "plans");
        Numbers = List(CatalogJson.Default.ListReferenceNumber, "numbers");
    }

    /// <summary>The catalog that was built with the program.</summary>
    public static CatalogLibrary Shipped => _shipped.Value;

    /// <summary>Every kind that was compiled in, in the catalog's order.</summary>
    public IEnumerable<string> Kinds => AllKinds();

    /// <summary>All 61, Security first, as people read them.</summary>
    public Items<Criterion> Criteria { get; }

    public Items<Control> Controls { get; }

    public Items<Risk> Risks { get; }

    public Items<Policy> Policies { get; }

    public Items<EvidenceType> Evidence { get; }

    public Items<CheckQuery> Checks { get; }

    public Items<Concern> Concerns { get; }

    public Items<Playbook> Playbooks { get; }

    public Items<TrainingModule> Training { get; }

    public Items<VendorCategory> VendorCategories { get; }

    public Items<Vendor> Vendors { get; }

    public Items<DocumentTemplate> Documents { get; }

    public Items<DocumentTemplate> Guides { get; }

    public Items<Kit> Kits { get; }

    public Items<StandardQuestion> Questionnaire { get; }

    public Items<Cadence> Cadences { get; }

    /// <summary>The kinds whose items name each other, in the order in which a reader meets them.</summary>
    public IReadOnlyList<Shelf> Shelves =>
    [
        new(ItemKind.Criteria, Criteria), new(ItemKind.Controls, Controls), new(ItemKind.Policies, Policies), new(ItemKind.Risks, Risks),
        new(ItemKind.Evidence, Evidence), new(ItemKind.Checks, Checks), new(ItemKind.Concerns, Concerns), new(ItemKind.Playbooks, Playbooks),
        new(ItemKind.Training, Training), new(ItemKind.VendorCategories, VendorCategories), new(ItemKind.Vendors, Vendors),
        new(ItemKind.Documents, Documents), new(ItemKind.Guides, Guides), new(ItemKind.Kits, Kits),
        new(ItemKind.Questionnaire, Questionnaire), new(ItemKind.Cadences, Cadences),
        new(ItemKind.Plans, new Items<ProgrammePlan>(Plans)), new(ItemKind.Numbers, new Items<ReferenceNumber>(Numbers)),
    ];

    public Lazy<List<Question>> Questions { get; }

    public Lazy<List<Flag>> Flags { get; }

    public Lazy<List<Contradiction>> Contradictions { get; }

    public Lazy<List<ScopeRule>> ScopeRules { get; }

    public Lazy<List<CrosswalkFramework>> CrosswalkFrameworks { get; }

    /// <summary>Texts that several policies share, by name.</summary>
    public Lazy<Dictionary<string, string>> Partials { get; }

    public Lazy<List<Framework>> Frameworks { get; }

    public Lazy<List<ProgrammePlan>> Plans { get; }

    public Lazy<List<ReferenceNumber>> Numbers { get; }

    /// <exception cref="InvalidOperationException">The catalog check would have found it.</exception>
    public ReferenceNumber Number(string id) => Numbers.Value.Find(n => n.Id == id) ?? throw new InvalidOperationException($"The catalog has no number '{id}'.");

    /// <exception cref="JsonException">The bytes are not a compiled catalog.</exception>
    public static CatalogLibrary Open(byte[] json) => new(json);

    /// <summary>The compiled catalog itself, by which two editions are told apart.</summary>
    public ReadOnlyMemory<byte> Bytes => _json;

    /// <summary>The items of a kind as they are written, with everything that their authors put there.</summary>
    /// <exception cref="KeyNotFoundException">There is no such kind.</exception>
    public JsonElement Written(string kind) => TryFind(kind, out var at) ? JsonElement.Parse(_json.AsSpan(at)) : throw new KeyNotFoundException(kind);

    private Items<T> Items<T>(JsonTypeInfo<List<T>> type, string kind) where T : ICatalogItem => new(List(type, kind));

    private Lazy<List<T>> List<T>(JsonTypeInfo<List<T>> type, string kind) =>
        new(() => TryFind(kind, out var at) ? JsonSerializer.Deserialize(_json.AsSpan(at), type)! : []);

    /// <summary>Looks for a kind no further than it stands, so that what a command does not use costs it nothing.</summary>
    private bool TryFind(string kind, out Range at)
    {
        lock (_indexing)
        {
            if (_kinds.TryGetValue(kind, out at)) return true;

            var reader = new Utf8JsonReader(_json.AsSpan(_indexed), isFinalBlock: true, _state);
            if (_indexed == 0) reader.Read();

            while (!_kinds.TryGetValue(kind, out at) && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var start = _indexed + (int)reader.TokenStartIndex;
                reader.Skip();
                _kinds[name] = start..(_indexed + (int)reader.BytesConsumed);
            }

            (_indexed, _state) = (_indexed + (int)reader.BytesConsumed, reader.CurrentState);
            return _kinds.ContainsKey(kind);
        }
    }

    private Dictionary<string, Range>.KeyCollection AllKinds()
    {
        TryFind("", out _);       // there is none of this name, so the search goes through to the end
        return _kinds.Keys;
    }
}
