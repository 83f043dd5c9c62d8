using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Traceability.App.Archive;

/// <summary>Writes JSON Lines.</summary>
internal sealed class LineWriter(Stream stream) : IDisposable
{
    private const int WriteAt = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * WriteAt);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public long Lines { get; private set; }

    public async ValueTask WriteAsync(Action<Utf8JsonWriter> write, CancellationToken ct)
    {
        _json.Reset(_buffer);
        write(_json);
        _json.Flush();
        _buffer.Write("\n"u8);
        Lines++;
        if (_buffer.WrittenCount >= WriteAt)
            await FlushAsync(ct);
    }

    public async ValueTask FlushAsync(CancellationToken ct)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, ct);
        _buffer.ResetWrittenCount();
    }

    public void Dispose() => _json.Dispose();
}
