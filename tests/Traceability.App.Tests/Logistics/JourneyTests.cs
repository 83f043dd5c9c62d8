using Traceability.App.Access;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Trace;
using Traceability.App.Pipeline;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Logistics;

/// <summary>A load on its way, from the commands to what a scan shows.</summary>
public sealed class JourneyTests(Databases databases)
{
    private static readonly DateTimeOffset Departed = PotatoChain.HarvestTime.AddDays(4).AddHours(6);

    [Theory]
    [OnDatabases]
    public async Task Breach_UntilItIsClosed_AsksToLookAndIsShownAfterwards(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var other = await SendAsync(app, chain);
        var leg = await app.RecordAsync(chain.Carrier, new RecordLeg(Departed, Departed.AddHours(10), Vehicle: "云A·演0001") { Shipment = other });
        var read = await app.RecordAsync(chain.Carrier, Read(leg.Leg, (9, 12.6m), (0, 11.9m), (5, 16.1m), (4, 15.6m)) with { Shipment = other });

        var open = await TraceAsync(app);
        var closed = await app.RecordAsync(chain.Store, new CloseTemperatureBreach(read.Recording, BreachReason.SensorLost, "仪器丢了", Departed.AddHours(10)) { Shipment = other });
        var settled = await TraceAsync(app);

        Assert.Equal([new TemperatureBreach(Departed.AddHours(4), Departed.AddHours(5), 15.6m, 16.1m)], read.Breaches);
        Assert.Equal(VerdictState.LookHere, open.Verdict.State);
        Assert.Equal([new Concern(ConcernKind.TemperatureBreach)], open.Verdict.Concerns);
        Assert.DoesNotContain(FactKind.Temperature, open.Verdict.NotRecorded);
        Assert.Empty(settled.Verdict.Concerns);
        var stop = settled.Journey.OfType<TemperatureStop>().Single(s => s.Proof.Entry == read.Receipts[0].Entry);
        Assert.Equal([11.9m, 15.6m, 16.1m, 12.6m], stop.Readings.Select(r => r.Celsius));
        Assert.Equal((BreachReason.SensorLost, closed.Receipts[0].Entry), (stop.Closed!.Reason, stop.Closed.Proof.Entry));
        var driven = settled.Journey.OfType<LegStop>().Single(s => s.Proof.Entry == leg.Receipts[0].Entry);
        Assert.Equal((Departed, Departed.AddHours(10), "91130722XXXX00182E"), (driven.At, driven.Arrived, driven.Carrier!.Uscc));
    }

