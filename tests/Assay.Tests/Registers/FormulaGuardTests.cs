using Assay.Registers;

namespace Assay.Tests.Registers;

public sealed class FormulaGuardTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("-5", "'-5")]
    [InlineData("'=1+1", "''=1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("Ada", "Ada")]
    [InlineData("'tis", "'tis")]
    [InlineData("", "")]
    public void What_begins_like_a_formula_gets_an_apostrophe(string text, string written) => Assert.Equal(written, FormulaGuard.Guard(text));

    [Fact]
    public void Every_text_comes_back_as_it_went()
    {
        const string alphabet = "'=+-@\t\rax ";

        var texts =
            from length in Enumerable.Range(0, 5)
            from number in Enumerable.Range(0, (int)Math.Pow(alphabet.Length, Math.Min(length, 4)))
            select string.Concat(Enumerable.Range(0, length).Select(i => alphabet[number / (int)Math.Pow(alphabet.Length, i % 4) % alphabet.Length]));

        Assert.All(texts.Distinct(), text => Assert.Equal(text, FormulaGuard.Unguard(FormulaGuard.Guard(text))));
    }
}
