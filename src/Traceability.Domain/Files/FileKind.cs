using System.Text.Unicode;

namespace Traceability.Domain.Files;

/// <summary>
/// What a file is, told by its bytes and never by its name: a document (PDF), a picture (PNG, JPEG), or the table of a logger: UTF-8
/// text of at least two lines with values between commas, semicolons or tabs. Nothing is opened or unpacked.
/// </summary>
public sealed record FileKind(string MediaType, string Extension)
{
    public const int MostBytes = 10 * 1024 * 1024;

    /// <summary>Where a reader of PDF looks for its end.</summary>
    private const int TailOfPdf = 1024;

    private const byte FirstVisible = 0x20;
    private const byte Delete = 0x7F;

    public static readonly FileKind Pdf = new("application/pdf", "pdf");
    public static readonly FileKind Png = new("image/png", "png");
    public static readonly FileKind Jpeg = new("image/jpeg", "jpg");
    public static readonly FileKind Table = new("text/csv", "csv");

    public static IReadOnlyList<FileKind> All { get; } = [Pdf, Png, Jpeg, Table];

    /// <returns>Null for anything else.</returns>
    public static FileKind? Of(ReadOnlySpan<byte> content) => content switch
    {
        _ when content.StartsWith("%PDF-"u8) => content[^Math.Min(TailOfPdf, content.Length)..].IndexOf("%%EOF"u8) >= 0 ? Pdf : null,
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, _, _, _, _, 0x49, 0x48, 0x44, 0x52, ..] => Png,
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        _ => IsTable(content) ? Table : null,
    };

    private static bool IsTable(ReadOnlySpan<byte> content)
    {
        var text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        if (!Utf8.IsValid(text) || text.TrimStart(" \t\r\n"u8) is not [not (byte)'<', ..])
            return false;
        foreach (var b in text)
        {
            if (b is < FirstVisible and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or Delete)
                return false;
        }

        var rows = 0;
        foreach (var line in text.Split((byte)'\n'))
        {
            var row = text[line].TrimEnd((byte)'\r');
            if (!row.ContainsAny(",;\t"u8))
                continue;
            rows++;
            foreach (var cell in row.SplitAny(",;\t"u8))
            {
                if (IsFormula(row[cell].Trim(" \""u8)))
                    return false;
            }
        }

        return rows >= 2;
    }

    /// <summary>Whoever opens a table in a spreadsheet finds readings there, and nothing that runs.</summary>
    private static bool IsFormula(ReadOnlySpan<byte> cell) => cell switch
    {
        [(byte)'=' or (byte)'@', ..] => true,
        [(byte)'+' or (byte)'-', _, ..] => !char.IsAsciiDigit((char)cell[1]) && cell[1] != (byte)'.' && cell.ContainsAnyExcept((byte)'-'),
        _ => false,
    };
}
