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

    /// <summary>
    /// A polynomial over GF(32) (modulus x⁵ + x² + 1) with x for its place, so that any one wrong character and any two swapped
    /// neighbours are seen.
    /// </summary>
    private static char Check(ReadOnlySpan<char> text)
    {
        var sum = 0;
        foreach (var character in text)
            sum = TimesX(sum ^ Alphabet.IndexOf(character, StringComparison.Ordinal));
        return Alphabet[sum];
    }

    private static int TimesX(int element) => element < 16 ? element << 1 : (element << 1) ^ 0b100101;
}
