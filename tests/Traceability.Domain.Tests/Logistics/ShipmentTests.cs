using Traceability.Domain.Logistics;

namespace Traceability.Domain.Tests.Logistics;

public sealed class ShipmentTests
{
    private static readonly string Subject = Domain.Subject.Shipment(Facts.Id(500));
    private static readonly DateTimeOffset Later = Facts.Noon.AddHours(5);

    [Fact]
    public void Receive_AllThatWasSent_IsAllowed() =>
        Assert.Null(Sent().Receive(Facts.Received(Facts.StoreGln, ("PK01", 8), ("PK02", 1)), Later).Problem);

    [Fact]
    public void Receive_LessThanWasSent_IsAllowedAndKept()
    {
        var shipment = Sent();

        var received = shipment.Receive(Facts.Received(Facts.StoreGln, ("PK01", 7), ("PK02", 0)), Later).Value;
        shipment.Apply(Subject, received, Facts.Stamp(2, Facts.Store, Later));

        Assert.Equal([(8m, 7m), (1m, 0m)], shipment.Items.Select(i => (i.Quantity, i.Arrived!.Value)));
        Assert.True(shipment.Received);
    }

    [Fact]
    public void Receive_MoreThanWasSent_IsRefusedWithTheSum()
    {
        var problem = Sent().Receive(Facts.Received(Facts.StoreGln, ("PK01", 9)), Later).Problem!;

        Assert.Equal(("shipment.more-than-sent", ProblemKind.Refused, "items"), (problem.Code, problem.Kind, problem.Field));
        Assert.Equal(("8", "9", "EA"), (problem.Facts!["sent"], problem.Facts["asked"], problem.Facts["unit"]));
    }

    [Fact]
    public void Receive_Twice_IsAConflict()
    {
        var shipment = Sent();
        shipment.Apply(Subject, Facts.Received(Facts.StoreGln, ("PK01", 8)), Facts.Stamp(2, Facts.Store, Later));

        var problem = shipment.Receive(Facts.Received(Facts.StoreGln, ("PK01", 8)), Later).Problem!;

        Assert.Equal(("shipment.received", ProblemKind.Conflict), (problem.Code, problem.Kind));
    }

    [Fact]
    public void Receive_ByAnother_IsForbidden()
    {
        var problem = Sent().Receive(Facts.Received(Facts.GrowerGln, ("PK01", 8)), Later).Problem!;

        Assert.Equal(("shipment.not-yours", ProblemKind.Forbidden), (problem.Code, problem.Kind));
    }

    [Fact]
    public void Receive_BeforeItLeft_IsRefused() =>
        Assert.Equal("shipment.before-departure", Sent().Receive(Facts.Received(Facts.StoreGln, ("PK01", 8)), Facts.Noon.AddTicks(-1)).Problem!.Code);

    [Fact]
    public void Receive_AtTheMomentItLeft_IsAllowed() =>
        Assert.Null(Sent().Receive(Facts.Received(Facts.StoreGln, ("PK01", 8)), Facts.Noon).Problem);

    [Fact]
    public void Receive_SomethingThatWasNotSent_IsRefused() =>
        Assert.Equal("shipment.not-in-it", Sent().Receive(Facts.Received(Facts.StoreGln, ("PK03", 1)), Later).Problem!.Code);

    private static Shipment Sent() => Facts.After<Shipment>(Subject, Facts.Dispatched(("PK01", 8), ("PK02", 1)));
}
