using System.Globalization;

namespace Traceability.Benchmarks;

/// <summary>Harvests recorded a second over HTTP, each durable before its answer.</summary>
internal static class WriteBenchmark
{
    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("traceability-bench-").FullName;
        try
        {
            using var server = await ServerProcess.StartLoadedAsync(data);
            var key = server.Key("cooperative");
            await SeedAsync(server, key);
            var request = LoadClient.Post("/api/batches/harvests", key, Harvest);
            Console.WriteLine($"warm-up   {await Load.RunAsync(server.Port, 16, TimeSpan.FromSeconds(8), 201, (_, _) => request)}");
            foreach (var clients in (int[])[8, 64, 8, 64])
            {
                var before = server.ProcessorTime();
                var result = await Load.RunAsync(server.Port, clients, TimeSpan.FromSeconds(15), 201, (_, _) => request);
                var each = (server.ProcessorTime() - before).TotalMicroseconds / result.Answers;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"harvests  {result}, {each:0} µs of the server's processor each"));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory after: {server.ResidentMiB():0} MiB"));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>A base whose plot bears a billion tonnes: the figure is about recording, not about refusing.</summary>
    public const string Base = "9520109009014";

    public const string Harvest = $$"""{"gtin":"99520100000105","base":"{{Base}}","plot":"1","kilograms":12.5}""";

    public static async Task SeedAsync(ServerProcess server, string key)
    {
        using var client = new LoadClient(server.Port);
        var (status, _) = await client.SendAsync(LoadClient.Post(
            "/api/bases", key, $$"""{"gln":"{{Base}}","region":"130722","name":"bench","plots":[{"extension":"1","areaMu":1000000,"yieldCapKgPerMu":1000000}]}"""));
        if (status != 201)
            throw new InvalidOperationException($"The base was refused with {status.ToString(CultureInfo.InvariantCulture)}.");
    }
}
