using System.Text;
using System.Text.RegularExpressions;
using Assay.Ledger;

namespace Assay.Tests.Ledger;

/// <summary>The vectors that the reference states, as somebody would check them who writes a reader of his own.</summary>
public sealed partial class EntryTextTests
{
    private static readonly string _reference = File.ReadAllText(Repository.Folder("docs/reference/ledger.md"));

    [Fact]
    public void The_vectors_of_the_reference_come_out()
    {
        var vectors = Vector().Matches(_reference).Select(m => (Text: m.Groups["text"].Value, Hash: m.Groups["hash"].Value)).ToList();
        Assert.Equal(2, vectors.Count);

        Assert.All(vectors, v =>
        {
            Assert.Equal(v.Text, EntryText.Read(v.Text)?.ToString());
            Assert.Equal(v.Hash, Leaf(v.Text).ToString());
        });
        Assert.Contains($"in this order: `{Merkle.Node(Leaf(vectors[0].Text), Leaf(vectors[1].Text))}`", _reference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no entry")]
    [InlineData("""{"actor":"a","body":{}, "entry":"0195567c-9000-7000-8000-000000000001","kind":"test.empty","occurred_at":"2026-03-02T09:00:00.000000Z","organization":"0195567c-9000-7000-8000-0000000000ff","recorded_at":"2026-03-02T09:00:00.000000Z","subject":"test/1"}""")]
    public void A_text_that_is_written_otherwise_is_no_entry(string text) => Assert.Null(EntryText.Read(text));

    private static Hash Leaf(string text) => Merkle.Leaf(Encoding.UTF8.GetBytes(text));

    [GeneratedRegex(@"^\| `(?<text>\{.*\})` \| `(?<hash>[^`]+)` \|$", RegexOptions.Multiline, 1000)]
    private static partial Regex Vector();
}
