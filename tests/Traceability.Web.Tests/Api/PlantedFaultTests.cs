using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Scans;
using Traceability.Web.Tests.Staff;

namespace Traceability.Web.Tests.Api;

/// <summary>The faults that are planted in the demonstration, each by the way on which it would come: what must happen happens, and says its sum.</summary>
[Collection(Servers.Name)]
public sealed class PlantedFaultTests(Servers servers)
{
    private static int _made;

    [Theory]
    [OnDatabases]
    public async Task Labels_OneMoreThanPacks_AreRefusedWithTheirSum(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var batch = await Demonstrated.BatchAsync(server, server.Key("cooperative"), "PK01");

        var answer = await server.PostAsync($"/api/batches/{batch}/labels", server.Key("cooperative"), new { count = 1 });

        Assert.Equal((422, "labels.beyond-packs", "count"), answer.Problem);
        Assert.Equal(["15700", "15700", "0", "1"], answer.Sum("packs", "issued", "left", "asked"));
    }

    [Theory]
    [OnDatabases]
    public async Task Mango_OverItsLimit_IsRecalledWithWhatCameOfItAndItsSiblingIsHeld(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (supervisor, grower) = (await Demonstrated.SupervisorAsync(server, "532800"), await Demonstrated.KeyAsync(server, Demonstrated.Mango));

        var id = (string)(await server.GetAsync("/api/recalls", supervisor)).Json["items"]![0]!["recall"]!;
        var recall = (await server.GetAsync($"/api/recalls/{id}", supervisor)).Json;

        Assert.Equal(["above HV04", "root PK03"], Lots(recall["batches"]!));
        Assert.Equal(["sibling HV05"], Lots(recall["siblings"]!));
        Assert.True((bool)recall["siblings"]![0]!["stopped"]!);
        Assert.Equal("095201000000000027", (string)Assert.Single(recall["shipments"]!.AsArray())!["sscc"]!);
        Assert.Equal(5_900m, recall["holdings"]!.AsArray().Sum(h => (decimal)h!["quantity"]!));

        var sibling = await Demonstrated.BatchAsync(server, grower, "PK04");
        var sent = await server.PostAsync("/api/shipments", grower, new { items = new[] { new { batch = sibling, quantity = 1 } }, receiver = Demonstrated.Shop });
        Assert.Equal((422, "batch.stopped", "items"), sent.Problem);
        Assert.Equal(["/01/99520100000051/10/HV05", "Hold"], sent.Sum("stoppedBatch", "stop"));

        using var shopper = new Visitor(server);
        var failed = await shopper.OpenAsync("/01/09520100000058/10/PK03");
        Assert.Contains("tone-stop", failed.Page.Body!.ClassName!, StringComparison.Ordinal);
        Assert.Contains("0.15 mg/kg", failed.Words(".verdict .reason"), StringComparison.Ordinal);
        Assert.Contains("0.04 mg/kg", failed.Words("#tests"), StringComparison.Ordinal);
        var held = await shopper.OpenAsync("/01/09520100000058/10/PK04");
        Assert.Contains("tone-stop", held.Page.Body!.ClassName!, StringComparison.Ordinal);
        Assert.Contains("HV05", held.Words(".verdict .reason"), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Harvest_InsideTheIntervalOfASpraying_IsRefusedWithItsDates(Provider provider)
    {
        var server = await servers.OnAsync(provider);

        var answer = await server.PostAsync("/api/batches/harvests", server.Key("cooperative"), new
        {
            gtin = "99520100000105", @base = Demonstrated.PotatoBase, plot = "1", kilograms = 10, occurred = "2026-08-20T08:00:00+08:00",
        });

        Assert.Equal((422, "harvest.inside-interval", "occurred"), answer.Problem);
        Assert.Equal(["2026-08-10", "吡虫啉", "14", "2026-08-24"], answer.Sum("sprayedOn", "ingredient", "intervalDays", "firstHarvestDay"));
    }

    [Theory]
    [OnDatabases("potato", "2026-06-05", "农业农村部公告第736号", "2026-06-01")]
    [OnDatabases("tea", "2024-05-01", "农药管理条例第三十四条", "2017-06-01")]
    public async Task Spraying_WithABannedPesticide_IsRefusedWithTheNotice(Provider provider, string crop, string day, string notice, string from)
    {
        var server = await servers.OnAsync(provider);

        var answer = await server.PostAsync("/api/plots/sprayings", server.Key("cooperative"), new
        {
            @base = Demonstrated.PotatoBase, plot = "1", crop, product = "氧乐果乳油（演示）", ingredients = new[] { "氧化乐果" }, intervalDays = 30, occurred = $"{day}T08:00:00+08:00",
        });

        Assert.Equal((422, "spray.banned", "ingredients[0]"), answer.Problem);
        Assert.Equal(["氧乐果", notice, from, day], answer.Sum("ingredient", "notice", "bannedFrom", "usedOn"));
    }

    /// <summary>A limit came into force between two samples of one tea.</summary>
    [Theory]
    [OnDatabases("氟啶虫酰胺", 1, "2026-02-20", null, "notJudged")]
    [OnDatabases("氟啶虫酰胺", 1, "2026-03-05", "GB 2763-2026 15", "pass")]
    [OnDatabases("铅(以Pb计)", 2, "2026-09-01", "GB 2762-2022 5", "pass")]
    [OnDatabases("铅(以Pb计)", 2, "2026-09-02", "GB 2762-2025 5", "pass")]
    public async Task Result_OfASample_IsJudgedByTheEditionOfItsDay(Provider provider, string analyte, double value, string day, string? limit, string verdict)
    {
        var server = await servers.OnAsync(provider);
        var chain = await Chain.GrowAsync(server, "2026-02-18", foodClass: "tea");
        var sampled = await server.RecordAsync("/api/inspections/samples", server.Key("inspector"), new
        {
            gtin = chain.Batch.Gtin, lot = chain.Batch.Lot, place = Farm.County, sampleNumber = NewNumber("YP"), occurred = $"{day}T10:00:00+08:00",
        });

        var method = analyte == "氟啶虫酰胺" ? "GB 23200.121" : "GB 5009.12";
        var result = await server.RecordAsync($"/api/inspections/{(string)sampled["inspection"]!}/result", server.Key("inspector"), new
        {
            items = new[] { new { analyte, unit = "mg/kg", method, value } }, reportNumber = NewNumber("BG"),
        });

        var item = result["items"]![0]!;
        Assert.Equal((verdict, verdict), ((string)result["verdict"]!, (string)item["verdict"]!));
        Assert.Equal(limit, item["limit"] is { } applied ? $"{applied["standard"]}-{applied["edition"]} {applied["value"]}" : null);
    }

    [Theory]
    [OnDatabases]
    public async Task Mark_ThatHadExpiredOnTheDayOfPacking_IsRefusedWithItsDates(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var chain = await Chain.GrowAsync(server, "2026-05-20");
        var number = $"LB-18-2305{990_400 + Interlocked.Increment(ref _made):D6}A";
        var certificate = await server.RecordAsync("/api/certificates", server.Key("certifier"), new
        {
            scheme = "greenFood", number, holder = chain.Farm.Organisation.Uscc, validFrom = "2023-05-01", validTo = "2026-04-30", products = new[] { chain.Farm.Box }, bases = new[] { chain.Farm.Base }, annualOutputKg = 80_000,
        });

        var answer = await server.PostAsync($"/api/batches/{chain.Batch.Id}/labels", chain.Farm.Key, new { count = 1, marks = new[] { (string)certificate["id"]! } });

        Assert.Equal((422, "mark.expired", "marks"), answer.Problem);
        Assert.Equal([number, "2026-04-30", "2026-05-21"], answer.Sum("certificate", "validTo", "packedOn"));
    }

    [Theory]
    [OnDatabases]
    public async Task Mark_ThatExpiredAfterThePacking_IsShownAsItWasAndAsItIs(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var shopper = new Visitor(server, "en");

        var page = await shopper.OpenAsync("/01/09520100000034/10/PK07");

        Assert.Contains("tone-look", page.Page.Body!.ClassName!, StringComparison.Ordinal);
        Assert.Contains("LB-19-2311990006A", page.Words(".verdict .reason"), StringComparison.Ordinal);
        var mark = page.Words(".vouched .lapsed");
        Assert.Contains("10 October 2026: valid; today: expired. Until 31 October 2026.", mark, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task GeographicalIndication_OfABaseOutsideItsArea_IsRefusedWithTheCorner(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var holder = await Demonstrated.KeyAsync(server, Demonstrated.Zixishan);
        var outside = Farm.NewGln();
        await server.RecordAsync("/api/bases", holder, new
        {
            gln = outside,
            region = "532301",
            name = "围栏外采集区（演示）",
            plots = new[] { new { extension = "1" } },
            polygon = new[] { new { longitude = 101.70, latitude = 24.60 }, new { longitude = 101.71, latitude = 24.60 }, new { longitude = 101.71, latitude = 24.61 } },
            occurred = "2026-03-02T09:00:00+08:00",
        });

        var answer = await server.PostAsync("/api/certificates", server.Key("certifier"), new
        {
            scheme = "geographicalIndication",
            number = "GI-演示-9" + NewNumber(""),
            holder = Demonstrated.Zixishan,
            validFrom = "2024-01-01",
            validTo = "2029-12-31",
            products = new[] { "09520100000010" },
            bases = new[] { outside },
            announcement = "演示公告",
            area = new { townships = new[] { "532301" }, box = new { west = 101.35, south = 24.95, east = 101.55, north = 25.12 } },
        });

        Assert.Equal((422, "certificate.outside-area", "bases"), answer.Problem);
        Assert.Equal([outside, "101.7", "24.6", "101.55"], answer.Sum("base", "longitude", "latitude", "east"));
    }

    [Theory]
    [OnDatabases]
    public async Task TemperatureBreach_WhenItIsClosed_LetsTheLabelBeGoodAgain(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var chain = await Chain.GrowAsync(server, "2026-05-20", range: (10, 13));
        await server.RecordAsync($"/api/batches/{chain.Batch.Id}/labels", chain.Farm.Key, new { count = 10, serialised = false, occurred = "2026-05-21T17:00:00+08:00" });
        var store = await Organisation.RegisterAsync(server, "成都店", "seller");
        var shipment = (string)(await server.RecordAsync("/api/shipments", chain.Farm.Key, new
        {
            items = new[] { new { batch = chain.Batch.Id, quantity = 10 } }, receiver = store.Uscc, occurred = "2026-05-21T20:00:00+08:00",
        }))["shipment"]!;
        var leg = (string)(await server.RecordAsync($"/api/shipments/{shipment}/legs", chain.Farm.Key, new { departed = "2026-05-21T20:00:00+08:00", arrived = "2026-05-23T06:00:00+08:00" }))["leg"]!;
        var read = await server.RecordAsync($"/api/shipments/{shipment}/temperatures", chain.Farm.Key, new
        {
            leg,
            readings = new[] { ("21T20:00", 11.9), ("22T02:00", 12.2), ("22T08:00", 15.6), ("22T09:30", 16.1), ("22T11:00", 12.6), ("22T20:00", 11.8) }
                .Select(r => new { at = $"2026-05-{r.Item1}:00+08:00", celsius = r.Item2 }),
        });
        await server.RecordAsync($"/api/shipments/{shipment}/receipt", store.Key, new { occurred = "2026-05-23T06:00:00+08:00" });

        var breach = Assert.Single(read["breaches"]!.AsArray())!;
        Assert.Equal(("15.6", "16.1"), (breach["minCelsius"]!.ToString(), breach["maxCelsius"]!.ToString()));
        using var shopper = new Visitor(server, "en");
        var before = await shopper.OpenAsync(chain.Batch.Path);
        Assert.Contains("tone-look", before.Page.Body!.ClassName!, StringComparison.Ordinal);
        Assert.Contains("16.1 °C", before.Words("#temperature .breach"), StringComparison.Ordinal);

        await server.RecordAsync($"/api/shipments/{shipment}/breach-closings", store.Key, new { recording = (string)read["recording"]!, reason = "sensorLost" });

        var after = await shopper.OpenAsync(chain.Batch.Path);
        Assert.Contains("tone-good", after.Page.Body!.ClassName!, StringComparison.Ordinal);
        Assert.Equal(before.Words("#temperature .breach"), after.Words("#temperature .breach"));
        Assert.NotEmpty(after.Words("#temperature .settled"));
    }

    [Theory]
    [OnDatabases]
    public async Task Label_ScannedInThreeCitiesInAnHour_WarnsOfCopies(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var chain = await Chain.GrowAsync(server, "2026-05-20");
        var run = await server.RecordAsync($"/api/batches/{chain.Batch.Id}/labels", chain.Farm.Key, new { count = 2 });
        var labels = (await server.GetAsync((string)run["labelsUrl"]!, chain.Farm.Key)).Json["labels"]!.AsArray().Select(l => $"{chain.Batch.Path}/21/{(string)l!["serial"]!}").ToList();
        using var shopper = new Visitor(server, "en");

        // Chengdu, Harbin, Guangzhou; the other label is seen as often, in one of them.
        foreach (var city in new[] { "510100", "230100", "440100" })
        {
            await ScanAsync(server, labels[0], city);
            await ScanAsync(server, labels[1], "510100");
        }

        await server.Services.GetRequiredService<ScanLog>().WriteAsync(TestContext.Current.CancellationToken);

        var (copied, other) = (await shopper.OpenAsync(labels[0]), await shopper.OpenAsync(labels[1]));
        Assert.Contains("copies", copied.Words(".verdict .reason"), StringComparison.Ordinal);
        Assert.DoesNotContain("copies", other.Words(".verdict .reason"), StringComparison.Ordinal);
        Assert.Contains("3 times", copied.Words("#scans"), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Recall_OfOnePartOfAMerge_FindsWhatCameOfItWithItsShares(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var merged = await Merge.MakeAsync(server);

        var opened = await server.RecordAsync("/api/recalls", server.Key("supervisor"), new { batches = new[] { merged.Second }, @class = "second", reason = "演示召回", holdSiblings = false });
        var recall = (await server.GetAsync($"/api/recalls/{(string)opened["recall"]!}", server.Key("supervisor"))).Json;

        Assert.Equal(["root HV08", "below MG01", "below PK06"], Lots(recall["batches"]!));
        Assert.Equal(["1", "0.4435", "0.4435"], recall["batches"]!.AsArray().Select(b => decimal.Round((decimal)b!["part"]!, 4).ToString("0.####", CultureInfo.InvariantCulture)));
        Assert.Contains(merged.Shipment, recall["shipments"]!.AsArray().Select(s => (string)s!["shipment"]!));

        using var shopper = new Visitor(server, "en");
        var page = await shopper.OpenAsync(merged.Fresh.Path);
        Assert.Contains("tone-stop", page.Page.Body!.ClassName!, StringComparison.Ordinal);
        Assert.Contains("HV08", page.Words(".verdict .reason"), StringComparison.Ordinal);

        // The other way: from what was made of it to where each part came from.
        var other = await Merge.MakeAsync(server);
        var back = await server.RecordAsync("/api/recalls", server.Key("supervisor"), new { batches = new[] { other.Dried.Id }, @class = "second", reason = "演示召回", holdSiblings = false });
        var traced = (await server.GetAsync($"/api/recalls/{(string)back["recall"]!}", server.Key("supervisor"))).Json;
        Assert.Equal(["above HV07", "above HV08", "above MG01", "root PK06"], Lots(traced["batches"]!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [OnDatabases]
    public async Task Brand_OnTheMerge_IsChargedToEachGrowerByItsShare(Provider provider)
    {
        var server = await servers.OnAsync(provider);

        var brands = (await server.GetAsync("/api/licences", server.Key("brandManager"))).Json["items"]!.AsArray();

        var used = brands.Where(l => (string)l!["state"]! == "granted").ToDictionary(l => (string)l!["licensee"]!, l => decimal.Round((decimal)l!["usedKg"]!, 1), StringComparer.Ordinal);
        Assert.Equal((612.2m, 487.8m), (used[Demonstrated.Nanhua], used[Demonstrated.Zixishan]));

        var warehouse = server.Key("warehouse");
        var answer = await server.PostAsync($"/api/batches/{await Demonstrated.BatchAsync(server, warehouse, "MG01")}/labels", warehouse, new { count = 1 });
        Assert.Equal((422, "labels.beyond-packs", "count"), answer.Problem);
    }

    private static async Task ScanAsync(Server server, string label, string city)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, label)) { Headers = { { "Accept", "text/html" }, { Server.CityHeader, city } } };
        using var answer = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static IEnumerable<string> Lots(JsonNode batches) => batches.AsArray().Select(b => $"{(string)b!["relation"]!} {(string)b["lot"]!}");

    private static string NewNumber(string prefix) => prefix + (4_000 + Interlocked.Increment(ref _made)).ToString(CultureInfo.InvariantCulture);
}
