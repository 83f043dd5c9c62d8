using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Traceability.App.Sheets;
using Traceability.App.Symbols;

namespace Traceability.App.Tests.Sheets;

/// <summary>Sheets of labels as PDF, read back.</summary>
public sealed partial class LabelSheetTests
{
    private static readonly SheetTexts Texts = new("张北马铃薯 5 kg", "批号", "PK01");

    [Fact]
    public async Task Sheet_WithoutAChineseFont_IsNotBegun()
    {
        var empty = Directory.CreateTempSubdirectory("no-fonts-");
        await File.WriteAllTextAsync(Path.Combine(empty.FullName, "NotoSansCJK-Regular.ttc"), "ttcf and nothing after it", TestContext.Current.CancellationToken);
        var font = new SheetFont(empty.FullName, Path.Combine(empty.FullName, "no such folder"));
        using var target = new MemoryStream();

        Assert.False(font.IsThere);
        Assert.False(await new LabelSheet(font).TryWriteAsync(target, LabelGrid.ThreeByEight, Texts, LabelsAsync(1), TestContext.Current.CancellationToken));
        Assert.Equal(0, target.Length);
        empty.Delete(recursive: true);
    }

    [Theory]
    [InlineData("3x8", 49, 3)]
    [InlineData("5x13", 65, 1)]
    [InlineData("5x13", 66, 2)]
    public async Task Sheet_OfMoreLabelsThanItTakes_GoesOnOnTheNext(string grid, int labels, int pages)
    {
        var pdf = await WriteAsync(LabelGrid.Find(grid)!, labels);

        Assert.Equal(pages, PageObject().Count(pdf));
        Assert.Equal(labels, Contents(pdf).Sum(c => Serial().Count(c)));
    }

    [Fact]
    public async Task Label_OnASheet_HasItsSymbolItsProductItsLotAndItsSerial()
    {
        var pdf = await WriteAsync(LabelGrid.ThreeByEight, 1);
        var page = Contents(pdf).Single(c => Serial().IsMatch(c));
        var symbol = QrSymbol.Modules(new Uri("https://trace.example/01/09520100000102/10/PK01/21/0000000000000000"));

        Assert.Equal(symbol.Runs.Count, page.Split(" 1 re\n").Length - 1);
        Assert.Contains("/P0 Do", page, StringComparison.Ordinal);
        Assert.Contains("/W Do", page, StringComparison.Ordinal);
        Assert.Contains("(PK01) Tj", page, StringComparison.Ordinal);
        // Each character that is no space is drawn.
        var name = Contents(pdf).First();
        Assert.Equal(8, name.Split("f Q\n").Length - 1);
        Assert.Contains(" c\n", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Label_OfALongProduct_IsCutOffWithinTwoLines()
    {
        var pdf = await WriteAsync(LabelGrid.FiveByThirteen, 1, Texts with { Product = new string('薯', 200) });

        Assert.Contains("/P1 Do", Contents(pdf).Single(c => Serial().IsMatch(c)), StringComparison.Ordinal);
        Assert.DoesNotContain("/P2", pdf, StringComparison.Ordinal);
    }

    [Fact]
    public void Symbol_OnTheSmallestLabel_IsAboveTwelveMillimetres()
    {
        foreach (var grid in LabelGrid.All)
        {
            foreach (var address in new[] { "https://a.cn/01/09520100000102/10/1", "https://trace.example.org/traceability/01/09520100000102/10/12345678901234567890/21/12345678901234567890" })
            {
                var symbol = QrSymbol.Modules(new Uri(address));
                Assert.InRange(grid.Symbol * (symbol.Size - (2 * QrSymbol.QuietZone)) / symbol.Size, 12, grid.Height);
            }

            Assert.InRange(grid.Left + ((grid.Columns - 1) * grid.PitchX) + grid.Width, 0, LabelGrid.PaperWidth);
            Assert.InRange(grid.Top + ((grid.Rows - 1) * grid.PitchY) + grid.Height, 0, LabelGrid.PaperHeight);
        }
    }

    private static async Task<string> WriteAsync(LabelGrid grid, int labels, SheetTexts? texts = null)
    {
        using var target = new MemoryStream();
        var font = new SheetFont();
        Assert.SkipUnless(font.IsThere || Environment.GetEnvironmentVariable("CI") == "true", "There is no Chinese font (Debian's package fonts-noto-cjk).");
        Assert.True(await new LabelSheet(font).TryWriteAsync(target, grid, texts ?? Texts, LabelsAsync(labels), TestContext.Current.CancellationToken));
        return Encoding.Latin1.GetString(target.ToArray());
    }

    private static async IAsyncEnumerable<SheetLabel> LabelsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var serial = i.ToString("D16", System.Globalization.CultureInfo.InvariantCulture);
            yield return new SheetLabel(new Uri($"https://trace.example/01/09520100000102/10/PK01/21/{serial}"), serial);
            await Task.CompletedTask;
        }
    }

    /// <summary>The content of every stream, in the order of the file.</summary>
    private static IEnumerable<string> Contents(string pdf)
    {
        foreach (Match stream in StreamObject().Matches(pdf))
        {
            var packed = Encoding.Latin1.GetBytes(pdf.Substring(stream.Index + stream.Length, int.Parse(stream.Groups["length"].Value, System.Globalization.CultureInfo.InvariantCulture)));
            using var inflate = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            using var content = new StreamReader(inflate, Encoding.Latin1);
            yield return content.ReadToEnd();
        }
    }

    [GeneratedRegex("/Type /Page ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageObject();

    [GeneratedRegex(@"\([0-9]{16}\) Tj", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Serial();

    [GeneratedRegex(@"/Length (?<length>[0-9]+) [^\n]*\nstream\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StreamObject();
}
