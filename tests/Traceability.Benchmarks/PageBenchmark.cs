using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Traceability.Benchmarks;

/// <summary>The label's page: from memory, held against a constant body of the same Kestrel in the same run; and seen for the first time in a large database.</summary>
internal static class PageBenchmark
{
    public const string Browser = "Accept: text/html\r\nAccept-Language: zh-CN\r\nAccept-Encoding: br\r\n";

    public static async Task RunAsync(int batches, string provider)
    {
        var data = Directory.CreateTempSubdirectory("traceability-bench-").FullName;
        try
        {
            using var database = BenchmarkDatabase.Start(provider, watched: true);
            using var server = await ServerProcess.StartLoadedAsync(data, database);
            var page = LoadClient.Get("/01/09520100000102/10/PK01", Browser);
            byte[] body;
            using (var client = new LoadClient(server.Port))
                body = (await client.SendAsync(page)).Body.ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"page: {body.Length} bytes compressed"));
            await WarmAsync(server, page, body, data);
            await FirstViewAsync(server, database, batches);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task WarmAsync(ServerProcess server, byte[] page, byte[] body, string data)
    {
        var bodyFile = Path.Combine(data, "body.bin");
        await File.WriteAllBytesAsync(bodyFile, body);
        var port = server.Port + 1;
        using var constant = Process.Start(new ProcessStartInfo("dotnet", [typeof(PageBenchmark).Assembly.Location, "constant", port.ToString(CultureInfo.InvariantCulture), bodyFile]))!;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var plain = LoadClient.Get("/");
        for (var run = 0; run < 3; run++)
        {
            Console.WriteLine($"constant  {await Load.RunAsync(port, 32, TimeSpan.FromSeconds(8), 200, (_, _) => plain)}");
            Console.WriteLine($"page warm {await Load.RunAsync(server.Port, 32, TimeSpan.FromSeconds(8), 200, (_, _) => page)}");
        }

        constant.Kill();
        await constant.WaitForExitAsync();
    }

    private static async Task FirstViewAsync(ServerProcess server, BenchmarkDatabase database, int batches)
    {
        var key = server.Key("cooperative");
        await WriteBenchmark.SeedAsync(server, key);
        var watch = Stopwatch.StartNew();
        var lots = await FillAsync(server, key, batches);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"filled {batches} batches in {watch.Elapsed.TotalSeconds:0} s"));

        if (database.IsPostgres)
            database.CountStatements();
        foreach (var clients in (int[])[1, 4])
        {
            var turn = -1;
            var unseen = lots.Skip(1).Where((_, i) => i % 2 == (clients == 1 ? 0 : 1)).Select(lot => LoadClient.Get($"/01/09520100000102/10/{lot}", Browser)).ToArray();
            Console.WriteLine($"first view among {batches.ToString(CultureInfo.InvariantCulture)} batches: {await Load.RunAsync(
                server.Port, clients, TimeSpan.FromMinutes(5), 200, (_, _) => Interlocked.Increment(ref turn) is var n && n < unseen.Length ? unseen[n] : null)}");
        }

        if (!database.IsPostgres)
            return;
        foreach (var statement in database.Statements(lots.Count - 1))
            Console.WriteLine(statement);
        Console.WriteLine(await database.PlansAsync(async () =>
        {
            using var client = new LoadClient(server.Port);
            await client.SendAsync(LoadClient.Get($"/01/09520100000102/10/{lots[0]}", Browser));
        }));
    }

    /// <summary>Harvests and packs, half each; every fiftieth pack is labelled, so that it has a page.</summary>
    public static async Task<List<string>> FillAsync(ServerProcess server, string key, int batches)
    {
        var lots = new List<string>();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(client => Task.Run(async () =>
        {
            using var connection = new LoadClient(server.Port);
            for (var i = client; i < batches / 2; i += 32)
            {
                var harvest = await SendAsync(connection, "/api/batches/harvests", key, WriteBenchmark.Harvest(client));
                var packed = await SendAsync(
                    connection, "/api/batches/packs", key,
                    $$"""{"inputs":[{"batch":"{{harvest.GetProperty("batch").GetString()}}","kilograms":12.5}],"outputs":[{"gtin":"09520100000102","packs":2}]}""");
                var pack = packed.GetProperty("batches")[0];
                if (i % 50 != 0)
                    continue;
                await SendAsync(connection, $"/api/batches/{pack.GetProperty("batch").GetString()}/labels", key, """{"count":2}""");
                lock (lots)
                    lots.Add(pack.GetProperty("lot").GetString()!);
            }
        })));
        return lots;
    }

    public static async Task<JsonElement> SendAsync(LoadClient client, string path, string key, string json)
    {
        var (status, body) = await client.SendAsync(LoadClient.Post(path, key, json));
        if (status != 201)
            throw new InvalidOperationException($"{path}: {status.ToString(CultureInfo.InvariantCulture)} {System.Text.Encoding.UTF8.GetString(body.Span)}");
        var text = body.Span;
        // A chunked body of one chunk: the JSON lies between its braces.
        var json0 = text[text.IndexOf((byte)'{')..(text.LastIndexOf((byte)'}') + 1)];
        return JsonDocument.Parse(json0.ToArray()).RootElement;
    }
}
