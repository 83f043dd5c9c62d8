using System.Globalization;
using System.Text;
using Traceability.App.Symbols;

namespace Traceability.App.Sheets;

/// <summary>One label to be printed.</summary>
/// <param name="Address">What its QR code says.</param>
/// <param name="Serial">Null where all labels of the batch are the same.</param>
public sealed record SheetLabel(Uri Address, string? Serial);

/// <summary>What all labels of a sheet say.</summary>
/// <param name="LotWord">The word before the lot number, in the reader's language.</param>
public sealed record SheetTexts(string Product, string LotWord, string Lot);

/// <summary>Sheets of labels as a PDF of A4 pages. Chinese is drawn by the outlines of a font of this machine: the file needs no font and embeds none.</summary>
public sealed class LabelSheet(SheetFont font)
{
    private const decimal PointsPerMillimetre = 72m / 25.4m;
    private const decimal SmallestType = 5;
    private const decimal Padding = 1.5m;

    /// <summary>What a capital or digit takes on the average, of the size of type, where many are wide.</summary>
    private const decimal WidestCapital = 0.68m;

    /// <returns>False, with nothing written, where this machine has no Chinese font.</returns>
    public async Task<bool> TryWriteAsync(Stream target, LabelGrid grid, SheetTexts texts, IAsyncEnumerable<SheetLabel> labels, CancellationToken ct)
    {
        if (!font.TryOpen(out var outlines))
            return false;
        using (outlines)
        {
            var pdf = new PdfWriter(target);
            await pdf.BeginAsync($"{texts.Product} {texts.Lot}", ct);
            var room = grid.Width - grid.Symbol - Padding;
            var lines = new SheetLines(outlines, texts.Product, room * PointsPerMillimetre, grid.LargestType, SmallestType);
            foreach (var (i, line) in lines.Lines.Index())
                await pdf.DrawingAsync($"P{i}", line.Content, line.Width, line.Bottom, line.Top, ct);
            var word = new SheetLines(outlines, texts.LotWord, room * PointsPerMillimetre, lines.Type, SmallestType);
            await pdf.DrawingAsync("W", word.Lines[0].Content, word.Lines[0].Width, word.Lines[0].Bottom, word.Lines[0].Top, ct);

            var page = new StringBuilder();
            var on = 0;
            await foreach (var label in labels.WithCancellation(ct))
            {
                Draw(page, grid, on, label, texts.Lot, lines, word);
                if (++on < grid.OnASheet)
                    continue;
                await PageAsync();
            }

            if (on > 0)
                await PageAsync();
            await pdf.EndAsync(ct);

            async Task PageAsync()
            {
                await pdf.PageAsync(LabelGrid.PaperWidth * PointsPerMillimetre, LabelGrid.PaperHeight * PointsPerMillimetre, page.ToString(), ct);
                page.Clear();
                on = 0;
            }
        }

        return true;
    }

    /// <summary>The symbol at the left, the texts beside it, from the top of the label downwards.</summary>
    private static void Draw(StringBuilder page, LabelGrid grid, int place, SheetLabel label, string lot, SheetLines product, SheetLines word)
    {
        var left = (grid.Left + (place % grid.Columns * grid.PitchX)) * PointsPerMillimetre;
        var top = (LabelGrid.PaperHeight - grid.Top - (place / grid.Columns * grid.PitchY)) * PointsPerMillimetre;
        var (height, symbol) = (grid.Height * PointsPerMillimetre, grid.Symbol * PointsPerMillimetre);

        var modules = QrSymbol.Modules(label.Address);
        var module = symbol / modules.Size;
        page.Append(CultureInfo.InvariantCulture, $"q {N(module)} 0 0 {N(-module)} {N(left)} {N(top - ((height - symbol) / 2))} cm\n");
        foreach (var run in modules.Runs)
            page.Append(CultureInfo.InvariantCulture, $"{run.From} {run.Row} {run.Length} 1 re\n");
        page.Append("f Q\n");

        var x = left + symbol;
        var room = (grid.Width - grid.Symbol - Padding) * PointsPerMillimetre;
        var small = decimal.Min(product.Type * 0.75m, room / (WidestCapital * (label.Serial ?? lot).Length));
        var rows = product.Lines.Count + (label.Serial is null ? 1 : 2);
        var y = top - ((height - (product.Type * 1.3m * rows)) / 2) - product.Type;
        for (var i = 0; i < product.Lines.Count; i++, y -= product.Type * 1.3m)
            page.Append(CultureInfo.InvariantCulture, $"q {N(product.Scale)} 0 0 {N(product.Scale)} {N(x)} {N(y)} cm /P{i} Do Q\n");
        var scale = word.Scale * small / word.Type;
        page.Append(CultureInfo.InvariantCulture, $"q {N(scale)} 0 0 {N(scale)} {N(x)} {N(y)} cm /W Do Q\n");
        Latin(page, lot, x + (word.Lines[0].Width * scale) + (small / 3), y, small);
        if (label.Serial is { } serial)
            Latin(page, serial, x, y - (product.Type * 1.3m), small);
    }

    private static void Latin(StringBuilder page, string text, decimal x, decimal y, decimal type) =>
        page.Append(CultureInfo.InvariantCulture, $"BT /{PdfWriter.LatinFont} {N(type)} Tf {N(x)} {N(y)} Td {PdfWriter.Text(text)} Tj ET\n");

    private static string N(decimal value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
