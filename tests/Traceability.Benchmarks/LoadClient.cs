using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Traceability.Benchmarks;

/// <summary>One keep-alive connection that speaks just enough HTTP/1.1, so that the client costs little of the machine it shares with the server.</summary>
internal sealed class LoadClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[128 * 1024];

    public LoadClient(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <returns>The status, and the body as it came.</returns>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var filled = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            filled += read;
            var head = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (head < 0)
                continue;
            var status = ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + (_buffer[11] - '0');
            if (ContentLength(_buffer.AsSpan(0, head)) is { } length)
            {
                if (filled >= head + 4 + length)
                    return (status, _buffer.AsMemory(head + 4, length));
            }
            else if (_buffer.AsSpan(0, filled).EndsWith("0\r\n\r\n"u8))
            {
                return (status, _buffer.AsMemory(head + 4, filled - head - 4));
            }
        }
    }

    public static byte[] Get(string path, string headers = "") =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n");

    public static byte[] Post(string path, string key, string json) =>
        Encoding.UTF8.GetBytes($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json).ToString(CultureInfo.InvariantCulture)}\r\n\r\n{json}");

    public void Dispose() => _socket.Dispose();

    private static int? ContentLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return null;
        var rest = head[(at + 16)..];
        var end = rest.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? rest : rest[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

/// <summary>What a run of clients saw.</summary>
internal sealed record LoadResult(int Clients, int Answers, int Failures, string? FirstFailure, TimeSpan Elapsed, double[] SortedMilliseconds)
{
    public double PerSecond => Answers / Elapsed.TotalSeconds;

    public double Percentile(double p) => SortedMilliseconds.Length == 0 ? double.NaN : SortedMilliseconds[Math.Min(SortedMilliseconds.Length - 1, (int)(SortedMilliseconds.Length * p))];

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Clients} clients: {PerSecond:0} a second, p50 {Percentile(0.5):0.00} ms, p95 {Percentile(0.95):0.00} ms, p99 {Percentile(0.99):0.00} ms, {Answers} answers, {Failures} failures{(FirstFailure is null ? "" : $", as {FirstFailure}")}");
}

internal static class Load
{
    /// <summary>Closed loop: each client sends its next request when it has its answer.</summary>
    /// <param name="next">The request of a client's n-th turn; null ends the client.</param>
    public static async Task<LoadResult> RunAsync(int port, int clients, TimeSpan duration, int expected, Func<int, int, byte[]?> next)
    {
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var watch = Stopwatch.StartNew();
        var runs = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            using var connection = new LoadClient(port);
            var times = new List<double>();
            var failures = 0;
            string? first = null;
            for (var turn = 0; Stopwatch.GetTimestamp() < until && next(client, turn) is { } request; turn++)
            {
                var start = Stopwatch.GetTimestamp();
                var (status, body) = await connection.SendAsync(request);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (status == expected)
                    continue;
                failures++;
                first ??= string.Create(CultureInfo.InvariantCulture, $"{status} {Encoding.UTF8.GetString(body.Span)}");
            }

            return (times, failures, first);
        })));
        var elapsed = watch.Elapsed;
        var all = runs.SelectMany(r => r.times).Order().ToArray();
        return new LoadResult(clients, all.Length, runs.Sum(r => r.failures), runs.Select(r => r.first).FirstOrDefault(f => f is not null), elapsed, all);
    }
}
