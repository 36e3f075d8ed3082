namespace Assay.Browser;

public sealed class SmokeTests
{
    [Xunit.Fact]
    public void The_house_stands() => Xunit.Assert.True(true);
}
