namespace Assay.Tests;

public sealed class SmokeTests
{
    [Xunit.Fact]
    public void The_house_stands() => Xunit.Assert.True(true);
}
