using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Traceability.Ledger;

/// <summary>
/// What a log says of itself at one moment: its origin, how many entries it has and their root. The body of a C2SP
/// tlog-checkpoint without extension lines.
/// </summary>
/// <param name="Origin">
/// The log's name for ever, also the name of its key: not empty, at most <see cref="MaxOriginLength"/> characters, no
/// white space, no control character and no <c>+</c>.
/// </param>
/// <param name="Size">The number of entries, from 0.</param>
/// <param name="Root">The root of the tree of that size.</param>
public sealed record Checkpoint(string Origin, long Size, MerkleHash Root)
{
    /// <summary>The longest origin in UTF-16 code units.</summary>
    public const int MaxOriginLength = 256;

    /// <summary>Three lines, each ended by a line feed: origin, decimal size, base64 of the root.</summary>
    public string ToBody() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root.ToBase64()}\n");

    /// <summary>
    /// Reads a body. Strict: exactly the text that <see cref="ToBody"/> writes, so a checkpoint has one spelling;
    /// extension lines, which this log never writes, are refused.
    /// </summary>
    /// <returns>False, and null, when the text is anything else.</returns>
    public static bool TryParse([NotNullWhen(true)] string? body, [NotNullWhen(true)] out Checkpoint? checkpoint)
    {
        checkpoint = null;
        if (body is null || body.Length > MaxOriginLength + 70)
        {
            return false;
        }

        var lines = body.Split('\n');
        if (lines is not [var origin, var decimalSize, var base64Root, ""]
            || !SignedNote.IsName(origin)
            || !long.TryParse(decimalSize, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || (decimalSize.Length > 1 && decimalSize[0] == '0')
            || !MerkleHash.TryParseBase64(base64Root, out var root))
        {
            return false;
        }

        checkpoint = new Checkpoint(origin, size, root);
        return true;
    }
}
