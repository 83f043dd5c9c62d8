using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Tests.Pages;

/// <summary>What a form makes of what people type.</summary>
public sealed class FormReadingTests
{
    private static readonly TimeZoneInfo China = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    [Theory]
    [InlineData("84000", "84000")]
    [InlineData(" 84,000.5 ", "84000.5")]
    [InlineData("８４．５", "84.5")]
    [InlineData("1，200", "1200")]
    [InlineData("-3", "-3")]
    [InlineData("−3", "-3")]
    public void Number_AsPeopleTypeIt_IsRead(string typed, string number)
    {
        var form = Sent("kilograms", typed);
        Assert.Equal(decimal.Parse(number, CultureInfo.InvariantCulture), form.Number("kilograms"));
        Assert.False(form.Refused);
    }

    [Theory]
    [InlineData("", "form.missing")]
    [InlineData("   ", "form.missing")]
    [InlineData("viel", "form.number")]
    [InlineData("1,5", "form.number")]
    [InlineData("1.", "form.number")]
    [InlineData("1e9", "form.number")]
    [InlineData("0x10", "form.number")]
    [InlineData("99999999999999999999999999999999999999", "form.number")]
    [InlineData("<b>1</b>", "form.number")]
    public void Number_ThatIsNone_IsRefusedAndStays(string typed, string code)
    {
        var form = Sent("kilograms", typed);
        form.Number("kilograms");
        Assert.Equal((code, "kilograms"), (Assert.Single(form.Problems).Code, form.Problems[0].Field));
        Assert.Equal(typed, form.Typed("kilograms"));
    }

    [Theory]
    [InlineData("12", 12, null)]
    [InlineData("12.0", 12, null)]
    [InlineData("12.5", 0, "form.whole")]
    [InlineData("3000000000", 0, "form.whole")]
    public void Whole_OfANumber_IsWhole(string typed, int number, string? code)
    {
        var form = Sent("count", typed);
        Assert.Equal(number, form.Whole("count"));
        Assert.Equal(code, form.Problems.SingleOrDefault()?.Code);
    }

    [Fact]
    public void Moment_ByTheClocksOfThePlace_HasTheirOffset()
    {
        Assert.Equal(new DateTimeOffset(2026, 9, 12, 7, 30, 0, TimeSpan.FromHours(8)), Sent("occurred", "2026-09-12T07:30").Moment("occurred", China));
        Assert.Null(Sent("occurred", "").Moment("occurred", China));
    }

    [Theory]
    [InlineData("2026-02-30T07:30")]
    [InlineData("0001-01-01T00:00")]
    [InlineData("yesterday")]
    [InlineData("1986-05-04T02:30")] // China's clocks went from 2 to 3.
    public void Moment_ThatNoClockHasShown_IsRefused(string typed)
    {
        var form = Sent("occurred", typed);
        Assert.Null(form.Moment("occurred", China));
        Assert.Equal("form.moment", Assert.Single(form.Problems).Code);
    }

    [Fact]
    public void Day_OfNoCalendar_IsRefused()
    {
        var form = Sent("day", "2026-13-01");
        Assert.Null(form.Day("day"));
        Assert.Equal("form.day", Assert.Single(form.Problems).Code);
        Assert.Equal(new DateOnly(2026, 9, 1), Sent("day", "2026-09-01").Day("day"));
    }

    [Fact]
    public void Form_WhereSomethingIsLookedFor_SendsNothingYet()
    {
        Assert.False(Sent("plot", "a").Looks);
        Assert.False(Sent(("plot", "a"), ("plot-sought", "east"), ("plot-sought-before", "east")).Looks);
        Assert.True(Sent(("plot", "a"), ("plot-sought", "east"), ("plot-sought-before", "")).Looks);
        Assert.True(Sent(("plot", "a"), ("look", "plot")).Looks);
    }

    [Fact]
    public void Pick_OfASingleThing_HasItChosen()
    {
        var only = new PickOption("a", "A");
        Assert.True(new Pick(new Form("plot"), "plot", "Plot", [only]).IsChosen(only));
        Assert.False(new Pick(new Form("plot"), "plot", "Plot", [only]) { More = true }.IsChosen(only));
        Assert.False(new Pick(Sent("plot", "b"), "plot", "Plot", [only]).IsChosen(only));
    }

    private static Form Sent(string field, string typed) => Sent((field, typed));

    private static Form Sent(params (string Field, string Typed)[] sent)
    {
        var form = new Form(sent[0].Field);
        form.Read(new FormCollection(sent.ToDictionary(s => s.Field, s => new StringValues(s.Typed), StringComparer.Ordinal)));
        return form;
    }
}
