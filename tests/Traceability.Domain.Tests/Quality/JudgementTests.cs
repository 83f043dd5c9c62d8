using System.Globalization;
using Traceability.Domain.Quality;

namespace Traceability.Domain.Tests.Quality;

public sealed class JudgementTests
{
    private static readonly AppliedLimit Cadmium = new("GB 2762", "2025", "boletus", 1.0m, "mg/kg", Exclusive: false, Verify: false);
    private static readonly AppliedLimit Inhibition = new("GB/T 5009.199", "2003", "vegetables", 50, "%", Exclusive: true, Verify: false);

    [Theory]
    [InlineData("0.41", "mg/kg", ItemVerdict.Pass, "0.41")]
    [InlineData("1.0", "mg/kg", ItemVerdict.Pass, "1")]
    [InlineData("1.000000001", "mg/kg", ItemVerdict.Fail, "1.000000001")]
    [InlineData("1000", "µg/kg", ItemVerdict.Pass, "1")]
    [InlineData("1001", "µg/kg", ItemVerdict.Fail, "1.001")]
    [InlineData("0.001", "g/kg", ItemVerdict.Pass, "1")]
    [InlineData("0.11", "mg/100 g", ItemVerdict.Fail, "1.1")]
    [InlineData("0", "mg/kg", ItemVerdict.Pass, "0")]
    public void Value_AgainstItsLimit_IsComparedInTheLimitsUnit(string value, string unit, ItemVerdict expected, string compared)
    {
        var judged = Judge(Number(value), unit).Value;

        Assert.Equal((expected, Number(compared), (decimal?)null), (judged.Verdict, judged.Compared, judged.Dehydration));
        Assert.Equal(Cadmium, judged.Limit);
    }

    [Theory]
    [InlineData("3.9", "0.39", ItemVerdict.Pass)]
    [InlineData("10", "1", ItemVerdict.Pass)]
    [InlineData("10.1", "1.01", ItemVerdict.Fail)]
    public void Value_OfTheDriedUnderALimitOfTheFresh_IsDividedByTheDehydration(string dry, string fresh, ItemVerdict expected)
    {
        var judged = Judge(Number(dry), "mg/kg", dehydration: 10).Value;

        Assert.Equal((expected, Number(fresh), 10m), (judged.Verdict, judged.Compared, judged.Dehydration));
    }

    [Fact]
    public void Value_ThatDoesNotDivideEvenly_IsComparedExactlyAndShownToNineDecimals()
    {
        var judged = Judge(3, "mg/kg", dehydration: 7).Value;

        Assert.Equal((ItemVerdict.Pass, 0.428571429m), (judged.Verdict, judged.Compared));
    }

    [Theory]
    [InlineData("0.005", ItemVerdict.Pass)]
    [InlineData("1", ItemVerdict.Pass)]
    [InlineData("1.1", ItemVerdict.NotJudged)]
    public void NotDetected_ByAMethodThatFindsNothingBelowMoreThanTheLimit_SaysNothing(string detectionLimit, ItemVerdict expected)
    {
        var judged = Judgement.Judge(new MeasuredItem("镉", "mg/kg", "GB 5009.15", null, Number(detectionLimit)), InspectionKind.Laboratory, Cadmium, [], 1).Value;

        Assert.Equal(expected, judged.Verdict);
    }

    [Fact]
    public void Item_WithoutALimit_IsNotJudgedHoweverMuchWasFound()
    {
        var judged = Judgement.Judge(new MeasuredItem("氟啶虫酰胺", "%", "any", 1_000), InspectionKind.Laboratory, limit: null, [], 10).Value;

        Assert.Equal((ItemVerdict.NotJudged, null, null, null), (judged.Verdict, judged.Limit, judged.Compared, judged.Dehydration));
    }

