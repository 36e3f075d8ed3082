using Assay.Ledger;

namespace Assay.Tests.Ledger;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Keys_are_ordered_and_nothing_is_padded() =>
        Assert.Equal("""{"a":[1,true,null],"b":{"c":"d","z":0}}""", CanonicalJson.Of(new { b = new { z = 0, c = "d" }, a = new object?[] { 1, true, null } }, 1000));

    [Fact]
    public void Only_what_must_be_escaped_is() =>
        Assert.Equal("{\"a\":\"\\\"\\\\\\n\\u0001/é€😀<\"}", CanonicalJson.Of(new { a = "\"\\\n\u0001/é€😀<" }, 1000));

    [Theory]
    [InlineData(0.5)]
    [InlineData(9_007_199_254_740_992)]
    public void A_number_that_readers_would_round_is_refused(object number) =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Of(new { number }, 1000));

    [Fact]
    public void A_body_may_be_as_large_as_the_limit_and_no_larger()
    {
        var fits = new string('x', EntryText.MaxBytes - """{"a":""}""".Length);

        Assert.Equal(EntryText.MaxBytes, CanonicalJson.Of(new { a = fits }, EntryText.MaxBytes).Length);
        Assert.Throws<ArgumentException>(() => CanonicalJson.Of(new { a = fits + "x" }, EntryText.MaxBytes));
    }

    [Fact]
    public void A_NUL_is_refused_because_the_database_cannot_keep_it() =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Of(new { a = "\0" }, 1000));
}
