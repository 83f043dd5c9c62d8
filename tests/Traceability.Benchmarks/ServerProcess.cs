using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Traceability.Benchmarks;

/// <summary>The built server as an operator runs it: its own process, its own data folder, no chain.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port, string data, TimeSpan untilServing)
    {
        _process = process;
        Port = port;
        Data = data;
        UntilServing = untilServing;
    }

    public int Port { get; }

    public string Data { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan UntilServing { get; }

    public int Id => _process.Id;

    public static string Dll => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "..", "..", "..", "src", "Traceability.Web", "bin", Configuration, "net10.0", "Traceability.Web.dll"));

    private static string Configuration =>
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    /// <summary>The server in Production on data where the demonstration was loaded before.</summary>
    public static async Task<ServerProcess> StartLoadedAsync(string data, BenchmarkDatabase? database = null)
    {
        (await StartAsync(data, development: true, database)).Dispose();
        return await StartAsync(data, development: false, database);
    }

    /// <param name="development">Loads the demonstration where it is missing; Production never does.</param>
    public static async Task<ServerProcess> StartAsync(string data, bool development, BenchmarkDatabase? database = null)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("dotnet", [Dll]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        var environment = start.Environment;
        environment["ASPNETCORE_ENVIRONMENT"] = development ? "Development" : "Production";
        environment["Keys__Encryption"] = Convert.ToBase64String(new byte[32]);
        environment["Urls"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        environment["Labels__BaseUrl"] = "http://benchmark.example";
        environment["Ledger__Origin"] = "benchmark.example/log";
        environment["Data__Directory"] = data;
        environment["Chain__Start"] = "false";
        environment["Chain__RpcUrl"] = "";
        environment["Demo__Load"] = development ? "true" : "false";
        // Counted as for anybody, and never refused: what counting costs is part of the figures.
        environment["Limits__Rates"] = "true";
        environment["Limits__AddressPerMinute"] = "100000000";
        environment["Limits__KeyPerMinute"] = "100000000";
        if (database?.ConnectionString is { } connection)
            (environment["Database__Provider"], environment["ConnectionStrings__Traceability"]) = ("Postgres", connection);
        environment["Logging__LogLevel__Default"] = "Warning";
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}") };
        while (true)
        {
            try
            {
                if ((await client.GetAsync("/healthz")).IsSuccessStatusCode)
                    return new ServerProcess(process, port, data, watch.Elapsed);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(5);
            }
        }
    }

    public string Key(string role)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Data, "demo-credentials.json")));
        return document.RootElement.GetProperty(role).GetProperty("apiKey").GetString()!;
    }

    /// <summary>Resident memory as the operating system counts it, MiB.</summary>
    public double ResidentMiB()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1024.0 / 1024.0;
    }

    /// <summary>Processor time the server has used so far, both kinds.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
