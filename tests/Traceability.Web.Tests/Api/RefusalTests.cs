using System.Net;
using System.Text.Json.Nodes;

namespace Traceability.Web.Tests.Api;

/// <summary>Unknown things, things that are there already, and sums that do not come out: each by its code, each leaving everything as it was.</summary>
[Collection(Servers.Name)]
public sealed class RefusalTests(Servers servers)
{
    private const string Nobody = "01990000-0000-7000-8000-000000000000";

    [Theory]
    [OnDatabases]
    public async Task UnknownThings_Are404(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(1);

        await AssertRefusedAsync(server, "/api/batches/harvests", farm.Key, farm.HarvestOf(1, plot: "9"), (404, "plot.unknown", "plot"));
        await AssertRefusedAsync(server, "/api/batches/harvests", farm.Key, new { gtin = Farm.NewLooseGtin(), @base = farm.Base, plot = "1", kilograms = 1 }, (404, "product.unknown", "gtin"));
        await AssertRefusedAsync(server, "/api/batches/packs", farm.Key, farm.PackOf(Nobody, 1, 1), (404, "batch.unknown", "inputs[0].batch"));
        await AssertRefusedAsync(
            server, "/api/batches/packs", farm.Key,
            new { inputs = new[] { new { batch = await farm.HarvestAsync(5), kilograms = 5 } }, outputs = new[] { new { gtin = Farm.NewGtin(), packs = 1 } } }, (404, "product.unknown", "outputs[0].gtin"));
        await AssertRefusedAsync(server, $"/api/batches/{Nobody}/labels", farm.Key, new { count = 1 }, (404, "batch.unknown", "id"));
        await AssertRefusedAsync(
            server, "/api/shipments", farm.Key, new { items = new[] { new { batch = Nobody, quantity = 1 } }, receiver = "91110105XXXX00190E" }, (404, "batch.unknown", "items[0].batch"));
        await AssertRefusedAsync(server, $"/api/shipments/{Nobody}/receipt", farm.Key, new { }, (404, "shipment.unknown", null));

        foreach (var (path, code) in new[]
        {
            ($"/api/batches/{Nobody}", "batch.unknown"),
            ($"/api/batches/{batch.Id}/labels/{Nobody}", "labels.unknown-run"),
            ($"/api/entries/{Nobody}", "entry.unknown"),
            ($"/ledger/proof/{Nobody}", "entry.unknown"),
            ("/ledger/proof/batch/09520100000102/NONE", "label.unknown"),
            ("/api/labels/01/09520100000102/10/NONE/qr.svg", "label.unknown"),
            ("/01/09520100000102/10/NONE", "label.unknown"),
            ("/01/09520100000102/10/PK01/21/0123456789ABCDEF", "label.unknown"),
            ($"/01/{batch.Gtin}/10/{batch.Lot}", "label.unknown"),
            ("/api/nothing", "request.address"),
            ("/api/batches/not-an-id", "request.address"),
        })
        {
            var (status, found, _) = (await server.GetAsync(path, farm.Key)).Problem;
            Assert.Equal((404, code), (status, found));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task UnknownParties_AreRefused(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var batch = await farm.PackAsync(1);
        var items = new[] { new { batch = batch.Id, quantity = 1 } };

        await AssertRefusedAsync(server, "/api/shipments", farm.Key, new { items, receiver = Farm.NewUscc() }, (422, "organisation.unknown", "receiver"));
        await AssertRefusedAsync(server, "/api/shipments", farm.Key, new { items, receiver = store.Uscc, carrier = Farm.NewUscc() }, (422, "organisation.unknown", "carrier"));
        await AssertRefusedAsync(server, "/api/shipments", farm.Key, new { items, receiver = store.Uscc, carrier = store.Uscc }, (422, "shipment.carrier", "carrier"));
        await AssertRefusedAsync(server, "/api/shipments", farm.Key, new { items, receiver = farm.Organisation.Uscc }, (422, "shipment.to-yourself", "receiver"));
        await AssertRefusedAsync(server, "/api/supervisors", server.Key("operator"), new { region = "650000", name = "监管员" }, (422, "region.unknown", "region"));
        await AssertRefusedAsync(server, "/api/organisations", server.Key("supervisor"), Organisation.Request(Farm.NewUscc(), Farm.NewGln(), region: "130799"), (422, "region.unknown", "region"));
        await AssertRefusedAsync(
            server, "/api/bases", farm.Key, new { gln = Farm.NewGln(), region = "650000", name = "基地", plots = new[] { new { extension = "1" } } }, (422, "region.unknown", "region"));
    }

    [Theory]
    [OnDatabases]
    public async Task ThingsThatAreThereAlready_Are409(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var harvest = await farm.HarvestAsync(100, "HV01");
        var pack = await farm.PackAsync(20, "PK01");
        var sscc = Farm.NewSscc();
        await server.RecordAsync("/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 1 } }, receiver = store.Uscc, sscc });

        await AssertRefusedAsync(server, "/api/organisations", server.Key("supervisor"), Organisation.Request(store.Uscc, Farm.NewGln()), (409, "organisation.exists", "uscc"));
        await AssertRefusedAsync(server, "/api/organisations", server.Key("supervisor"), Organisation.Request(Farm.NewUscc(), store.Gln), (409, "organisation.gln-taken", "gln"));
        await AssertRefusedAsync(server, "/api/products", farm.Key, new { gtin = farm.Loose, name = "又" }, (409, "product.exists", "gtin"));
        await AssertRefusedAsync(server, "/api/bases", farm.Key, new { gln = farm.Base, region = Farm.County, name = "又", plots = new[] { new { extension = "1" } } }, (409, "base.exists", "gln"));
        await AssertRefusedAsync(server, "/api/batches/harvests", farm.Key, farm.HarvestOf(1, "HV01"), (409, "batch.exists", "lot"));
        await AssertRefusedAsync(server, "/api/batches/packs", farm.Key, farm.PackOf(harvest, 5, 1, "PK01"), (409, "batch.exists", "outputs[0].lot"));
        await AssertRefusedAsync(
            server, "/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 1 } }, receiver = store.Uscc, sscc }, (409, "shipment.sscc-in-use", "sscc"));
    }

    [Theory]
    [OnDatabases]
    public async Task Receipt_Twice_Is409(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var shipment = await farm.ShipAsync(store, await farm.PackAsync(10), 4);
        await server.RecordAsync($"/api/shipments/{shipment}/receipt", store.Key, new { });

        await AssertRefusedAsync(server, $"/api/shipments/{shipment}/receipt", store.Key, new { }, (409, "shipment.received", null));
    }

    [Theory]
    [OnDatabases]
    public async Task Sums_ThatDoNotComeOut_Are422WithTheSum(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var harvest = await farm.HarvestAsync(9_000, "HV01");
        var pack = await farm.PackAsync(10);
        await farm.LabelAsync(pack, 9);
        var shipment = await farm.ShipAsync(store, pack, 4);

        await AssertSumAsync(
            server, "/api/batches/harvests", farm.Key, farm.HarvestOf(1_000.5m), (422, "harvest.beyond-plot", "kilograms"),
            ("areaMu", "10"), ("capKgPerMu", "1000"), ("capKg", "10000"), ("harvestedKg", "9000"), ("leftKg", "1000"), ("askedKg", "1000.5"), ("season", "2026"));
        await AssertSumAsync(
            server, "/api/batches/packs", farm.Key, farm.PackOf(harvest, 100, 21), (422, "pack.mass-balance", "outputs"), ("takenKg", "100"), ("packedKg", "105"), ("differenceKg", "-5"));
        await AssertSumAsync(
            server, "/api/batches/packs", farm.Key, Declared(farm.PackOf(harvest, 100, 19), 4), (422, "pack.mass-balance", "declaredLossKg"), ("takenKg", "100"), ("packedKg", "95"), ("differenceKg", "5"), ("declaredLossKg", "4"));
        await AssertSumAsync(server, "/api/batches/packs", farm.Key, farm.PackOf(harvest, 9_000.5m, 1), (422, "batch.not-enough", "inputs[0].kilograms"), ("held", "9000"), ("asked", "9000.5"), ("unit", "KGM"));
        await AssertSumAsync(
            server, $"/api/batches/{pack.Id}/labels", farm.Key, new { count = 2 }, (422, "labels.beyond-packs", "count"), ("packs", "10"), ("issued", "9"), ("left", "1"), ("asked", "2"));
        await AssertSumAsync(
            server, "/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 7 } }, receiver = store.Uscc }, (422, "batch.not-enough", "items[0].quantity"), ("held", "6"), ("asked", "7"), ("unit", "EA"));
        await AssertSumAsync(
            server, $"/api/shipments/{shipment}/receipt", store.Key, new { items = new[] { new { batch = pack.Id, quantity = 5 } } }, (422, "shipment.more-than-sent", "items"), ("sent", "4"), ("asked", "5"), ("unit", "EA"));
    }

    [Theory]
    [OnDatabases]
    public async Task Rules_OfTheDomain_Are422(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var harvest = await farm.HarvestAsync(100);
        var pack = await farm.PackAsync(10);
        var shipment = await farm.ShipAsync(store, pack, 4);
        var another = await farm.PackAsync(1);
        await farm.ShipAsync(store, another, 1);

        await AssertRefusedAsync(server, "/api/batches/harvests", farm.Key, new { gtin = farm.Box, @base = farm.Base, plot = "1", kilograms = 1 }, (422, "harvest.not-loose", "gtin"));
        await AssertRefusedAsync(server, "/api/batches/packs", farm.Key, farm.PackOf(pack.Id, 5, 1), (422, "pack.input-not-loose", "inputs[0]"));
        await AssertRefusedAsync(
            server, "/api/batches/packs", farm.Key,
            new { inputs = new[] { new { batch = harvest, kilograms = 5 } }, outputs = new[] { new { gtin = farm.Loose, packs = 1 } } }, (422, "pack.not-fixed", "outputs[0].gtin"));
        await AssertRefusedAsync(
            server, "/api/batches/packs", farm.Key,
            new { inputs = new[] { new { batch = harvest, kilograms = 5 }, new { batch = harvest, kilograms = 5 } }, outputs = new[] { new { gtin = farm.Box, packs = 1 } } }, (422, "pack.input-twice", "inputs"));
        await AssertRefusedAsync(
            server, "/api/batches/packs", farm.Key,
            new { inputs = new[] { new { batch = harvest, kilograms = 10 } }, outputs = new[] { new { gtin = farm.Box, packs = 1, lot = "X" }, new { gtin = farm.Box, packs = 1, lot = "X" } } }, (422, "pack.output-twice", "outputs"));
        await AssertRefusedAsync(server, $"/api/batches/{harvest}/labels", farm.Key, new { count = 1 }, (422, "labels.loose", null));
        await AssertRefusedAsync(
            server, "/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 1.5 } }, receiver = store.Uscc }, (422, "quantity.whole", "items[0].quantity"));
        await AssertRefusedAsync(
            server, "/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 1 }, new { batch = pack.Id, quantity = 1 } }, receiver = store.Uscc }, (422, "shipment.batch-twice", "items"));
        await AssertRefusedAsync(
            server, $"/api/shipments/{shipment}/receipt", store.Key, new { items = new[] { new { batch = another.Id, quantity = 1 } } }, (422, "shipment.not-in-it", "items"));
        await AssertRefusedAsync(server, "/api/products", farm.Key, new { gtin = Farm.NewGtin(), name = "无净含量" }, (422, "product.measure", "netContent"));
        await AssertRefusedAsync(server, "/api/products", farm.Key, new { gtin = Farm.NewGtin(), name = "件", netContent = new { unit = "EA", value = 3 } }, (422, "product.net-content", "netContent"));
        await AssertRefusedAsync(
            server, "/api/bases", farm.Key, new { gln = Farm.NewGln(), region = Farm.County, name = "基地", plots = new[] { new { extension = "1" }, new { extension = "1" } } }, (422, "base.plot-twice", "plots"));
        await AssertRefusedAsync(
            server, "/api/bases", farm.Key, new { gln = Farm.NewGln(), region = Farm.County, name = "基地", plots = new[] { new { extension = "1", areaMu = 5 } } }, (422, "base.area-without-cap", "plots"));
    }

    [Theory]
    [OnDatabases]
    public async Task Times_OutOfOrder_Are422(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var harvest = await farm.HarvestAsync(100, occurred: "2026-09-12T08:30:00+08:00");
        var pack = await farm.PackAsync(10);
        var shipment = (string)(await server.RecordAsync(
            "/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 1 } }, receiver = store.Uscc, occurred = "2026-09-20T05:00:00+08:00" }))["shipment"]!;

        await AssertRefusedAsync(server, "/api/batches/packs", farm.Key, At(farm.PackOf(harvest, 5, 1), "2026-09-12T08:29:59+08:00"), (422, "pack.before-input", "occurred"));
        await AssertRefusedAsync(server, $"/api/batches/{pack.Id}/labels", farm.Key, new { count = 1, occurred = "2026-09-13T05:59:59Z" }, (422, "pack.before-input", "occurred"));
        await AssertRefusedAsync(
            server, "/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 1 } }, receiver = store.Uscc, occurred = "2026-09-13T13:59:59+08:00" }, (422, "pack.before-input", "occurred"));
        await AssertRefusedAsync(server, $"/api/shipments/{shipment}/receipt", store.Key, new { occurred = "2026-09-20T04:59:59+08:00" }, (422, "shipment.before-departure", "occurred"));
        // The same moment, as another place writes it, is not before.
        await server.RecordAsync("/api/batches/packs", farm.Key, At(farm.PackOf(harvest, 5, 1), "2026-09-12T00:30:00Z"));
    }

    [Theory]
    [OnDatabases]
    public async Task Times_InTheFuture_Are422ForEveryCommandThatTakesOne(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var harvest = await farm.HarvestAsync(100);
        var pack = await farm.PackAsync(10);
        var shipment = await farm.ShipAsync(store, pack, 4);
        var occurred = TimeProvider.System.GetUtcNow().AddMinutes(6).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (path, key, body) in new (string, string, object)[]
        {
            ("/api/supervisors", server.Key("operator"), new { region = "130700", name = "监管员", occurred }),
            ("/api/organisations", server.Key("supervisor"), At(JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Organisation.Request(Farm.NewUscc(), Farm.NewGln())))!.AsObject(), occurred)),
            ("/api/products", farm.Key, new { gtin = Farm.NewLooseGtin(), name = "散装", occurred }),
            ("/api/bases", farm.Key, new { gln = Farm.NewGln(), region = Farm.County, name = "基地", plots = new[] { new { extension = "1" } }, occurred }),
            ("/api/batches/harvests", farm.Key, farm.HarvestOf(1, occurred: occurred)),
            ("/api/batches/packs", farm.Key, At(farm.PackOf(harvest, 5, 1), occurred)),
            ($"/api/batches/{pack.Id}/labels", farm.Key, new { count = 1, occurred }),
            ("/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 1 } }, receiver = store.Uscc, occurred }),
            ($"/api/shipments/{shipment}/receipt", store.Key, new { occurred }),
        })
        {
            await AssertRefusedAsync(server, path, key, body, (422, "time.future", "occurred"));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Lots_ThatAreTakenByNameBeforeTheyAreMade_AreSkipped(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var first = (string)(await server.RecordAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(1)))["lot"]!;
        var second = first[..11] + "2" + App.Entries.LotNumbers.Make(new DateOnly(2026, 9, 12), 2).ToString()[^1];
        var named = await farm.HarvestAsync(7, second);

        var made = await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(2));

        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.NotEqual(second, (string)made.Json["lot"]!);
        Assert.Equal(7m, (decimal)(await server.GetAsync($"/api/batches/{named}", farm.Key)).Json["quantity"]!);
    }

    private static JsonObject At(object request, string occurred) => With(request, "occurred", occurred);

    private static JsonObject Declared(object request, decimal loss) => With(request, "declaredLossKg", loss);

    private static JsonObject With(object request, string name, JsonNode value)
    {
        var members = ((JsonObject)request).DeepClone().AsObject();
        members[name] = value;
        return members;
    }

    private static async Task AssertSumAsync(Server server, string path, string key, object body, (int, string?, string?) expected, params (string Name, string Value)[] facts)
    {
        var answer = await AssertRefusedAsync(server, path, key, body, expected);
        var said = answer.Json["facts"]!.AsObject();
        Assert.Equal(facts.ToHashSet(), said.Where(f => f.Value is not null).Select(f => (f.Key, (string)f.Value!)).ToHashSet());
    }

    private static async Task<Answer> AssertRefusedAsync(Server server, string path, string key, object body, (int, string?, string?) expected)
    {
        var before = await server.EverythingAsync();
        var answer = await server.PostAsync(path, key, body);

        Assert.Equal(expected, answer.Problem);
        Assert.Equal(before, await server.EverythingAsync());
        return answer;
    }
}
