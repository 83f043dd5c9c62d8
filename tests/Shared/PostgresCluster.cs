using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Traceability.Tests;

/// <summary>
/// A private PostgreSQL of the tests: its own folder, a free loopback port, never as root, ended by the pid it was started with.
/// </summary>
public sealed class PostgresCluster : IDisposable
{
    private static readonly string[] Fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    private readonly DirectoryInfo _folder;
    private readonly Process _server;

    private PostgresCluster(DirectoryInfo folder, Process server, int port) => (_folder, _server, Port) = (folder, server, port);

    public int Port { get; }

    /// <summary>The folder of its data.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    private static string? Binaries { get; } = new[] { "/usr/lib/postgresql" }
        .Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
        .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
        .Select(folder => Path.Combine(folder, "bin"))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    /// <summary>Why there can be none here, or null.</summary>
    public static string? WhyNot { get; } =
        Binaries is null ? "PostgreSQL is not installed (initdb, postgres)."
        : Environment.UserName == "root" && !HasUser("postgres") ? "PostgreSQL does not run as root, and there is no user postgres."
        : null;

    /// <summary>A cluster that forgets its data at a power cut: for tests of everything but durability.</summary>
    public static PostgresCluster Start() => Start(Fast);

    public static PostgresCluster Start(params string[] settings)
    {
        if (WhyNot is { } reason)
            throw new InvalidOperationException(reason);
        var folder = NewFolder();
        var data = Path.Combine(folder.FullName, "data");
        using (var initdb = StartAs("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"))
        {
            initdb.OutputDataReceived += (_, _) => { };
            initdb.BeginOutputReadLine();
            var words = initdb.StandardError.ReadToEnd();
            initdb.WaitForExit();
            if (initdb.ExitCode != 0)
                throw new InvalidOperationException($"initdb failed: {words}");
        }

        var port = FreePort();
        var server = StartAs(
            "postgres",
            [
                "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-h", "127.0.0.1", "-k", data, "-c", "max_connections=300", "-c", "log_min_messages=fatal",
                .. settings.SelectMany(setting => new[] { "-c", setting }),
            ]);
        server.ErrorDataReceived += (_, _) => { };
        server.OutputDataReceived += (_, _) => { };
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        var cluster = new PostgresCluster(folder, server, port);
        for (var i = 0; !Answers(port); i++)
        {
            if (i > 300 || server.HasExited)
            {
                cluster.Dispose();
                throw new InvalidOperationException("PostgreSQL does not answer.");
            }

            Thread.Sleep(50);
        }

        return cluster;
    }

    /// <param name="more">Settings of the driver, like <c>Pooling=false</c>.</param>
    public string ConnectionString(string database, string more = "") =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};{more}");

    /// <summary>By the socket in its data folder, as a server on the same machine is best reached.</summary>
    public string SocketString(string database) => string.Create(CultureInfo.InvariantCulture, $"Host={Data};Port={Port};Username=postgres;Database={database}");

    public void Dispose()
    {
        if (!_server.HasExited)
        {
            // Fast shutdown; the pid is the server's own, setpriv having become it.
            Run("kill", "-INT", _server.Id.ToString(CultureInfo.InvariantCulture));
            if (!_server.WaitForExit(TimeSpan.FromSeconds(15)))
                Run("kill", "-QUIT", _server.Id.ToString(CultureInfo.InvariantCulture));
            _server.WaitForExit(TimeSpan.FromSeconds(5));
        }

        _server.Dispose();
        _folder.Delete(recursive: true);
    }

    private static bool Answers(int port)
    {
        try
        {
            using var connection = new NpgsqlConnection(string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Pooling=false;Timeout=2"));
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool HasUser(string name) => File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal));

    /// <summary>One of PostgreSQL's programs, never as root; what it says is to be read.</summary>
    internal static Process StartAs(string program, params string[] arguments)
    {
        var path = Path.Combine(Binaries!, program);
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        (start.RedirectStandardError, start.RedirectStandardOutput) = (true, true);
        start.WorkingDirectory = "/";
        start.Environment["LC_ALL"] = "C";
        return Process.Start(start)!;
    }

    /// <summary>A folder that PostgreSQL's account may fill.</summary>
    internal static DirectoryInfo NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("traceability-pg-");
        Run("chown", Environment.UserName == "root" ? "postgres" : Environment.UserName, folder.FullName);
        return folder;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }
}
