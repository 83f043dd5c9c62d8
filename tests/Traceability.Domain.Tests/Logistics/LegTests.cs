using Traceability.Domain.Logistics;

namespace Traceability.Domain.Tests.Logistics;

public sealed class LegTests
{
    private static readonly string Subject = Domain.Subject.Shipment(Facts.Id(500));
    private static readonly DateTimeOffset Departed = Facts.Noon.AddHours(1);
    private static readonly DateTimeOffset Arrived = Facts.Noon.AddHours(3);
    private static readonly TemperatureRange Cool = new(3, 6);

    [Fact]
    public void Leg_BetweenDispatchAndReceipt_IsAllowed() => Assert.Null(Sent().AddLeg(Facts.Leg(1, Arrived), Departed).Problem);

    [Fact]
    public void Leg_AtTheMomentOfDispatchAndBesideAnother_IsAllowed()
    {
        var shipment = Driven();

        Assert.Null(shipment.AddLeg(Facts.Leg(2, Departed), Facts.Noon).Problem);
        Assert.Null(shipment.AddLeg(Facts.Leg(2, Arrived.AddHours(1)), Arrived).Problem);
    }

    [Theory]
    [InlineData(-0.1, 1, "leg.before-dispatch")]
    [InlineData(4, 4, "leg.before-departure")]
    [InlineData(4, 3.5, "leg.before-departure")]
    [InlineData(0, 1.1, "leg.overlaps")]
    [InlineData(2.9, 4, "leg.overlaps")]
    [InlineData(1.5, 2, "leg.overlaps")]
    [InlineData(8, 10.1, "leg.after-receipt")]
    public void Leg_ThatCannotHaveBeen_IsRefusedWithTheTimes(double departed, double arrived, string code)
    {
        var shipment = Driven();
        shipment.Apply(Subject, Facts.Received(Facts.StoreGln, ("PK01", 8)), Facts.Stamp(9, Facts.Store, Facts.Noon.AddHours(10)));

        var problem = shipment.AddLeg(Facts.Leg(2, Facts.Noon.AddHours(arrived)), Facts.Noon.AddHours(departed)).Problem!;

        Assert.Equal(code, problem.Code);
        Assert.NotEmpty(problem.Facts!);
    }

    [Fact]
    public void Leg_BeyondTheMost_IsRefused()
    {
        var shipment = Sent();
        for (var i = 0; i < Shipment.MostLegs; i++)
            shipment.Apply(Subject, Facts.Leg(i, Departed.AddHours(i + 1)), Facts.Stamp(i + 2, occurred: Departed.AddHours(i)));

        Assert.Equal("leg.too-many", shipment.AddLeg(Facts.Leg(99, Departed.AddDays(2)), Departed.AddDays(1)).Problem!.Code);
    }

    [Fact]
    public void Receive_BeforeTheLastLegArrived_IsRefused()
    {
        var problem = Driven().Receive(Facts.Received(Facts.StoreGln, ("PK01", 8)), Arrived.AddTicks(-1)).Problem!;

        Assert.Equal(("shipment.before-arrival", "2026-09-12 15:00 +08:00"), (problem.Code, problem.Facts!["arrived"]));
    }

