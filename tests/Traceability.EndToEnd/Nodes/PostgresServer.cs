using System.Diagnostics;
using System.Globalization;
using System.Text;
using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Nodes;

/// <summary>One of the three PostgreSQL servers, with its data and, while it runs, its process.</summary>
internal sealed class PostgresServer(string name, int port, string data) : IDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    private readonly StringBuilder _log = new();
    private Process? _process;

    public string Name => name;

    public int Port => port;

    public string Data => data;

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>As its service runs it.</summary>
    public async Task StartAsync()
    {
        _process = PostgresCluster.StartAs("postgres", "-D", data, "-c", $"cluster_name={name}", "-p", Text(port), "-h", "127.0.0.1", "-k", "");
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Wait.UntilAsync($"{name} answers", LongestStart, async () => (await TryAskAsync("SELECT 1")).ExitCode == 0);
    }

    /// <summary>SIGKILL to the server; its children find out and end.</summary>
    public async Task KillAsync()
    {
        var children = ProcessTable.ChildrenOf(_process!.Id);
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        await Wait.UntilAsync($"{name} is gone", TimeSpan.FromSeconds(30), () => Task.FromResult(!children.Any(ProcessTable.IsRunning)), TimeSpan.FromMilliseconds(20));
        _process.Dispose();
        _process = null;
    }

    /// <summary>What psql prints for a statement.</summary>
    public async Task<string> AskAsync(string sql, string database = "postgres")
    {
        var answer = await TryAskAsync(sql, database);
        Assert.True(answer.ExitCode == 0, $"{name}: {sql}: {answer.Said}");
        return answer.Output.TrimEnd('\n');
    }

    /// <summary>Statements that are typed one after the other.</summary>
    public async Task RunScriptAsync(string sql)
    {
        var file = data + ".sql";
        await File.WriteAllTextAsync(file, sql);
        await SucceedAsync("psql", "-h", "127.0.0.1", "-p", Text(port), "-U", "postgres", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-Xf", file);
    }

    /// <summary>One of PostgreSQL's programs, to its end.</summary>
    public static async Task<Finished> RunAsync(string program, params string[] arguments)
    {
        using var process = PostgresCluster.StartAs(program, arguments);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        await process.WaitForExitAsync(CancellationToken.None);
        return new Finished(process.ExitCode, await output, await errors);
    }

    public static async Task SucceedAsync(string program, params string[] arguments)
    {
        var finished = await RunAsync(program, arguments);
        Assert.True(finished.ExitCode == 0, $"{program}: {finished.Said}");
    }

    public void Dispose()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private Task<Finished> TryAskAsync(string sql, string database = "postgres") =>
        RunAsync("psql", "-h", "127.0.0.1", "-p", Text(port), "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-AtXc", sql);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
            _log.AppendLine(line.Data);
    }
}
