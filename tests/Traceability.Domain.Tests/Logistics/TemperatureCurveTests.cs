using Traceability.Domain.Logistics;

namespace Traceability.Domain.Tests.Logistics;

public sealed class TemperatureCurveTests
{
    private static readonly TemperatureRange Mango = new(10, 13);
    private static readonly DateTimeOffset Start = new(2026, 5, 21, 20, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Breaches_OfAMangoLoadThatGotWarm_AreOneSpanWithItsWorst()
    {
        var curve = TemperatureCurve.Of([At(0, 11.9m), At(6, 12.2m), At(12, 15.6m), At(13.5, 16.1m), At(15, 12.6m), At(24, 11.8m)], Mango).Value;

        Assert.Equal([new TemperatureBreach(Start.AddHours(12), Start.AddHours(13.5), 15.6m, 16.1m)], curve.Breaches);
    }

    [Fact]
    public void Breaches_FirstTooWarmThenTooCold_AreTwoSpans()
    {
        var curve = TemperatureCurve.Of([At(0, 13.01m), At(1, 9.99m), At(2, 10), At(3, 13), At(4, 20)], Mango).Value;

        Assert.Equal([(13.01m, 0d), (9.99m, 1d), (20m, 4d)], curve.Breaches.Select(b => (b.MaxCelsius, (b.From - Start).TotalHours)));
    }

    [Fact]
    public void Readings_OutOfOrder_AreSorted() =>
        Assert.Equal([11m, 12m, 13m], TemperatureCurve.Of([At(2, 13), At(0, 11), At(1, 12)], Mango).Value.Readings.Select(r => r.Celsius));

    [Fact]
    public void Readings_OfOneMomentSaidInTwoOffsets_AreRefused()
    {
        var same = new TemperatureReading(Start.ToUniversalTime(), 12);

        Assert.Equal("temperature.twice", TemperatureCurve.Of([At(0, 11), At(1, 11), same], Mango).Problem!.Code);
    }

    [Theory]
    [InlineData(-127)]
    [InlineData(-100.01)]
    [InlineData(100.01)]
    [InlineData(850)]
    public void Readings_OfABrokenSensor_AreRefused(double celsius)
    {
        var problem = TemperatureCurve.Of([At(0, 12), At(1, (decimal)celsius)], Mango).Problem!;

        Assert.Equal(("temperature.impossible", "readings"), (problem.Code, problem.Field));
        Assert.Equal("2026-05-21 21:00 +08:00", problem.Facts!["at"]);
    }

    [Fact]
    public void Range_WithOneEndOpen_IsBrokenOnTheOtherSideOnly()
    {
        var curve = TemperatureCurve.Of([At(0, -50), At(1, 4.01m)], new TemperatureRange(null, 4)).Value;

        Assert.Equal([4.01m], curve.Breaches.Select(b => b.MaxCelsius));
    }

    [Fact]
    public void Range_ThatIsMissingOrEmpty_IsRefused()
    {
        Assert.Equal("temperature.no-range", TemperatureCurve.Of([At(0, 1)], default).Problem!.Code);
        Assert.Equal("temperature.range", TemperatureCurve.Of([At(0, 1)], new TemperatureRange(10, 13).And(new TemperatureRange(0, 4))).Problem!.Code);
    }

    [Fact]
    public void Range_OfSeveralProducts_IsWhatAllAllow()
    {
        Assert.Equal(new TemperatureRange(3, 4), new TemperatureRange(3, 6.5m).And(new TemperatureRange(0, 4)));
        Assert.Equal(new TemperatureRange(3, null), default(TemperatureRange).And(new TemperatureRange(3, null)));
    }

    [Theory]
    [InlineData(3, 4, true)]
    [InlineData(3, 6, true)]
    [InlineData(2, 4, false)]
    [InlineData(4, 7, false)]
    [InlineData(null, 5, false)]
    [InlineData(4, null, false)]
    public void Range_Declared_IsWithinTheProductsOrNot(int? min, int? max, bool within) =>
        Assert.Equal(within, new TemperatureRange(min, max).IsWithin(new TemperatureRange(3, 6)));

    [Theory]
    [InlineData(0)]
    [InlineData(501)]
    public void Readings_NoneOrTooMany_AreRefused(int count) =>
        Assert.Equal("temperature.readings", TemperatureCurve.Of([.. Enumerable.Range(0, count).Select(i => At(i, 12))], Mango).Problem!.Code);

    private static TemperatureReading At(double hours, decimal celsius) => new(Start.AddHours(hours), celsius);
}
