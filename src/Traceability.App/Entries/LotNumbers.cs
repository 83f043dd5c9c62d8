using System.Globalization;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Entries;

/// <summary>Lot numbers of ours: yyMMdd, six base-32 characters of a sequence, one check character; 13 of GS1's 20.</summary>
public static class LotNumbers
{
    /// <summary>Crockford's alphabet: no I, L, O, U, which a hand or an eye confuses.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int SequenceCharacters = 6;

    public static LotNumber Make(DateOnly day, int sequence)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        Span<char> text = stackalloc char[6 + SequenceCharacters + 1];
        day.TryFormat(text, out _, "yyMMdd", CultureInfo.InvariantCulture);
        for (var i = SequenceCharacters - 1; i >= 0; i--, sequence /= Alphabet.Length)
            text[6 + i] = Alphabet[sequence % Alphabet.Length];
        text[^1] = Check(text[..^1]);
        return LotNumber.Parse(text.ToString());
    }

    /// <summary>Weighted sum modulo 31, a prime, so that a wrong character and two swapped neighbours are both seen.</summary>
    private static char Check(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
            sum += (i + 2) * Alphabet.IndexOf(text[i], StringComparison.Ordinal);
        return Alphabet[sum % 31];
    }
}
