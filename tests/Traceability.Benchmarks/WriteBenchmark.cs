using System.Globalization;

namespace Traceability.Benchmarks;

/// <summary>Harvests recorded a second over HTTP, each durable before its answer.</summary>
internal static class WriteBenchmark
{
    public static async Task RunAsync(string provider)
    {
        var data = Directory.CreateTempSubdirectory("traceability-bench-").FullName;
        try
        {
            using var database = BenchmarkDatabase.Start(provider);
            using var server = await ServerProcess.StartLoadedAsync(data, database);
            var key = server.Key("cooperative");
            await SeedAsync(server, key);
            var spread = Enumerable.Range(0, Plots).Select(client => LoadClient.Post("/api/batches/harvests", key, Harvest(client))).ToArray();
            Console.WriteLine($"warm-up   {await Load.RunAsync(server.Port, 16, TimeSpan.FromSeconds(8), 201, (client, _) => spread[client])}");
            foreach (var clients in (int[])[8, 64, 8, 64])
                await MeasureAsync(server, $"harvests, a plot each: ", clients, (client, _) => spread[client]);
            foreach (var clients in (int[])[8, 64])
                await MeasureAsync(server, $"harvests, one plot:    ", clients, (_, _) => spread[0]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory after: {server.ResidentMiB():0} MiB"));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task MeasureAsync(ServerProcess server, string what, int clients, Func<int, int, byte[]?> next)
    {
        var before = server.ProcessorTime();
        var result = await Load.RunAsync(server.Port, clients, TimeSpan.FromSeconds(15), 201, next);
        var each = (server.ProcessorTime() - before).TotalMicroseconds / result.Answers;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} {result}, {each:0} µs of the server's processor each"));
    }

    private const int Plots = 64;
    private const int PlotsOfABase = 16;
    private const int Products = 8;

    /// <summary>What a client records: a plot of its own, and one of a few products.</summary>
    public static string Harvest(int client) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"gtin":"{{Gtin(client % Products)}}","base":"{{Base(client % Plots / PlotsOfABase)}}","plot":"{{client % PlotsOfABase + 1}}","kilograms":12.5}""");

    public static async Task SeedAsync(ServerProcess server, string key)
    {
        // Plots that bear a billion tonnes each: the figure is about recording, not about refusing.
        var plots = string.Join(',', Enumerable.Range(1, PlotsOfABase).Select(n => string.Create(CultureInfo.InvariantCulture, $$"""{"extension":"{{n}}","areaMu":1000000,"yieldCapKgPerMu":1000000}""")));
        for (var i = 0; i < Plots / PlotsOfABase; i++)
            await RecordAsync(server, "/api/bases", key, $$"""{"gln":"{{Base(i)}}","region":"130722","name":"bench","plots":[{{plots}}]}""");
        for (var i = 1; i < Products; i++)
            await RecordAsync(server, "/api/products", key, $$"""{"gtin":"{{Gtin(i)}}","name":"bench {{i.ToString(CultureInfo.InvariantCulture)}}"}""");
    }

    /// <summary>Loose products of the demonstration's prefix; the first is the demonstration's own potato.</summary>
    private static string Gtin(int number)
    {
        if (number == 0)
            return "99520100000105";
        return WithCheckDigit(string.Create(CultureInfo.InvariantCulture, $"995201000{number + 900:D4}"));
    }

    private static string Base(int number) => WithCheckDigit(string.Create(CultureInfo.InvariantCulture, $"952010900{number + 940:D3}"));

    private static string WithCheckDigit(string digits)
    {
        var sum = digits.Select((digit, i) => (digit - '0') * ((digits.Length - i) % 2 == 1 ? 3 : 1)).Sum();
        return string.Create(CultureInfo.InvariantCulture, $"{digits}{(10 - sum % 10) % 10}");
    }

    private static async Task RecordAsync(ServerProcess server, string path, string key, string json)
    {
        using var client = new LoadClient(server.Port);
        var (status, body) = await client.SendAsync(LoadClient.Post(path, key, json));
        if (status != 201)
            throw new InvalidOperationException($"{path}: {status.ToString(CultureInfo.InvariantCulture)} {System.Text.Encoding.UTF8.GetString(body.Span)}");
    }
}
