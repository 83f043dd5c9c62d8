using System.Globalization;

namespace Traceability.Web.Tests.Api;

/// <summary>What belongs to another is refused, whole; and what one may not see is not there.</summary>
[Collection(Servers.Name)]
public sealed class OwnershipTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Harvest_OfAnothersProductOrPlot_IsForbidden(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (mine, other) = (await Farm.RegisterAsync(server), await Farm.RegisterAsync(server));

        await AssertRefusedAsync(server, "/api/batches/harvests", mine.Key, new { gtin = other.Loose, @base = mine.Base, plot = "1", kilograms = 1 }, (403, "product.not-yours", "gtin"));
        await AssertRefusedAsync(server, "/api/batches/harvests", mine.Key, new { gtin = mine.Loose, @base = other.Base, plot = "1", kilograms = 1 }, (403, "plot.not-yours", "plot"));
    }

    [Theory]
    [OnDatabases]
    public async Task Pack_OfAnothersBatchOrIntoAnothersProduct_IsRefused(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (mine, other) = (await Farm.RegisterAsync(server), await Farm.RegisterAsync(server));
        var (myHarvest, otherHarvest) = (await mine.HarvestAsync(100), await other.HarvestAsync(100));

        await AssertRefusedAsync(server, "/api/batches/packs", mine.Key, mine.PackOf(otherHarvest, 5, 1), (404, "batch.unknown", "inputs[0].batch"));
        await AssertRefusedAsync(
            server, "/api/batches/packs", mine.Key,
            new { inputs = new[] { new { batch = myHarvest, kilograms = 5 } }, outputs = new[] { new { gtin = other.Box, packs = 1 } } }, (403, "product.not-yours", "outputs[0].gtin"));
    }

    [Theory]
    [OnDatabases]
    public async Task LabelsAndShipment_OfAnothersBatch_AnswerAsIfItWereNotThere(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (mine, other) = (await Farm.RegisterAsync(server), await Farm.RegisterAsync(server));
        var batch = await other.PackAsync(10);
        var run = await other.LabelAsync(batch, 1);

        await AssertRefusedAsync(server, $"/api/batches/{batch.Id}/labels", mine.Key, new { count = 1 }, (404, "batch.unknown", "id"));
        await AssertRefusedAsync(
            server, "/api/shipments", mine.Key, new { items = new[] { new { batch = batch.Id, quantity = 1 } }, receiver = other.Organisation.Uscc }, (404, "batch.unknown", "items[0].batch"));
        Assert.Equal((404, "batch.unknown", "id"), (await server.GetAsync($"/api/batches/{batch.Id}", mine.Key)).Problem);
        Assert.Equal((404, "batch.unknown", "id"), (await server.GetAsync((string)run["labelsUrl"]!, mine.Key)).Problem);
    }

    /// <summary>Who is to receive goods sees what comes, and may do nothing with it before it has come.</summary>
    [Theory]
    [OnDatabases]
    public async Task Batch_SeenAndNeverHeld_IsForbiddenToActOn(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var batch = await farm.PackAsync(10);
        await farm.ShipAsync(store, batch, 4);

        Assert.Equal(batch.Id, (string)(await server.GetAsync($"/api/batches/{batch.Id}", store.Key)).Json["batch"]!);
        await AssertRefusedAsync(server, $"/api/batches/{batch.Id}/labels", store.Key, new { count = 1 }, (403, "batch.not-yours", null));
        await AssertRefusedAsync(
            server, "/api/shipments", store.Key, new { items = new[] { new { batch = batch.Id, quantity = 1 } }, receiver = farm.Organisation.Uscc }, (403, "batch.not-yours", "items[0].quantity"));
    }

    [Theory]
    [OnDatabases]
    public async Task Batch_ThatIsHidden_AnswersWordForWordLikeOneThatIsNotThere(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (mine, other) = (await Farm.RegisterAsync(server), await Farm.RegisterAsync(server));
        var hidden = await other.PackAsync(10);
        var run = (string)(await other.LabelAsync(hidden, 1))["run"]!;
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var shipment = await other.ShipAsync(store, hidden, 1);
        const string Missing = "01990000-0000-7000-8000-00000000dead";

        foreach (var path in new[] { "/api/batches/{0}", $"/api/batches/{{0}}/labels/{run}" })
            Assert.Equal(Body(await server.GetAsync(string.Format(CultureInfo.InvariantCulture, path, Missing), mine.Key)), Body(await server.GetAsync(string.Format(CultureInfo.InvariantCulture, path, hidden.Id), mine.Key)));
        Assert.Equal(Body(await server.PostAsync($"/api/batches/{Missing}/labels", mine.Key, new { count = 1 })), Body(await server.PostAsync($"/api/batches/{hidden.Id}/labels", mine.Key, new { count = 1 })));
        Assert.Equal(Body(await server.PostAsync("/api/batches/packs", mine.Key, mine.PackOf(Missing, 5, 1))), Body(await server.PostAsync("/api/batches/packs", mine.Key, mine.PackOf(hidden.Id, 5, 1))));
        Assert.Equal(Body(await server.PostAsync($"/api/shipments/{Missing}/receipt", mine.Key, new { })), Body(await server.PostAsync($"/api/shipments/{shipment}/receipt", mine.Key, new { })));
        Assert.Equal(await Sending(Missing), await Sending(hidden.Id));

        // Also inside a shipment of one's own.
        var coming = await other.ShipAsync(mine.Organisation, await other.PackAsync(5), 1);
        Assert.Equal(await Counting(Missing), await Counting(hidden.Id));

        async Task<string> Sending(string batch) => Body(await server.PostAsync("/api/shipments", mine.Key, new { items = new[] { new { batch, quantity = 1 } }, receiver = store.Uscc }));

        async Task<string> Counting(string batch) => Body(await server.PostAsync($"/api/shipments/{coming}/receipt", mine.Key, new { items = new[] { new { batch, quantity = 1 } } }));

        static string Body(Answer answer)
        {
            var body = answer.Json.AsObject();
            body.Remove("traceId");
            return $"{answer.Status} {body.ToJsonString()}";
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Receipt_ByOneWhomTheShipmentIsNotFor_IsRefused(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var (store, stranger) = (await Organisation.RegisterAsync(server, "商店", "seller"), await Organisation.RegisterAsync(server, "他人", "seller"));
        var shipment = await farm.ShipAsync(store, await farm.PackAsync(10), 4);

        await AssertRefusedAsync(server, $"/api/shipments/{shipment}/receipt", farm.Key, new { }, (403, "shipment.not-yours", null));
        await AssertRefusedAsync(server, $"/api/shipments/{shipment}/receipt", stranger.Key, new { }, (404, "shipment.unknown", null));
    }

    [Theory]
    [OnDatabases]
    public async Task Supervisor_OutsideTheirRegion_RegistersAndSeesNothing(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(10);
        var elsewhere = (string)(await server.RecordAsync("/api/supervisors", server.Key("operator"), new { region = "530000", name = "他处" }))["apiKey"]!;

        await AssertRefusedAsync(server, "/api/organisations", elsewhere, Organisation.Request(Farm.NewUscc(), Farm.NewGln()), (403, "region.outside", "region"));
        Assert.Equal((404, "batch.unknown", "id"), (await server.GetAsync($"/api/batches/{batch.Id}", elsewhere)).Problem);
        Assert.Equal(batch.Id, (string)(await server.GetAsync($"/api/batches/{batch.Id}", server.Key("supervisor"))).Json["batch"]!);
    }

    [Theory]
    [OnDatabases]
    public async Task Supervisor_OfACounty_DoesNotReachThePrefectureAboveIt(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var county = (string)(await server.RecordAsync("/api/supervisors", server.Key("operator"), new { region = "130722", name = "县" }))["apiKey"]!;

        await AssertRefusedAsync(server, "/api/organisations", county, Organisation.Request(Farm.NewUscc(), Farm.NewGln(), region: "130700"), (403, "region.outside", "region"));
        await AssertRefusedAsync(server, "/api/organisations", county, Organisation.Request(Farm.NewUscc(), Farm.NewGln(), region: "130727"), (403, "region.outside", "region"));
        await server.RecordAsync("/api/organisations", county, Organisation.Request(Farm.NewUscc(), Farm.NewGln()));
    }

    [Theory]
    [OnDatabases]
    public async Task Roles_ThatAnOrganisationCannotGive_AreRefused(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        foreach (var role in new[] { "operator", "supervisor" })
            await AssertRefusedAsync(server, "/api/organisations", server.Key("supervisor"), Organisation.Request(Farm.NewUscc(), Farm.NewGln(), roles: [role]), (422, "organisation.roles", "roles"));
        await AssertRefusedAsync(
            server, "/api/organisations", server.Key("supervisor"),
            new { uscc = Farm.NewUscc(), gln = Farm.NewGln(), region = Farm.County, roles = new[] { "seller" }, name = "商店", member = new { name = "店员", roles = new[] { "cooperative" } } },
            (422, "member.roles", "member.roles"));
    }

    private static async Task AssertRefusedAsync(Server server, string path, string key, object body, (int, string?, string?) expected)
    {
        var before = await server.EverythingAsync();

        Assert.Equal(expected, (await server.PostAsync(path, key, body)).Problem);

        Assert.Equal(before, await server.EverythingAsync());
    }
}