    [Theory]
    [OnDatabases]
    public async Task Breach_ByAnybodyElse_StaysOpen(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var other = await SendAsync(app, chain);
        var leg = await app.RecordAsync(chain.Grower, new RecordLeg(Departed, Departed.AddHours(10)) { Shipment = other });
        var read = await app.RecordAsync(chain.Grower, Read(leg.Leg, (1, 20)) with { Shipment = other });
        var close = new CloseTemperatureBreach(read.Recording, BreachReason.GoodsGood) { Shipment = other };
        var elsewhere = new Actor(chain.Supervisor.Account, [Role.Supervisor], Organisation: null, [RegionCode.Parse("110105")]);

        Assert.Equal("shipment.not-of-yours", (await app.SendAsync(chain.Grower, close)).Problem!.Code);
        Assert.Equal("shipment.not-of-yours", (await app.SendAsync(chain.Carrier, close)).Problem!.Code);
        Assert.Equal("shipment.unknown", (await app.SendAsync(elsewhere, close)).Problem!.Code);
        Assert.Null((await app.SendAsync(chain.Supervisor, close)).Problem);
        Assert.Equal("breach.closed", (await app.SendAsync(chain.Store, close)).Problem!.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Temperature_ThatCannotBeOrWidensItsRange_IsRefused(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var loose = await app.RecordAsync(chain.Grower, new DispatchShipment([new DispatchItem(chain.Harvest.Batch, 10)], chain.Store.Member.Uscc, Occurred: Departed));
        var leg = await app.RecordAsync(chain.Grower, new RecordLeg(Departed, Departed.AddHours(10)) { Shipment = loose.Shipment });
        Task<string> Code(RecordTemperature asked) => CodeAsync(app, chain.Grower, asked with { Shipment = loose.Shipment });

        // Loose potatoes are stored at 3 to 6.5 °C.
        Assert.Equal("temperature.range-wider", await Code(Read(leg.Leg, (1, 5)) with { TargetMinCelsius = 3, TargetMaxCelsius = 7 }));
        Assert.Equal("temperature.twice", await Code(Own(leg.Leg, (1, 5), (1, 6))));
        Assert.Equal("temperature.impossible", await Code(Own(leg.Leg, (1, 5), (2, -127))));
        Assert.Equal("temperature.outside-leg", await Code(Own(leg.Leg, (1, 5), (10.01, 5))));
        Assert.Equal("leg.unknown", await Code(Own(loose.Shipment, (1, 5))));
        Assert.Equal("temperature.form", await Code(Own(leg.Leg, (1, 5.001m))));
        Assert.Equal("temperature.readings", await Code(Own(leg.Leg)));
        Assert.Equal("temperature.readings", await Code(Own(leg.Leg, [.. Enumerable.Range(0, 501).Select(i => (i / 100d, 5m))])));
        Assert.Equal("file.not-stored", await Code(Own(leg.Leg, (1, 5)) with { LoggerFile = FileHash.Parse(new string('c', 64)) }));
        Assert.Equal("", await Code(Own(leg.Leg, [.. Enumerable.Range(0, 500).Select(i => (i / 100d, 5m))])));
        Assert.Equal("temperature.exists", await Code(Own(leg.Leg, [.. Enumerable.Range(0, 500).Select(i => (i / 100d, 5m))])));
    }

    [Theory]
    [OnDatabases]
    public async Task Leg_ByWhoDoesNotCarry_IsRefusedAndOfAHiddenShipmentNotFound(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var other = await SendAsync(app, chain);
        var drive = new RecordLeg(Departed, Departed.AddHours(1)) { Shipment = other };
        var stranger = new Actor("account:00000000-0000-7000-8000-0000000000ff", [Role.Logistics], new ActingOrganisation(UnifiedSocialCreditCode.Parse("91532301XXXX001152"), Gln.Parse("9520109000998"), PotatoChain.County), []);

        Assert.Equal("shipment.not-of-yours", await CodeAsync(app, chain.Store, drive));
        Assert.Equal("shipment.unknown", await CodeAsync(app, stranger, drive));
        Assert.Equal("region.unknown", await CodeAsync(app, chain.Carrier, drive with { To = RegionCode.Parse("532301") }));
        Assert.Equal("organisation.unknown", await CodeAsync(app, chain.Carrier, drive with { Carrier = UnifiedSocialCreditCode.Parse("91532301XXXX001152") }));
        Assert.Equal("shipment.carrier", await CodeAsync(app, chain.Carrier, drive with { Carrier = chain.Store.Member.Uscc }));
        Assert.Equal("time.future", await CodeAsync(app, chain.Carrier, drive with { Arrived = app.Clock.GetUtcNow().AddHours(1) }));
        Assert.Equal("text.form", await CodeAsync(app, chain.Carrier, drive with { Vehicle = "a\nb" }));
        Assert.Equal("", await CodeAsync(app, chain.Carrier, drive));
        Assert.Equal("leg.overlaps", await CodeAsync(app, chain.Carrier, drive));
    }

    private static async Task<Guid> SendAsync(TestApp app, PotatoChain chain) =>
        (await app.RecordAsync(
            chain.Grower, new DispatchShipment([new DispatchItem(chain.Packing.Batches[0].Batch, 10)], chain.Store.Member.Uscc, chain.Carrier.Member.Uscc, Occurred: Departed))).Shipment;

    private static async Task<string> CodeAsync<T>(TestApp app, Actor actor, IRestrictedCommand<T> command)
        where T : class => (await app.SendAsync(actor, command)).Problem?.Code ?? "";

    private static async Task<TraceView> TraceAsync(TestApp app) => (await app.AskAsync(actor: null, new GetTrace(PotatoChain.Box, LotNumber.Parse("PK01"), Serial: null))).Value;

    private static RecordTemperature Read(Guid leg, params (double Hours, decimal Celsius)[] readings) => Own(leg, readings) with { TargetMinCelsius = 10, TargetMaxCelsius = 13 };

    private static RecordTemperature Own(Guid leg, params (double Hours, decimal Celsius)[] readings) =>
        new(leg, [.. readings.Select(r => new ReadTemperature(Departed.AddHours(r.Hours), r.Celsius))]);
}
