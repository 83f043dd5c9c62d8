using System.Globalization;
using System.Text.Json;

namespace Traceability.App.Archive;

/// <summary>Reads JSON Lines one at a time: each one JSON object that ends with a line feed, none longer than the longest that is written.</summary>
/// <param name="part">Named before the line in what is said of it; empty where the file is one part.</param>
internal sealed class LineReader(Stream stream, string part)
{
    /// <summary>A register of all villages is one entry; nothing that is recorded is longer.</summary>
    public const int LongestLine = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    private byte[] _buffer = new byte[64 * 1024];
    private int _begin;
    private int _end;

    public long Number { get; private set; }

    /// <summary>The line as the operator finds it.</summary>
    public string Where => string.Create(CultureInfo.InvariantCulture, $"{(part.Length == 0 ? "" : part + ", ")}line {Number}");

    /// <returns>The next line's object; null at the end.</returns>
    public async ValueTask<JsonDocument?> ReadAsync(CancellationToken ct)
    {
        var line = await NextAsync(ct);
        if (line is not { } text)
            return null;
        try
        {
            var json = JsonDocument.Parse(text, Strict);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return json;
            json.Dispose();
        }
        catch (JsonException)
        {
            // Said below, without a word of what stands there.
        }

        throw Wrong("it is no JSON object.");
    }

    public FoundWrongException Wrong(string what) => new($"{Where}: {what}");

    private async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken ct)
    {
        Number++;
        var looked = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_begin + looked, _end - _begin - looked).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsMemory(_begin, looked + at);
                _begin += looked + at + 1;
                return line;
            }

            looked = _end - _begin;
            if (looked > LongestLine)
                throw Wrong(string.Create(CultureInfo.InvariantCulture, $"it is longer than {LongestLine} bytes."));
            MakeRoom();
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), ct);
            if (read == 0)
                return looked == 0 ? null : throw Wrong("it is cut off.");
            _end += read;
        }
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        var target = _begin > 0 ? _buffer : new byte[_buffer.Length * 2];
        Buffer.BlockCopy(_buffer, _begin, target, 0, _end - _begin);
        (_buffer, _begin, _end) = (target, 0, _end - _begin);
    }
}
