using Traceability.Domain.Quality;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed class TestBarTests
{
    [Theory]
    [InlineData("0.39", 312, 800)]
    [InlineData("1", 800, 800)]
    [InlineData("4", 800, 200)]
    [InlineData("0.00001", 6, 800)]
    [InlineData("0", 0, 800)]
    public void Bar_OfAnItem_EndsWhereTheLargerOfTheTwoDoes(string found, int value, int limit) =>
        Assert.Equal(new TestBar(value, limit), TestBar.Of(Item(decimal.Parse(found, System.Globalization.CultureInfo.InvariantCulture), ItemVerdict.Pass)));

    [Fact]
    public void Bar_OfWhatHasNoLimitOrWasNotDetected_IsEmpty()
    {
        Assert.Equal(new TestBar(0, null), TestBar.Of(Item(3, ItemVerdict.NotJudged) with { Limit = null, Compared = null }));
        Assert.Equal(new TestBar(0, 800), TestBar.Of(Item(0.01m, ItemVerdict.Pass) with { Value = null, DetectionLimit = 0.01m }));
    }

    [Fact]
    public void Tone_OfWhatWasNotJudged_IsNeverGood()
    {
        Assert.Equal("unknown", TestBar.Tone(ItemVerdict.NotJudged));
        Assert.All(Enum.GetValues<InspectionVerdict>().Where(v => v != InspectionVerdict.Pass), v => Assert.NotEqual("good", TestBar.Tone(v)));
    }

    private static JudgedItem Item(decimal found, ItemVerdict verdict) =>
        new("镉", "mg/kg", "GB 5009.15", verdict, found, Limit: new AppliedLimit("GB 2762", "2025", "boletus", 1, "mg/kg", Exclusive: false, Verify: false), Compared: found);
}
