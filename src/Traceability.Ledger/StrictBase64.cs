using System.Diagnostics.CodeAnalysis;

namespace Traceability.Ledger;

/// <summary>
/// Base64 of RFC 4648 section 4 in its one canonical spelling: padded, unused bits zero, no white space. Two texts
/// never stand for the same bytes, so a text can be compared instead of its bytes.
/// </summary>
internal static class StrictBase64
{
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        if (!Convert.TryFromBase64Chars(text, destination, out written) || text.Length != ((written + 2) / 3) * 4)
        {
            written = 0;
            return false;
        }

        // Convert accepts set bits in the last character that no byte carries.
        var tail = written % 3;
        if (tail == 0)
        {
            return true;
        }

        Span<char> last = stackalloc char[4];
        return Convert.TryToBase64Chars(destination.Slice(written - tail, tail), last, out _)
            && text[^4..].SequenceEqual(last);
    }

    public static bool TryDecode(string text, int maximum, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length > (((long)maximum + 2) / 3) * 4)
        {
            return false;
        }

        var buffer = new byte[text.Length / 4 * 3];
        if (!TryDecode(text, buffer, out var written) || written > maximum)
        {
            return false;
        }

        bytes = written == buffer.Length ? buffer : buffer[..written];
        return true;
    }
}
