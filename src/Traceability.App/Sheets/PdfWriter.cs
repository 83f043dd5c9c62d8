using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Traceability.App.Sheets;

/// <summary>
/// Writes a PDF (ISO 32000-1) page by page to where it goes, and keeps of each page only where it stands: a run of many labels needs no memory.
/// </summary>
internal sealed class PdfWriter(Stream target)
{
    private const int Catalog = 1;
    private const int Pages = 2;
    private const int Latin = 3;

    private readonly List<long> _offsets = [0, 0, 0];
    private readonly List<int> _pages = [];
    private readonly Dictionary<string, int> _drawings = new(StringComparer.Ordinal);
    private long _written;

    /// <summary>Name of the typeface for Latin letters and digits, which every reader has.</summary>
    public const string LatinFont = "L";

    /// <param name="title">In the document's properties.</param>
    public async Task BeginAsync(string title, CancellationToken ct)
    {
        await WriteAsync("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n", ct);
        await ObjectAsync(Latin, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", ct);
        _offsets.Add(0);
        await ObjectAsync(Latin + 1, $"<< /Title <FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(title))}> >>", ct);
    }

    /// <summary>A drawing to be used on many pages, by its name.</summary>
    /// <param name="width">Of the box that it lies in, in its own units from (0, <paramref name="bottom"/>).</param>
    public async Task DrawingAsync(string name, string content, decimal width, decimal bottom, decimal top, CancellationToken ct)
    {
        _offsets.Add(0);
        _drawings[name] = _offsets.Count;
        await StreamAsync(_offsets.Count, $"/Type /XObject /Subtype /Form /BBox [0 {Number(bottom)} {Number(width)} {Number(top)}] /Resources << >>", content, ct);
    }

    /// <param name="width">In points, likewise the height.</param>
    public async Task PageAsync(decimal width, decimal height, string content, CancellationToken ct)
    {
        _offsets.AddRange([0, 0]);
        var (page, contents) = (_offsets.Count - 1, _offsets.Count);
        await StreamAsync(contents, "", content, ct);
        var drawings = string.Join(' ', _drawings.Select(d => $"/{d.Key} {d.Value} 0 R"));
        await ObjectAsync(page, $"<< /Type /Page /Parent {Pages} 0 R /MediaBox [0 0 {Number(width)} {Number(height)}] /Contents {contents} 0 R /Resources << /Font << /{LatinFont} {Latin} 0 R >> /XObject << {drawings} >> >> >>", ct);
        _pages.Add(page);
    }

    public async Task EndAsync(CancellationToken ct)
    {
        await ObjectAsync(Pages, $"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select(p => $"{p} 0 R"))}] >>", ct);
        await ObjectAsync(Catalog, $"<< /Type /Catalog /Pages {Pages} 0 R >>", ct);
        var table = new StringBuilder($"xref\n0 {_offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in _offsets)
            table.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        var start = _written;
        await WriteAsync($"{table}trailer\n<< /Size {_offsets.Count + 1} /Root {Catalog} 0 R /Info {Latin + 1} 0 R >>\nstartxref\n{start}\n%%EOF\n", ct);
    }

    public static string Number(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A text of Latin letters and digits as a page's content has it.</summary>
    public static string Text(string latin) => "(" + latin.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal) + ")";

    private async Task ObjectAsync(int number, string content, CancellationToken ct)
    {
        _offsets[number - 1] = _written;
        await WriteAsync($"{number} 0 obj\n{content}\nendobj\n", ct);
    }

    private async Task StreamAsync(int number, string dictionary, string content, CancellationToken ct)
    {
        using var packed = new MemoryStream();
        await using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await deflate.WriteAsync(Encoding.Latin1.GetBytes(content), ct);
        _offsets[number - 1] = _written;
        await WriteAsync($"{number} 0 obj\n<< {dictionary} /Length {packed.Length} /Filter /FlateDecode >>\nstream\n", ct);
        await WriteAsync(packed.GetBuffer().AsMemory(0, (int)packed.Length), ct);
        await WriteAsync("\nendstream\nendobj\n", ct);
    }

    private Task WriteAsync(string text, CancellationToken ct) => WriteAsync(Encoding.Latin1.GetBytes(text), ct);

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await target.WriteAsync(bytes, ct);
        _written += bytes.Length;
    }
}