    [Fact]
    public void Temperature_WithinItsLeg_NamesTheBatchesAndTheWorst()
    {
        var read = Driven().AddTemperature(Facts.Id(801), Facts.Id(601), Curve(4, 7, 5), loggerFile: null).Value;

        Assert.Equal((4m, 7m, 3m, 6m), (read.MinCelsius, read.MaxCelsius, read.TargetMinCelsius, read.TargetMaxCelsius));
        Assert.Equal([Domain.Subject.Shipment(Facts.Id(500)), "/01/09520100000102/10/PK01"], read.Subjects());
        Assert.Single(read.Breaches);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Temperature_ReadBeforeOrAfterItsLeg_IsRefused(int hours)
    {
        var outside = TemperatureCurve.Of([new(Departed, 4), new(Departed.AddHours(hours), 4)], Cool).Value;

        var problem = Driven().AddTemperature(Facts.Id(801), Facts.Id(601), outside, loggerFile: null).Problem!;

        Assert.Equal("temperature.outside-leg", problem.Code);
        Assert.Equal(["departed", "arrived", "at"], problem.Facts!.Keys);
    }

    [Fact]
    public void Temperature_OfAnotherShipmentsLeg_IsNotFound() =>
        Assert.Equal(("leg.unknown", ProblemKind.NotFound), Of(Driven().AddTemperature(Facts.Id(801), Facts.Id(777), Curve(4), loggerFile: null).Problem));

    [Fact]
    public void Temperature_RecordedAgain_IsAConflict()
    {
        var shipment = Measured(4, 5);

        Assert.Equal(("temperature.exists", ProblemKind.Conflict), Of(shipment.AddTemperature(Facts.Id(802), Facts.Id(601), Curve(4, 5), loggerFile: null).Problem));
        Assert.Null(shipment.AddTemperature(Facts.Id(802), Facts.Id(601), Curve(4, 5.01m), loggerFile: null).Problem);
    }

    [Theory]
    [InlineData(BreachReason.SensorLost)]
    [InlineData(BreachReason.DoorOpened)]
    [InlineData(BreachReason.GoodsGood)]
    [InlineData(BreachReason.GoodsRejected)]
    public void Breach_IsClosedByWordsAlone(BreachReason reason)
    {
        var shipment = Measured(4, 9);
        Assert.True(Assert.Single(shipment.Temperatures).IsOpen);

        var closed = shipment.CloseBreach(Facts.Settled(reason), Arrived).Value;
        shipment.Apply(Subject, closed, Facts.Stamp(9, Facts.Store, Arrived));

        Assert.Equal((reason, false), (shipment.Temperatures.Single().Closed!.Value, shipment.Temperatures.Single().IsOpen));
        Assert.Equal(("breach.closed", ProblemKind.Conflict), Of(shipment.CloseBreach(Facts.Settled(reason), Arrived).Problem));
    }

    [Fact]
    public void Breach_BeforeItBeganOrWhereThereIsNone_IsNotClosed()
    {
        Assert.Equal("breach.before", Measured(4, 9).CloseBreach(Facts.Settled(), Departed).Problem!.Code);
        Assert.Equal("breach.none", Measured(4, 5).CloseBreach(Facts.Settled(), Arrived).Problem!.Code);
        Assert.Equal("temperature.unknown", Driven().CloseBreach(Facts.Settled(), Arrived).Problem!.Code);
    }

    [Fact]
    public void Batch_OfALoadOnItsWay_KeepsItsHoldings()
    {
        var batch = Facts.PackOf("PK01", 10);
        var held = batch.HeldBy(Facts.Grower);

        batch.Apply(batch.Subject, Facts.Leg(1, Arrived), Facts.Stamp(20, occurred: Departed));
        batch.Apply(batch.Subject, Driven().AddTemperature(Facts.Id(801), Facts.Id(601), Curve(9), loggerFile: null).Value, Facts.Stamp(21));
        batch.Apply(batch.Subject, Facts.Settled(), Facts.Stamp(22));

        Assert.Equal((held, 4), (batch.HeldBy(Facts.Grower), batch.Version));
    }

    private static Shipment Sent() => Facts.After<Shipment>(Subject, Facts.Dispatched(("PK01", 8)));

    private static Shipment Driven()
    {
        var shipment = Sent();
        shipment.Apply(Subject, Facts.Leg(1, Arrived), Facts.Stamp(2, occurred: Departed));
        return shipment;
    }

    private static Shipment Measured(params decimal[] celsius)
    {
        var shipment = Driven();
        shipment.Apply(Subject, shipment.AddTemperature(Facts.Id(801), Facts.Id(601), Curve(celsius), loggerFile: null).Value, Facts.Stamp(3));
        return shipment;
    }

    private static TemperatureCurve Curve(params decimal[] celsius) =>
        TemperatureCurve.Of([.. celsius.Select((c, i) => new TemperatureReading(Departed.AddMinutes(30 * i), c))], Cool).Value;

    private static (string, ProblemKind) Of(Problem? problem) => (problem!.Code, problem.Kind);
}
