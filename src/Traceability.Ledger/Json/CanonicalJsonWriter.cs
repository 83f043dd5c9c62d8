using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Traceability.Ledger;

/// <summary>Writes canonical JSON into a rented buffer. Holds no garbage of its own beyond the buffer.</summary>
internal ref struct CanonicalJsonWriter()
{
    private const int LongestNumber = 32;

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    private static readonly Comparison<KeyValuePair<string, JsonNode?>> ByNodeName =
        static (a, b) => string.CompareOrdinal(a.Key, b.Key);

    private static readonly Comparison<KeyValuePair<string, JsonElement>> ByElementName =
        static (a, b) => string.CompareOrdinal(a.Key, b.Key);

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1024);
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    public void WriteRaw(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    public void WriteText(ReadOnlySpan<byte> utf8Json)
    {
        JsonElement root;
        try
        {
            var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth });
            root = JsonElement.ParseValue(ref reader);
            if (reader.Read())
            {
                throw new FormatException("More than one JSON value.");
            }
        }
        catch (JsonException problem)
        {
            throw new FormatException("Not JSON: " + problem.Message, problem);
        }

        WriteElement(root, 0);
    }

    public void WriteNode(JsonNode? node, int depth)
    {
        switch (node)
        {
            case null:
                WriteRaw("null"u8);
                break;
            case JsonObject members:
                WriteObject(members, depth + 1);
                break;
            case JsonArray items:
                WriteArray(items, depth + 1);
                break;
            case JsonValue value:
                WriteValue(value, depth);
                break;
        }
    }

    public void WriteElement(JsonElement element, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(element, depth + 1);
                break;
            case JsonValueKind.Array:
                WriteArray(element, depth + 1);
                break;
            case JsonValueKind.String:
                WriteString(TextOf(element));
                break;
            case JsonValueKind.Number:
                WriteNumber(element.GetDouble());
                break;
            case JsonValueKind.True:
                WriteRaw("true"u8);
                break;
            case JsonValueKind.False:
                WriteRaw("false"u8);
                break;
            default:
                WriteRaw("null"u8);
                break;
        }
    }

    public void WriteString(scoped ReadOnlySpan<char> text)
    {
        WriteByte((byte)'"');
        while (true)
        {
            var plain = text.IndexOfAny(Escaped);
            WriteUtf8(plain < 0 ? text : text[..plain]);
            if (plain < 0)
            {
                break;
            }

            WriteEscape(text[plain]);
            text = text[(plain + 1)..];
        }

        WriteByte((byte)'"');
    }

    public void WriteInteger(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(LongestNumber), out var written);
        _length += written;
    }

    public void WriteByte(byte value)
    {
        Reserve(1)[0] = value;
        _length++;
    }

    private void WriteNumber(double value) => _length += EcmaScriptNumber.Format(value, Reserve(LongestNumber));

    private void WriteValue(JsonValue value, int depth)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String when TextOf(value) is { } text:
                WriteString(text);
                break;
            case JsonValueKind.Number when TryNumberOf(value, out var number):
                WriteNumber(number);
                break;
            case JsonValueKind.True:
                WriteRaw("true"u8);
                break;
            case JsonValueKind.False:
                WriteRaw("false"u8);
                break;
            default:
                // Whatever else a JsonValue may hold says by its own JSON what it is.
                WriteElement(JsonSerializer.SerializeToElement<JsonNode>(value), depth);
                break;
        }
    }

    private void WriteObject(JsonObject members, int depth)
    {
        CheckDepth(depth);
        KeyValuePair<string, JsonNode?>[]? rented = null;
        var count = 0;
        try
        {
            count = members.Count;
            rented = ArrayPool<KeyValuePair<string, JsonNode?>>.Shared.Rent(count);
            ((ICollection<KeyValuePair<string, JsonNode?>>)members).CopyTo(rented, 0);
            var sorted = rented.AsSpan(0, count);
            sorted.Sort(ByNodeName);
            WriteByte((byte)'{');
            string? previous = null;
            foreach (var (name, value) in sorted)
            {
                WriteName(name, previous);
                WriteNode(value, depth);
                previous = name;
            }

            WriteByte((byte)'}');
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            // An object that was parsed finds duplicate names and broken escapes only when it is first looked at.
            throw new FormatException("An object with a broken or repeated name.", problem);
        }
        finally
        {
            if (rented is not null)
            {
                rented.AsSpan(0, count).Clear();
                ArrayPool<KeyValuePair<string, JsonNode?>>.Shared.Return(rented);
            }
        }
    }

    private void WriteObject(JsonElement members, int depth)
    {
        CheckDepth(depth);
        var count = members.GetPropertyCount();
        var rented = ArrayPool<KeyValuePair<string, JsonElement>>.Shared.Rent(count);
        try
        {
            var filled = 0;
            foreach (var member in members.EnumerateObject())
            {
                rented[filled++] = new KeyValuePair<string, JsonElement>(NameOf(member), member.Value);
            }

            var sorted = rented.AsSpan(0, count);
            sorted.Sort(ByElementName);
            WriteByte((byte)'{');
            string? previous = null;
            foreach (var (name, value) in sorted)
            {
                WriteName(name, previous);
                WriteElement(value, depth);
                previous = name;
            }

            WriteByte((byte)'}');
        }
        finally
        {
            rented.AsSpan(0, count).Clear();
            ArrayPool<KeyValuePair<string, JsonElement>>.Shared.Return(rented);
        }
    }

    private void WriteName(string name, string? previous)
    {
        if (previous is not null)
        {
            if (string.Equals(name, previous, StringComparison.Ordinal))
            {
                throw new FormatException("A name stands twice in one object.");
            }

            WriteByte((byte)',');
        }

        WriteString(name);
        WriteByte((byte)':');
    }

    private void WriteArray(JsonArray items, int depth)
    {
        CheckDepth(depth);
        WriteByte((byte)'[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                WriteByte((byte)',');
            }

            WriteNode(items[i], depth);
        }

        WriteByte((byte)']');
    }

    private void WriteArray(JsonElement items, int depth)
    {
        CheckDepth(depth);
        WriteByte((byte)'[');
        var first = true;
        foreach (var item in items.EnumerateArray())
        {
            if (!first)
            {
                WriteByte((byte)',');
            }

            WriteElement(item, depth);
            first = false;
        }

        WriteByte((byte)']');
    }

    private void WriteUtf8(scoped ReadOnlySpan<char> text)
    {
        // A UTF-16 code unit needs at most three bytes of UTF-8.
        var status = Utf8.FromUtf16(
            text, Reserve(text.Length * 3), out _, out var written, replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
        {
            throw new FormatException("A surrogate without its partner.");
        }

        _length += written;
    }

    private void WriteEscape(char c)
    {
        switch (c)
        {
            case '"':
                WriteRaw("\\\""u8);
                break;
            case '\\':
                WriteRaw("\\\\"u8);
                break;
            case '\b':
                WriteRaw("\\b"u8);
                break;
            case '\t':
                WriteRaw("\\t"u8);
                break;
            case '\n':
                WriteRaw("\\n"u8);
                break;
            case '\f':
                WriteRaw("\\f"u8);
                break;
            case '\r':
                WriteRaw("\\r"u8);
                break;
            default:
                WriteRaw("\\u00"u8);
                WriteByte((byte)('0' + (c >> 4)));
                WriteByte((byte)"0123456789abcdef"[c & 0xF]);
                break;
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }

    private static void CheckDepth(int depth)
    {
        if (depth > CanonicalJson.MaxDepth)
        {
            throw new FormatException("More than 64 arrays and objects within one another.");
        }
    }

    private static bool TryNumberOf(JsonValue value, out double number)
    {
        if (value.TryGetValue(out int small))
        {
            number = small;
            return true;
        }

        if (value.TryGetValue(out JsonElement element))
        {
            number = element.GetDouble();
            return true;
        }

        if (value.TryGetValue(out number))
        {
            return true;
        }

        if (value.TryGetValue(out long integer))
        {
            number = EcmaScriptNumber.Exactly(integer);
            return true;
        }

        if (value.TryGetValue(out decimal fixedPoint))
        {
            number = EcmaScriptNumber.Exactly(fixedPoint);
            return true;
        }

        return false;
    }

    /// <summary>The text, or null when the value is a string only in its JSON.</summary>
    private static string? TextOf(JsonValue value)
    {
        try
        {
            return value.TryGetValue(out string? text) ? text : null;
        }
        catch (InvalidOperationException problem)
        {
            throw new FormatException("A string that is not Unicode.", problem);
        }
    }

    private static string TextOf(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException problem)
        {
            throw new FormatException("A string that is not Unicode.", problem);
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException problem)
        {
            throw new FormatException("A name that is not Unicode.", problem);
        }
    }
}
