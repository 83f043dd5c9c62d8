using System.Diagnostics;
using System.Globalization;

namespace Traceability.Benchmarks;

/// <summary>The whole chain of a batch that twelve steps led to, asked for in a large database: as JSON and as a page never seen before.</summary>
internal static class TraceBenchmark
{
    private const int Chains = 200;
    private const int Rounds = 5;
    private const string Warehouse = "91532301XXXX001152";
    private const string Shop = "91110105XXXX00190E";
    private const string Loose = "99520100000105";
    private const string Box = "09520100000102";

    public static async Task RunAsync(int batches, string provider)
    {
        var data = Directory.CreateTempSubdirectory("traceability-bench-").FullName;
        try
        {
            using var database = BenchmarkDatabase.Start(provider, watched: true);
            using var server = await ServerProcess.StartLoadedAsync(data, database);
            await WriteBenchmark.SeedAsync(server, server.Key("cooperative"));
            var watch = Stopwatch.StartNew();
            // Half before the chains and half after them: what is asked for lies among the rest.
            await PageBenchmark.FillAsync(server, server.Key("cooperative"), batches / 2);
            var lots = await RecordChainsAsync(server);
            await PageBenchmark.FillAsync(server, server.Key("cooperative"), batches / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled {batches} batches and {Chains} chains in {watch.Elapsed.TotalSeconds:0} s"));

            using (var client = new LoadClient(server.Port))
            {
                var trace = System.Text.Encoding.UTF8.GetString((await client.SendAsync(LoadClient.Get($"/api/trace/01/{Box}/10/{lots[0]}"))).Body.Span);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"steps of a journey: {trace.Split("\"recordedAt\"").Length - 1}, {trace.Length} characters"));
            }

            var pages = lots.ConvertAll(lot => LoadClient.Get($"/01/{Box}/10/{lot}", PageBenchmark.Browser));
            Console.WriteLine($"page, first view: {await AskAsync(server, 1, pages)}");
            foreach (var clients in (int[])[1, 1, 4])
                Console.WriteLine($"trace as JSON:    {await AskAsync(server, clients, [.. Enumerable.Repeat(lots, Rounds).SelectMany(l => l).Select(lot => LoadClient.Get($"/api/trace/01/{Box}/10/{lot}"))])}");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static Task<LoadResult> AskAsync(ServerProcess server, int clients, List<byte[]> requests)
    {
        var turn = -1;
        return Load.RunAsync(server.Port, clients, TimeSpan.FromMinutes(5), 200, (_, _) => Interlocked.Increment(ref turn) is var n && n < requests.Count ? requests[n] : null);
    }

    /// <summary>Two harvests, merged, washed, packed, labelled; sent to a warehouse and from there to a shop, the first leg with its temperatures.</summary>
    private static async Task<List<string>> RecordChainsAsync(ServerProcess server)
    {
        var (farm, warehouse, shop) = (server.Key("cooperative"), server.Key("warehouse"), server.Key("seller"));
        var now = DateTimeOffset.UtcNow;
        var lots = new List<string>();
        using var client = new LoadClient(server.Port);
        for (var chain = 0; chain < Chains; chain++)
        {
            var one = await AddAsync("/api/batches/harvests", farm, WriteBenchmark.Harvest(0)[..^1] + $$""","occurred":"{{At(20)}}"}""");
            var two = await AddAsync("/api/batches/harvests", farm, WriteBenchmark.Harvest(8)[..^1] + $$""","occurred":"{{At(20)}}"}""");
            var merged = await AddAsync(
                "/api/batches/merges", farm, $$"""{"inputs":[{"batch":"{{one}}","kilograms":12.5},{"batch":"{{two}}","kilograms":12.5}],"gtin":"{{Loose}}","occurred":"{{At(18)}}"}""");
            var washed = await AddAsync(
                "/api/batches/processes", farm, $$"""{"inputs":[{"batch":"{{merged}}","quantity":25}],"outputs":[{"gtin":"{{Loose}}","kilograms":25}],"processes":["washing"],"occurred":"{{At(16)}}"}""");
            var (pack, lot) = await PackAsync(washed);
            await AddAsync($"/api/batches/{pack}/labels", farm, $$"""{"count":5,"occurred":"{{At(13)}}"}""", "run");
            var first = await ShipAsync(farm, pack, Warehouse, 12);
            var leg = await AddAsync($"/api/shipments/{first}/legs", farm, $$"""{"departed":"{{At(12)}}","arrived":"{{At(9)}}"}""", "leg");
            var readings = string.Join(',', Enumerable.Range(0, 12).Select(n => string.Create(CultureInfo.InvariantCulture, $$"""{"at":"{{At(12 - (n / 4.0))}}","celsius":4.{{n % 10}}}""")));
            await AddAsync($"/api/shipments/{first}/temperatures", farm, $$"""{"leg":"{{leg}}","readings":[{{readings}}]}""", "recording");
            await AddAsync($"/api/shipments/{first}/receipt", warehouse, $$"""{"occurred":"{{At(8)}}"}""", "shipment");
            var second = await ShipAsync(warehouse, pack, Shop, 6);
            await AddAsync($"/api/shipments/{second}/receipt", shop, $$"""{"occurred":"{{At(2)}}"}""", "shipment");
            lots.Add(lot);
        }

        return lots;

        string At(double hoursAgo) => now.AddHours(-hoursAgo).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

        async Task<string> AddAsync(string path, string key, string json, string name = "batch")
        {
            var answer = await PageBenchmark.SendAsync(client, path, key, json);
            return (answer.TryGetProperty("batches", out var made) && string.Equals(name, "batch", StringComparison.Ordinal) ? made[0] : answer).GetProperty(name).GetString()!;
        }

        async Task<(string Batch, string Lot)> PackAsync(string batch)
        {
            var packed = await PageBenchmark.SendAsync(
                client, "/api/batches/packs", farm, $$"""{"inputs":[{"batch":"{{batch}}","kilograms":25}],"outputs":[{"gtin":"{{Box}}","packs":5}],"occurred":"{{At(14)}}"}""");
            return (packed.GetProperty("batches")[0].GetProperty("batch").GetString()!, packed.GetProperty("batches")[0].GetProperty("lot").GetString()!);
        }

        Task<string> ShipAsync(string key, string batch, string receiver, double hoursAgo) =>
            AddAsync("/api/shipments", key, $$"""{"items":[{"batch":"{{batch}}","quantity":5}],"receiver":"{{receiver}}","occurred":"{{At(hoursAgo)}}"}""", "shipment");
    }
}
