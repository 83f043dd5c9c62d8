using System.Buffers;

namespace Traceability.Gs1.Identifiers;

/// <summary>GS1 AI encodable character set 82 (GS1 General Specifications, section 7.11).</summary>
internal static class CharacterSet82
{
    public static readonly SearchValues<char> Characters = SearchValues.Create(
        "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private const int MaxLength = 20;

    /// <summary>A component of 1 to 20 characters that can stand as a segment of a Digital Link path.</summary>
    public static IdentifierError? Check(string? text, string name, string title)
    {
        if (text is not { Length: >= 1 and <= MaxLength })
        {
            return new($"{name}.length", $"A {title} has 1 to {MaxLength} characters; this has {text?.Length ?? 0}.");
        }

        var stranger = text.AsSpan().IndexOfAnyExcept(Characters);
        if (stranger >= 0)
        {
            return new($"{name}.character", $"Character {stranger + 1} is not in GS1's character set 82 (Latin letters, digits and !\"%&'()*+,-./:;<=>?_).");
        }

        return text is "." or ".."
            ? new($"{name}.dot-segment", $"A {title} of dots alone would vanish from every address it is written in.")
            : null;
    }
}
