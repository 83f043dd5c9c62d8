using System.Text.Encodings.Web;
using Traceability.App.Features.Trace;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed class WordingTests
{
    private static readonly Wording Chinese = Wording.For(new(Chinese: true, LargeType: false));
    private static readonly Wording English = Wording.For(new(Chinese: false, LargeType: true));

    [Theory]
    [InlineData(2026, 9, 12, 2026, 9, 12, "2026年9月12日", "12 September 2026")]
    [InlineData(2026, 9, 12, 2026, 9, 18, "2026年9月12日至18日", "12–18 September 2026")]
    [InlineData(2026, 9, 30, 2026, 10, 1, "2026年9月30日至2026年10月1日", "30 September 2026 to 1 October 2026")]
    [InlineData(2025, 9, 1, 2026, 9, 2, "2025年9月1日至2026年9月2日", "1 September 2025 to 2 September 2026")]
    public void Dates_OfAHarvest_AreOneDateOrARange(int y1, int m1, int d1, int y2, int m2, int d2, string chinese, string english)
    {
        Assert.Equal(chinese, Chinese.Dates(new(y1, m1, d1), new(y2, m2, d2)));
        Assert.Equal(english, English.Dates(new(y1, m1, d1), new(y2, m2, d2)));
    }

    [Theory]
    [InlineData(480, "08:05 Beijing time", "08:05 北京时间")]
    [InlineData(0, "08:05 UTC", "08:05 UTC")]
    [InlineData(330, "08:05 UTC+5:30", "08:05 UTC+5:30")]
    [InlineData(-210, "08:05 UTC−3:30", "08:05 UTC−3:30")]
    public void Clock_InAnyZone_NamesIt(int offsetMinutes, string english, string chinese)
    {
        var moment = new DateTimeOffset(2026, 9, 12, 8, 5, 0, TimeSpan.FromMinutes(offsetMinutes));

        Assert.Equal(english, English.Clock(moment));
        Assert.Equal(chinese, Chinese.Clock(moment));
    }

    [Fact]
    public void Quantities_HaveSeparatorsAndUnits()
    {
        Assert.Equal("84,000.125\u00A0kg", English.Kilograms(84_000.125m));
        Assert.Equal("84,000\u00A0千克", Chinese.Kilograms(84_000.000m));
        Assert.Equal("120.5\u00A0亩（8.03\u00A0公顷）", Chinese.Area(120.5m));
        Assert.Equal("1\u00A0box", English.Count("unit.boxes", 1));
        Assert.Equal("1,500\u00A0boxes", English.Count("unit.boxes", 1500));
        Assert.Equal("55.65%", English.Share(0.5565m));
        Assert.Equal("100%", English.Share(1));
    }

    [Fact]
    public void Storage_OfEachForm_IsSaid()
    {
        Assert.Equal("−18 to −15\u00A0°C", English.Storage(-18, -15));
        Assert.Equal("At 4\u00A0°C or below", English.Storage(null, 4.0m));
        Assert.Equal("不低于 10\u00A0℃", Chinese.Storage(10, null));
        Assert.Equal("没有规定温度", Chinese.Storage(null, null));
    }

    [Fact]
    public void List_OfAnyLength_ReadsAsASentence()
    {
        Assert.Equal("", English.List([]));
        Assert.Equal("a", English.List(["a"]));
        Assert.Equal("a and b", English.List(["a", "b"]));
        Assert.Equal("甲、乙、丙", Chinese.List(["甲", "乙", "丙"]));
    }

    [Fact]
    public void Sentence_WithHostileGaps_IsEncodedAndIsolated()
    {
        using var html = new StringWriter();
        English.Sentence("place.unknown", "<b>{0}\u202E").WriteTo(html, HtmlEncoder.Default);

        Assert.Equal("Region <bdi>&lt;b&gt;{0}&#x202E;</bdi> (name unknown)", html.ToString());
    }

    [Fact]
    public void Chain_WithAndWithoutAName_ShowsItsId()
    {
        Assert.Equal("Ethereum Mainnet (1)", English.Chain(1));
        Assert.Equal("424242", English.Chain(424242));
    }

    [Fact]
    public void ProofCount_OfAChain_CountsEachFactOnce()
    {
        var count = ProofCount.Of(Traces.Potato());

        Assert.Equal(new ProofCount(Recorded: 1, Logged: 2, Anchored: 8), count);
        Assert.Equal(ProofState.Recorded, count.Least);
        Assert.Equal(ProofState.Logged, (count with { Recorded = 0 }).Least);
        Assert.Equal(ProofState.Anchored, new ProofCount(0, 0, 3).Least);
    }
}
