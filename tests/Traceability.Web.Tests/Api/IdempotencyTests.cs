using System.Net;

namespace Traceability.Web.Tests.Api;

[Collection(Servers.Name)]
public sealed class IdempotencyTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task SameKeyAndBody_AnswersTheSameAndRecordsOnce(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var first = await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(10), "harvest-1");
        var before = await server.EverythingAsync();

        var again = await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(10), "harvest-1");

        Assert.Equal((HttpStatusCode.Created, first.Text, first.Headers.Location), (again.Status, again.Text, again.Headers.Location));
        Assert.Equal(before, await server.EverythingAsync());
    }

    [Theory]
    [OnDatabases]
    public async Task SameKey_EveryCommand_AnswersTheSame(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var harvest = await farm.HarvestAsync(100);
        var pack = await farm.PackAsync(10);
        var shipment = await farm.ShipAsync(store, pack, 4);
        foreach (var (path, key, body) in new (string, string, object)[]
        {
            ("/api/regions", server.Key("operator"), new { edition = "2", regions = new[] { new { code = "220000", name = "吉林", nameEn = "Jilin" } } }),
            ("/api/supervisors", server.Key("operator"), new { region = "130700", name = "监管员" }),
            ("/api/organisations", server.Key("supervisor"), Organisation.Request(Farm.NewUscc(), Farm.NewGln())),
            ("/api/products", farm.Key, new { gtin = Farm.NewLooseGtin(), name = "散装" }),
            ("/api/bases", farm.Key, new { gln = Farm.NewGln(), region = Farm.County, name = "基地", plots = new[] { new { extension = "1" } } }),
            ("/api/batches/harvests", farm.Key, farm.HarvestOf(1)),
            ("/api/batches/packs", farm.Key, farm.PackOf(harvest, 5, 1)),
            ($"/api/batches/{pack.Id}/labels", farm.Key, new { count = 1 }),
            ("/api/shipments", farm.Key, new { items = new[] { new { batch = pack.Id, quantity = 1 } }, receiver = store.Uscc }),
            ($"/api/shipments/{shipment}/receipt", store.Key, new { }),
        })
        {
            var first = await server.PostAsync(path, key, body, "once");
            var before = await server.EverythingAsync();

            var again = await server.PostAsync(path, key, body, "once");

            Assert.Equal(HttpStatusCode.Created, first.Status);
            Assert.Equal((first.Status, WithoutKey(first), first.Headers.Location), (again.Status, WithoutKey(again), again.Headers.Location));
            Assert.Equal(before, await server.EverythingAsync());
        }
    }

    [Theory]
    [OnDatabases]
    public async Task SameKeyAndOtherBody_Is409(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var (one, two) = (await farm.PackAsync(5), await farm.PackAsync(5));
        await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(10), "key");
        await server.PostAsync($"/api/batches/{one.Id}/labels", farm.Key, new { count = 1 }, "labels");
        var before = await server.EverythingAsync();

        Assert.Equal((409, "idempotency.other-body", "Idempotency-Key"), (await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(11), "key")).Problem);
        // The batch of the address is part of the request.
        Assert.Equal((409, "idempotency.other-body", "Idempotency-Key"), (await server.PostAsync($"/api/batches/{two.Id}/labels", farm.Key, new { count = 1 }, "labels")).Problem);

        Assert.Equal(before, await server.EverythingAsync());
    }

    [Theory]
    [OnDatabases]
    public async Task SameBodyWrittenOtherwise_IsTheSame(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var first = await server.PostAsync("/api/batches/harvests", farm.Key, $$"""{"gtin":"{{farm.Loose}}","base":"{{farm.Base}}","plot":"1","kilograms":10,"lot":"A"}""", "key");

        var again = await server.PostAsync("/api/batches/harvests", farm.Key, $$"""{ "lot": "\u0041", "kilograms": 10.0, "plot": "1", "gtin": "{{farm.Loose}}", "base": "{{farm.Base}}", "occurred": null }""", "key");

        Assert.Equal((first.Status, first.Text), (again.Status, again.Text));
    }

    [Theory]
    [OnDatabases]
    public async Task SameKey_OfAnotherAccountOrCommand_IsAnother(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (farm, other) = (await Farm.RegisterAsync(server), await Farm.RegisterAsync(server));

        var mine = await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(10), "shared");
        var theirs = await server.PostAsync("/api/batches/harvests", other.Key, other.HarvestOf(10), "shared");
        var product = await server.PostAsync("/api/products", farm.Key, new { gtin = Farm.NewLooseGtin(), name = "散装" }, "shared");

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created], new[] { mine.Status, theirs.Status, product.Status });
        Assert.NotEqual((string)mine.Json["batch"]!, (string)theirs.Json["batch"]!);
    }

    [Theory]
    [OnDatabases]
    public async Task SameKey_TwentyAtOnce_RecordOnce(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var before = server.Count("log_entry");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(10), "at-once")));

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Created, answers[0].Text), (a.Status, a.Text)));
        Assert.Equal(before + 1, server.Count("log_entry"));
    }

    [Theory]
    [OnDatabases]
    public async Task RefusedCommand_UnderAKey_MayBeTriedAgain(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var gtin = Farm.NewLooseGtin();
        var body = new { gtin, @base = farm.Base, plot = "1", kilograms = 1 };
        Assert.Equal((404, "product.unknown", "gtin"), (await server.PostAsync("/api/batches/harvests", farm.Key, body, "later")).Problem);

        await server.RecordAsync("/api/products", farm.Key, new { gtin, name = "散装" });

        Assert.Equal(HttpStatusCode.Created, (await server.PostAsync("/api/batches/harvests", farm.Key, body, "later")).Status);
        Assert.NotNull(store);
    }

    [Theory]
    [OnDatabases]
    public async Task SecretOfAnAnswer_IsShownOnceAndKeptNowhere(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var request = Organisation.Request(Farm.NewUscc(), Farm.NewGln());
        var first = await server.PostAsync("/api/organisations", server.Key("supervisor"), request, "organisation");
        var supervisor = await server.PostAsync("/api/supervisors", server.Key("operator"), new { region = "130722", name = "监管员" }, "supervisor");

        var again = await server.PostAsync("/api/organisations", server.Key("supervisor"), request, "organisation");
        var supervisorAgain = await server.PostAsync("/api/supervisors", server.Key("operator"), new { region = "130722", name = "监管员" }, "supervisor");

        Assert.Null((string?)again.Json["apiKey"]);
        Assert.Null((string?)supervisorAgain.Json["apiKey"]);
        Assert.Equal((string)first.Json["account"]!, (string)again.Json["account"]!);
        foreach (var key in new[] { (string)first.Json["apiKey"]!, (string)supervisor.Json["apiKey"]! })
            Assert.DoesNotContain(server.Cells("idempotency"), cell => cell.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [OnDatabases("")]
    [OnDatabases("two words")]
    [OnDatabases("tab\there")]
    public async Task Key_ThatIsNoKey_Is400(Provider provider, string key)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var before = await server.EverythingAsync();

        Assert.Equal((400, "idempotency.key", "Idempotency-Key"), (await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(10), key)).Problem);

        Assert.Equal(before, await server.EverythingAsync());
    }

    [Theory]
    [OnDatabases(128, HttpStatusCode.Created)]
    [OnDatabases(129, HttpStatusCode.BadRequest)]
    public async Task Key_OfTheLongestLength_IsTakenAndALongerOneNot(Provider provider, int length, HttpStatusCode expected)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);

        Assert.Equal(expected, (await server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(10), new string('~', length))).Status);
    }

    private static string WithoutKey(Answer answer)
    {
        var json = answer.Json.AsObject();
        json.Remove("apiKey");
        return json.ToJsonString();
    }
}
