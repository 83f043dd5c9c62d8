using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Traceability.Ledger;

/// <summary>
/// The JSON Canonicalization Scheme, RFC 8785: one spelling of every JSON value, so that it can be hashed.
/// </summary>
/// <remarks>
/// <para>Members are sorted by the UTF-16 code units of their names, numbers are written as ECMAScript writes them,
/// strings escape only what JSON demands, nothing else is between the tokens, the encoding is UTF-8.</para>
/// <para>Refused: a name twice in one object, a surrogate without its partner, a number that is not finite, and more
/// than <see cref="MaxDepth"/> arrays and objects within one another.</para>
/// <para>Numbers are IEEE 754 doubles: a number in JSON text means the double nearest to it. A CLR integer or decimal in
/// a <see cref="JsonNode"/> that no double equals is refused, because its hash would not be its own.</para>
/// </remarks>
public static class CanonicalJson
{
    /// <summary>The deepest nesting of arrays and objects; a scalar alone has depth 0.</summary>
    public const int MaxDepth = 64;

    /// <summary>The canonical UTF-8 bytes of a value.</summary>
    /// <param name="value">Any JSON value; null is the JSON literal <c>null</c>.</param>
    /// <exception cref="FormatException">The value is one of those refused, see the type.</exception>
    public static byte[] Serialize(JsonNode? value)
    {
        var sink = new CanonicalJsonWriter();
        try
        {
            sink.WriteNode(value, 0);
            return sink.Written.ToArray();
        }
        finally
        {
            sink.Dispose();
        }
    }

    /// <summary>Writes the canonical UTF-8 bytes of a value; nothing is written when it is refused.</summary>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="value">Any JSON value; null is the JSON literal <c>null</c>.</param>
    /// <exception cref="FormatException">The value is one of those refused, see the type.</exception>
    public static void Write(IBufferWriter<byte> destination, JsonNode? value)
    {
        var sink = new CanonicalJsonWriter();
        try
        {
            sink.WriteNode(value, 0);
            destination.Write(sink.Written);
        }
        finally
        {
            sink.Dispose();
        }
    }

    /// <summary>The canonical form of a JSON text (RFC 8259: no comments, no trailing commas, no byte order mark).</summary>
    /// <exception cref="FormatException">The text is not JSON, or its value is one of those refused, see the type.</exception>
    public static byte[] Canonicalize(ReadOnlySpan<byte> utf8Json)
    {
        var sink = new CanonicalJsonWriter();
        try
        {
            sink.WriteText(utf8Json);
            return sink.Written.ToArray();
        }
        finally
        {
            sink.Dispose();
        }
    }

    /// <summary>The canonical form of a JSON text, without throwing.</summary>
    /// <returns>False, and null, where <see cref="Canonicalize"/> would throw.</returns>
    public static bool TryCanonicalize(ReadOnlySpan<byte> utf8Json, [NotNullWhen(true)] out byte[]? canonical)
    {
        try
        {
            canonical = Canonicalize(utf8Json);
            return true;
        }
        catch (FormatException)
        {
            canonical = null;
            return false;
        }
    }

    /// <summary>Whether a JSON text is its own canonical form, byte for byte. False for what is not JSON.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8Json)
    {
        var sink = new CanonicalJsonWriter();
        try
        {
            sink.WriteText(utf8Json);
            return sink.Written.SequenceEqual(utf8Json);
        }
        catch (FormatException)
        {
            return false;
        }
        finally
        {
            sink.Dispose();
        }
    }
}
