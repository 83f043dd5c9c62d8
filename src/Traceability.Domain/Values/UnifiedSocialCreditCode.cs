using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015): the number of an organisation in China. 18 characters of digits and capital letters
/// without I, O, S, V and Z: authority, kind, 6 digits of the registering region (GB/T 2260), 9 characters of the
/// organisation code (GB 11714, with a check of its own) and a check character. Small letters are read as capitals.
/// Rules: <c>uscc.length</c>, <c>uscc.character</c>, <c>uscc.region</c>, <c>uscc.organisation-code</c>, <c>uscc.check-digit</c>.
/// The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// </summary>
public readonly record struct UnifiedSocialCreditCode : IIdentifier<UnifiedSocialCreditCode>
{
    private const int Length = 18;
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    private readonly string? _text;

    private UnifiedSocialCreditCode(string text) => _text = text;

    /// <summary>The region of the authority that registered the organisation, which is not always where it works.</summary>
    public RegionCode Region => _text is null ? default : RegionCode.Parse(_text[2..8]);

    private static ReadOnlySpan<int> OrganisationWeights => [3, 7, 9, 10, 5, 8, 4, 2];

    public static UnifiedSocialCreditCode Parse(string text) =>
        TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out UnifiedSocialCreditCode value) => TryParse(text, out value, out _);

    public static bool TryParse(
        [NotNullWhen(true)] string? text, out UnifiedSocialCreditCode value, [NotNullWhen(false)] out IdentifierError? error)
    {
        var capitals = text?.ToUpperInvariant();
        error = Check(capitals);
        value = error is null ? new(capitals!) : default;
        return error is null;
    }

    public override string ToString() => _text ?? "";

    private static IdentifierError? Check(string? text)
    {
        if (text is not { Length: Length })
        {
            return new("uscc.length", $"A unified social credit code has {Length} characters; this has {text?.Length ?? 0}.");
        }

        var stranger = text.AsSpan().IndexOfAnyExcept(Characters);
        if (stranger >= 0)
        {
            return new("uscc.character", $"Character {stranger + 1} is not a digit or a capital letter other than I, O, S, V and Z.");
        }

        if (!RegionCode.TryParse(text[2..8], out _, out var region))
        {
            return new("uscc.region", $"Characters 3 to 8 are not a region: {region.Message}");
        }

        var organisation = OrganisationCheck(text.AsSpan(8, 8));
        if (text[16] != organisation)
        {
            return new("uscc.organisation-code", $"The organisation code's check character (the 17th) should be {organisation} and is {text[16]}.");
        }

        var check = CheckCharacter(text.AsSpan(..17));
        return text[17] == check
            ? null
            : new("uscc.check-digit", $"The check character should be {check} and is {text[17]}.");
    }

    // GB 32100-2015, section 4.2.6: weights are the powers of 3 modulo 31.
    private static char CheckCharacter(ReadOnlySpan<char> text)
    {
        var sum = 0;
        var weight = 1;
        foreach (var character in text)
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return Alphabet[(31 - sum % 31) % 31];
    }

    // GB 11714: letters count 10 to 35 by their place among all 26.
    private static char OrganisationCheck(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            sum += (char.IsAsciiDigit(text[i]) ? text[i] - '0' : text[i] - 'A' + 10) * OrganisationWeights[i];
        }

        return (11 - sum % 11) switch
        {
            10 => 'X',
            11 => '0',
            var digit => (char)('0' + digit),
        };
    }
}
