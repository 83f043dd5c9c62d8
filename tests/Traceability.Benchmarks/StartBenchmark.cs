using System.Globalization;

namespace Traceability.Benchmarks;

/// <summary>The second start of the built server to its first answer, and its memory at rest.</summary>
internal static class StartBenchmark
{
    public static async Task RunAsync()
    {
        var data = Directory.CreateTempSubdirectory("traceability-bench-").FullName;
        try
        {
            using (var first = await ServerProcess.StartAsync(data, development: true))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first start with the demonstration: {first.UntilServing.TotalSeconds:0.00} s"));
            for (var run = 0; run < 5; run++)
            {
                using var server = await ServerProcess.StartAsync(data, development: false);
                using var client = new LoadClient(server.Port);
                await client.SendAsync(LoadClient.Get("/01/09520100000102/10/PK01"));
                await Task.Delay(TimeSpan.FromSeconds(10));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"second start: {server.UntilServing.TotalSeconds:0.00} s to serving; {server.ResidentMiB():0} MiB ten seconds later"));
            }
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
