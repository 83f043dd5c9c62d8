using System.Net;

namespace Traceability.Web.Tests.Api;

[Collection(Servers.Name)]
public sealed class CommandTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task RegionsAndSupervisor_ByTheOperator_AreRecorded(Provider provider)
    {
        var server = await servers.OnAsync(provider);

        var regions = await server.PostAsync("/api/regions", server.Key("operator"), new { edition = "GB/T 2260", regions = new[] { new { code = "469000", name = "海南", nameEn = "Hainan" } } });
        Assert.Equal(1, (int)regions.Json["count"]!);
        await AssertRecordedAsync(server, regions, "regions.imported/v2");

        var supervisor = await server.PostAsync("/api/supervisors", server.Key("operator"), new { region = "469000", name = "监管员" });
        await AssertRecordedAsync(server, supervisor, "supervisor.appointed/v1");
        Assert.StartsWith("trk_", (string)supervisor.Json["apiKey"]!, StringComparison.Ordinal);
        // The key works at once, in its region and in no other.
        Assert.Equal(
            (403, "region.outside", "region"),
            (await server.PostAsync("/api/organisations", (string)supervisor.Json["apiKey"]!, Organisation.Request(Farm.NewUscc(), Farm.NewGln()))).Problem);
        await server.RecordAsync("/api/organisations", (string)supervisor.Json["apiKey"]!, Organisation.Request(Farm.NewUscc(), Farm.NewGln(), region: "469000"));
    }

    [Theory]
    [OnDatabases]
    public async Task Organisation_ByItsSupervisor_IsRecordedWithItsFirstMember(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var uscc = Farm.NewUscc();

        var answer = await server.PostAsync("/api/organisations", server.Key("supervisor"), Organisation.Request(uscc, Farm.NewGln(), roles: ["cooperative", "seller"]));

        await AssertRecordedAsync(server, answer, "organisation.registered/v1", "member.admitted/v1");
        Assert.Equal(uscc, (string)answer.Json["uscc"]!);
        Assert.StartsWith("account:", (string)answer.Json["account"]!, StringComparison.Ordinal);
        await server.RecordAsync("/api/products", (string)answer.Json["apiKey"]!, new { gtin = Farm.NewLooseGtin(), name = "马铃薯" });
    }

    [Theory]
    [OnDatabases]
    public async Task ProductAndBase_ByACooperative_AreRecorded(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Organisation.RegisterAsync(server, "农场", "cooperative");

        await AssertRecordedAsync(
            server,
            await server.PostAsync("/api/products", farm.Key, new
            {
                gtin = Farm.NewGtin(), name = "马铃薯", nameEn = "Potatoes", netContent = new { unit = "GRM", value = 500.5 }, shelfLifeDays = 180, storeMinCelsius = -1.5, storeMaxCelsius = 6,
            }),
            "product.registered/v1");
        await AssertRecordedAsync(
            server,
            await server.PostAsync("/api/bases", farm.Key, new
            {
                gln = Farm.NewGln(),
                region = Farm.County,
                name = "基地",
                nameEn = "Base",
                plots = new object[] { new { extension = "A/1", areaMu = 12.5, yieldCapKgPerMu = 2500 }, new { extension = "wild" } },
                polygon = new[] { new { longitude = 114.7, latitude = 41.15 }, new { longitude = 114.8, latitude = 41.15 }, new { longitude = 114.8, latitude = 41.2 } },
            }),
            "base.registered/v1");
    }

    [Theory]
    [OnDatabases]
    public async Task Harvest_OfAWildPlot_IsWhatTheSlipsOfThoseWhoGatheredAddUpTo(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var at = Farm.NewGln();
        await server.RecordAsync("/api/bases", farm.Key, new { gln = at, region = Farm.County, name = "采集区", plots = new[] { new { extension = "1" } }, occurred = "2026-03-01T08:00:00+08:00" });

        async Task<(int, string?, string?)> RefusedAsync(object? slips) => (await HarvestAsync(slips)).Problem;
        Task<Answer> HarvestAsync(object? slips) =>
            server.PostAsync("/api/batches/harvests", farm.Key, new { gtin = farm.Loose, @base = at, plot = "1", kilograms = 106.5, weighSlips = slips, occurred = "2026-09-06T09:00:00+08:00" });

        Assert.Equal((422, "harvest.slips-missing", "weighSlips"), await RefusedAsync(slips: null));
        Assert.Equal((422, "harvest.slips-differ", "weighSlips"), await RefusedAsync(new[] { new { collector = "C-07", kilograms = 106 } }));
        Assert.Equal((400, "request.type", "weighSlips"), await RefusedAsync(new object?[] { null }));
        foreach (var hostile in new object[]
        {
            Array.Empty<object>(),
            new[] { new { collector = "C-07", kilograms = -106.5 } },
            new[] { new { collector = "C-07", kilograms = 106.5000001 } },
            new[] { new { collector = "王芳", kilograms = 106.5 } },
            new[] { new { collector = "<script>alert(1)</script>", kilograms = 106.5 } },
            Enumerable.Range(1, 501).Select(i => new { collector = $"C-{i}", kilograms = 0.213m }),
        })
        {
            Assert.Equal((400, "harvest.slips", "weighSlips"), await RefusedAsync(hostile));
        }

        var recorded = await HarvestAsync(new object[] { new { collector = "C-07", kilograms = 37.25 }, new { collector = "C-12", kilograms = 28 }, new { collector = "C-07", kilograms = 41.25 } });
        await AssertRecordedAsync(server, recorded, "batch.harvested/v1");
    }

    [Theory]
    [OnDatabases]
    public async Task HarvestPackLabelShipReceive_ByWhoMay_PassTheGoodsOn(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var carrier = await Organisation.RegisterAsync(server, "车队", "logistics");

        var harvest = await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(1_000.25m, "HV01"));
        await AssertRecordedAsync(server, harvest, "batch.harvested/v1");
        var harvestId = (string)harvest.Json["batch"]!;
        Assert.Equal($"/api/batches/{harvestId}", harvest.Headers.Location!.ToString());

        var pack = await server.PostAsync("/api/batches/packs", farm.Key, farm.PackOf(harvestId, 1_000, 190, "PK01", "一级"));
        await AssertRecordedAsync(server, pack, "batch.packed/v1");
        Assert.Equal(50m, (decimal)pack.Json["lossKg"]!);
        var packId = (string)pack.Json["batches"]![0]!["batch"]!;

        var labels = await server.PostAsync($"/api/batches/{packId}/labels", farm.Key, new { count = 120 });
        await AssertRecordedAsync(server, labels, "labels.issued/v1");
        Assert.Equal((120, 70), ((int)labels.Json["count"]!, (int)labels.Json["leftToIssue"]!));

        var shipment = await server.PostAsync("/api/shipments", farm.Key, new
        {
            items = new[] { new { batch = packId, quantity = 100 } }, receiver = store.Uscc, carrier = carrier.Uscc, sscc = Farm.NewSscc(), occurred = "2026-09-14T05:00:00+08:00",
        });
        await AssertRecordedAsync(server, shipment, "shipment.dispatched/v1");
        Assert.Equal((90m, null), (await HeldAsync(server, packId, farm.Key), await HeldAsync(server, packId, store.Key)));

        var receipt = await server.PostAsync($"/api/shipments/{(string)shipment.Json["shipment"]!}/receipt", store.Key, new
        {
            items = new[] { new { batch = packId, quantity = 99 } }, occurred = "2026-09-14T10:00:00+08:00",
        });
        await AssertRecordedAsync(server, receipt, "shipment.received/v1");
        Assert.Equal((90m, 99m), (await HeldAsync(server, packId, farm.Key), await HeldAsync(server, packId, store.Key)));
        Assert.Equal(0.25m, await HeldAsync(server, harvestId, farm.Key));
    }

    [Theory]
    [OnDatabases]
    public async Task Receipt_WithoutItems_TakesEverythingAsItWasSent(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var batch = await farm.PackAsync(10);
        var shipment = await farm.ShipAsync(store, batch, 4);

        await server.RecordAsync($"/api/shipments/{shipment}/receipt", store.Key, new { });

        Assert.Equal(4m, await HeldAsync(server, batch.Id, store.Key));
    }

    [Theory]
    [OnDatabases]
    public async Task Batch_AsItsHolderSeesIt_SaysWhatIsLeft(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(10, "PK/7");
        await farm.LabelAsync(batch, 4);

        var seen = (await server.GetAsync($"/api/batches/{batch.Id}", farm.Key)).Json;

        Assert.Equal((batch.Gtin, "PK/7", "Pack", "EA"), ((string)seen["gtin"]!, (string)seen["lot"]!, (string)seen["kind"]!, (string)seen["unit"]!));
        Assert.Equal((10m, 10m, 4, 6), ((decimal)seen["quantity"]!, (decimal)seen["held"]!, (int)seen["labelsIssued"]!, (int)seen["labelsLeft"]!));
        Assert.Equal("2026-09-13T14:00:00.000+08:00", (string)seen["madeAt"]!);
    }

    [Theory]
    [OnDatabases]
    public async Task Labels_OfARun_ArePagedEachWithAddressAndSymbol(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(30, "PK/50%");
        var run = await farm.LabelAsync(batch, 25);
        var serials = new List<string>();
        int? after = 0;
        while (after is not null)
        {
            var page = (await server.GetAsync($"{(string)run["labelsUrl"]!}?after={after}&limit=10", farm.Key)).Json;
            foreach (var label in page["labels"]!.AsArray())
            {
                Assert.Equal(serials.Count, (int)label!["number"]!);
                serials.Add((string)label["serial"]!);
                Assert.Equal($"https://id.example/t{batch.Path}/21/{serials[^1]}", (string)label["digitalLink"]!);
                Assert.Equal(HttpStatusCode.OK, (await server.GetAsync((string)label["qrUrl"]!)).Status);
            }

            after = (int?)page["next"];
        }

        Assert.Equal(25, serials.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"{batch.Path}/21/{serials[24]}")).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task Labels_OfTheBatchWithoutSerials_AllSayTheBatch(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(30);
        var run = await farm.LabelAsync(batch, 25, serialised: false);

        var page = (await server.GetAsync((string)run["labelsUrl"]!, farm.Key)).Json;

        Assert.Equal($"https://id.example/t{batch.Path}", (string)Assert.Single(page["labels"]!.AsArray())!["digitalLink"]!);
        Assert.Equal((25, null), ((int)page["count"]!, (int?)page["next"]));
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync(batch.Path)).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task Occurred_LeftOutOrAFewMinutesAhead_IsTaken(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var batch = (string)(await server.RecordAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(1, occurred: null)))["batch"]!;
        var soon = TimeProvider.System.GetUtcNow().AddMinutes(4).ToString("O", System.Globalization.CultureInfo.InvariantCulture);

        await farm.HarvestAsync(1, occurred: soon);

        Assert.InRange((DateTimeOffset)(await server.GetAsync($"/api/batches/{batch}", farm.Key)).Json["madeAt"]!, before, TimeProvider.System.GetUtcNow());
    }

    private static async Task<decimal?> HeldAsync(Server server, string batch, string key) => (decimal?)(await server.GetAsync($"/api/batches/{batch}", key)).Json["held"];

    /// <summary>201, where to ask for it, and a receipt for each entry that leads to the entry.</summary>
    private static async Task AssertRecordedAsync(Server server, Answer answer, params string[] types)
    {
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        Assert.NotNull(answer.Headers.Location);
        var receipts = answer.Json["receipts"]!.AsArray();
        Assert.Equal(types, receipts.Select(r => (string)r!["type"]!));
        await server.LoggedAsync();
        foreach (var receipt in receipts)
        {
            Assert.Equal("recorded", (string)receipt!["state"]!);
            var entry = await server.GetAsync((string)receipt["stateUrl"]!);
            Assert.Equal((string)receipt["leafHash"]!, (string)entry.Json["leafHash"]!);
            Assert.Equal((string)receipt["leafHash"]!, Ledger.MerkleHashing.Leaf(Convert.FromBase64String((string)entry.Json["bytes"]!)).ToString());
            Assert.Equal("logged", (string)entry.Json["state"]!);
        }
    }
}
