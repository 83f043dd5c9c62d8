using System.Diagnostics.CodeAnalysis;
using System.Text;
using Traceability.Gs1.DigitalLink;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Presentation;

/// <summary>What a person types or pastes from a label: its web address, the path of it, <c>(01)…(10)…(21)…</c>, or GTIN, lot and serial with spaces between.</summary>
/// <param name="Path">The local path of its page.</param>
public sealed record LabelCode(string Path)
{
    public const int MaxLength = 500;

    private const string ItemPath = "/01/";

    /// <summary>Reads it. Rules: <c>code.empty</c>, <c>code.length</c>, <c>code.form</c>, <c>code.lot-missing</c> and those of the identifiers and of Digital Link.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out LabelCode? code, [NotNullWhen(false)] out IdentifierError? error)
    {
        code = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            error = new("code.empty", "Nothing was typed.");
            return false;
        }

        if (text.Length > MaxLength)
        {
            error = new("code.length", $"A code has at most {MaxLength} characters; this has {text.Length}.");
            return false;
        }

        var typed = Plain(text);
        return typed.Contains('/', StringComparison.Ordinal) && !typed.Contains(' ', StringComparison.Ordinal)
            ? TryParseLink(typed, out code, out error)
            : TryParseParts(Parts(typed), out code, out error);
    }

    // A Chinese keyboard types full-width digits, brackets and spaces, and what is copied brings invisible marks along.
    private static string Plain(string text)
    {
        var wellFormed = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return string.Concat(wellFormed.Normalize(NormalizationForm.FormKC)
            .Where(c => !char.IsControl(c) || char.IsWhiteSpace(c))
            .Where(c => char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)).Trim();
    }

    private static bool TryParseLink(string typed, out LabelCode? code, out IdentifierError? error)
    {
        code = null;
        // Whatever host or stem stands before it: the page is always our own.
        var start = typed.IndexOf(ItemPath, StringComparison.Ordinal);
        if (!DigitalLinkUri.TryParse(start < 0 ? typed : typed[start..], out var link, out error))
            return false;
        if (link.Gtin is not { } gtin || link.Lot is not { } lot)
        {
            error = LotMissing();
            return false;
        }

        code = For(gtin, lot, link.Serial);
        return true;
    }

    private static string[] Parts(string typed) =>
        (typed.StartsWith("(01)", StringComparison.Ordinal)
            ? typed[4..].Replace("(10)", " ", StringComparison.Ordinal).Replace("(21)", " ", StringComparison.Ordinal)
            : typed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool TryParseParts(string[] parts, out LabelCode? code, out IdentifierError? error)
    {
        code = null;
        if (parts.Length is 0 or > 3)
        {
            error = new("code.form", "A code is a web address, or GTIN, lot and perhaps serial with spaces between.");
            return false;
        }

        SerialNumber serial = default;
        if (!Gtin.TryParse(parts[0], out var gtin, out error))
            return false;
        if (parts.Length == 1)
        {
            error = LotMissing();
            return false;
        }

        if (!LotNumber.TryParse(parts[1], out var lot, out error) || (parts.Length == 3 && !SerialNumber.TryParse(parts[2], out serial, out error)))
            return false;
        code = For(gtin, lot, parts.Length == 3 ? serial : null);
        return true;
    }

    private static LabelCode For(Gtin gtin, LotNumber lot, SerialNumber? serial) => new(DigitalLinkUri.ForItem(gtin, lot, serial).ToPath());

    private static IdentifierError LotMissing() => new("code.lot-missing", "The lot is missing.");
}