    [Theory]
    [InlineData("49.9", ItemVerdict.Pass)]
    [InlineData("50", ItemVerdict.Suspect)]
    [InlineData("100", ItemVerdict.Suspect)]
    public void EnzymeInhibition_OfHalfOrMore_IsSuspectAndNeverFailsAlsoInALaboratory(string percent, ItemVerdict expected)
    {
        foreach (var kind in Enum.GetValues<InspectionKind>())
        {
            var judged = Judgement.Judge(new MeasuredItem("酶抑制率", "%", "GB/T 5009.199-2003", Number(percent)), kind, Inhibition, ["GB/T 5009.199"], 1).Value;

            Assert.Equal(expected, judged.Verdict);
        }
    }

    [Fact]
    public void RapidTest_OfAnythingOverItsLimit_IsSuspect() =>
        Assert.Equal(ItemVerdict.Suspect, Judgement.Judge(new MeasuredItem("镉", "mg/kg", "strip", 2), InspectionKind.Rapid, Cadmium, [], 1).Value.Verdict);

    [Theory]
    [InlineData("GB 23200.121", "GB 23200.121", true)]
    [InlineData("gb23200.121-2026", "GB 23200.121", true)]
    [InlineData("ＧＢ 23200.121", "GB 23200.121", true)]
    [InlineData("GB 23200.121 法一", "GB 23200.121", true)]
    [InlineData("GB 23200.1210", "GB 23200.121", false)]
    [InlineData("GB 23200.121.1", "GB 23200.121", false)]
    [InlineData("GB 23200.12", "GB 23200.121", false)]
    [InlineData("GB 23200.113", "GB 23200.121", false)]
    public void Method_ThatTheLimitDoesNotName_IsRefused(string used, string named, bool taken)
    {
        var judged = Judgement.Judge(new MeasuredItem("噻虫胺", "mg/kg", used, 0.01m), InspectionKind.Laboratory, Cadmium, ["SN/T 1", named], 1);

        Assert.Equal(taken ? null : "inspection.method", judged.Problem?.Code);
    }

    [Fact]
    public void Unit_ThatCannotBeComparedWithTheLimits_IsRefused() => Assert.Equal("inspection.unit", Judge(1, "%").Problem?.Code);

    [Theory]
    [InlineData(InspectionVerdict.Pass, ItemVerdict.Pass, ItemVerdict.Pass)]
    [InlineData(InspectionVerdict.PartlyJudged, ItemVerdict.Pass, ItemVerdict.NotJudged)]
    [InlineData(InspectionVerdict.NotJudged, ItemVerdict.NotJudged, ItemVerdict.NotJudged)]
    [InlineData(InspectionVerdict.Suspect, ItemVerdict.NotJudged, ItemVerdict.Suspect)]
    [InlineData(InspectionVerdict.Fail, ItemVerdict.Suspect, ItemVerdict.Fail)]
    [InlineData(InspectionVerdict.Fail, ItemVerdict.NotJudged, ItemVerdict.Fail)]
    public void Verdict_OfAllItems_IsTheWorstAndNoPassWithoutLimits(InspectionVerdict expected, params ItemVerdict[] items) =>
        Assert.Equal(expected, Judgement.Sum([.. items.Select(v => new JudgedItem("x", "mg/kg", "m", v, 1, null, null, null, null))]));

    [Theory]
    [InlineData("镉(以Cd计)", "镉")]
    [InlineData("酸价（以脂肪计）(KOH)", "酸价")]
    [InlineData("吡虫啉", "吡虫啉")]
    [InlineData("(S)-metolachlor", "(S)-metolachlor")]
    public void Analyte_WithHowItIsExpressed_IsFoundByItsName(string written, string name) => Assert.Equal(name, Judgement.NameOf(written));

    private static Result<JudgedItem> Judge(decimal value, string unit, decimal dehydration = 1) =>
        Judgement.Judge(new MeasuredItem("镉(以Cd计)", unit, "GB 5009.15", value), InspectionKind.Laboratory, Cadmium, ["GB 5009.15"], dehydration);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
