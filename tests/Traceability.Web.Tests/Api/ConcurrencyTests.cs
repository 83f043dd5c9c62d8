using System.Net;

namespace Traceability.Web.Tests.Api;

[Collection(Servers.Name)]
public sealed class ConcurrencyTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task LastLabelOfABatch_AskedBy200AtOnce_IsGivenToExactlyOne(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(10);
        await farm.LabelAsync(batch, 9);
        var entries = server.Count("log_entry");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => server.PostAsync($"/api/batches/{batch.Id}/labels", farm.Key, new { count = 1 })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        var refused = answers.Where(a => a.Status != HttpStatusCode.Created).ToList();
        Assert.Equal(199, refused.Count);
        Assert.All(refused, a => Assert.Equal((422, "labels.beyond-packs", "count"), a.Problem));
        Assert.All(refused, a => Assert.Equal("0", (string)a.Json["facts"]!["left"]!));
        Assert.Equal(entries + 1, server.Count("log_entry"));
        Assert.Equal((10, 0), ((int)(await server.GetAsync($"/api/batches/{batch.Id}", farm.Key)).Json["labelsIssued"]!, (int)(await server.GetAsync($"/api/batches/{batch.Id}", farm.Key)).Json["labelsLeft"]!));
    }

    [Theory]
    [OnDatabases]
    public async Task PlotWithRoomForTen_HarvestedBy50AtOnce_IsHarvestedTenTimes(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => server.PostAsync("/api/batches/harvests", farm.Key, farm.HarvestOf(1_000))));

        var recorded = answers.Where(a => a.Status == HttpStatusCode.Created).ToList();
        Assert.Equal(10, recorded.Count);
        Assert.Equal(10, recorded.Select(a => (string)a.Json["lot"]!).Distinct(StringComparer.Ordinal).Count());
        Assert.All(answers.Except(recorded), a => Assert.Equal((422, "harvest.beyond-plot", "kilograms"), a.Problem));
    }

    [Theory]
    [OnDatabases]
    public async Task Receipt_By20AtOnce_IsTakenOnce(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var batch = await farm.PackAsync(10);
        var shipment = await farm.ShipAsync(store, batch, 4);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.PostAsync($"/api/shipments/{shipment}/receipt", store.Key, new { })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal((409, "shipment.received", null), a.Problem));
        Assert.Equal(4m, (decimal)(await server.GetAsync($"/api/batches/{batch.Id}", store.Key)).Json["held"]!);
    }

    [Theory]
    [OnDatabases]
    public async Task ManyClients_RecordingAtOnce_GetEachTheirPlaceInOneLog(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farms = new[] { await Farm.RegisterAsync(server), await Farm.RegisterAsync(server), await Farm.RegisterAsync(server) };

        var answers = await Task.WhenAll(Enumerable.Range(0, 90).Select(i => server.PostAsync("/api/batches/harvests", farms[i % 3].Key, farms[i % 3].HarvestOf(1, plot: "W"))));
        await server.LoggedAsync();

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        var indices = new List<long>();
        foreach (var answer in answers)
            indices.Add((long)(await server.GetAsync((string)answer.Json["receipts"]![0]!["stateUrl"]!)).Json["index"]!);
        Assert.Equal(90, indices.Distinct().Count());
        Assert.Equal(server.Count("log_entry"), server.Count("log_leaf"));
    }
}
