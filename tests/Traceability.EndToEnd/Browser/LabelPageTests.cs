using System.Globalization;
using Microsoft.Playwright;

namespace Traceability.EndToEnd.Browser;

/// <summary>The shopper's page as a browser shows it.</summary>
public sealed class LabelPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
    private static readonly ViewportSize Desk = new() { Width = 1280, Height = 800 };

    // A picture or a part that sticks out of the section it stands in has got a style that was meant for something else.
    private const string OutOfColumn =
        """
        [...document.querySelectorAll('main section *')].filter(e => {
          const box = e.getBoundingClientRect(), around = e.closest('section').getBoundingClientRect();
          return box.width > 1 && !e.closest('svg svg, symbol, defs') && (box.right > around.right + 2 || box.left < around.left - 4);
        }).map(e => e.tagName + '.' + (e.getAttribute('class') || '') + ' ' + e.textContent.trim().slice(0, 30))
        """;

    public static TheoryData<bool, ColorScheme, string> Views { get; } = new MatrixTheoryData<bool, ColorScheme, string>(
        [true, false], [ColorScheme.Light, ColorScheme.Dark], ["zh-CN", "en"]);

    [Theory]
    [MemberData(nameof(Views))]
    public async Task LabelPage_InEveryView_SaysTheVerdictFirstAndFitsAndAsksNobodyElse(bool phone, ColorScheme colours, string language)
    {
        var label = await chromium.LabelAsync();
        await using var visitor = await chromium.NewVisitorAsync(new() { ViewportSize = phone ? Phone : Desk, ColorScheme = colours, Locale = language });
        var page = await visitor.NewPageAsync();
        List<string> complaints = [], asked = [], failed = [];
        page.Console += (_, message) => complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => complaints.Add(error);
        page.Request += (_, request) => asked.Add(request.Url);
        page.RequestFailed += (_, request) => failed.Add(request.Url);
        page.Response += (_, response) =>
        {
            if (!response.Ok)
                failed.Add($"{response.Status} {response.Url}");
        };

        var answer = await page.GotoAsync(label.AbsoluteUri, new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Equal(200, answer!.Status);
        Assert.Empty(await View.BarsOnAsync(page));
        await KeepPictureAsync(page, $"label-{(phone ? "phone" : "desk")}-{colours}-{language}");

        if (phone && colours == ColorScheme.Light && language == "en" && Environment.GetEnvironmentVariable("UPDATE_SCREENSHOT") == "1")
            await KeepReadmePictureAsync();

        Assert.Empty(complaints);
        Assert.Empty(failed);
        Assert.All(asked, address => Assert.Equal(label.Authority, new Uri(address).Authority));
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(language == "en" ? "Good" : "正常", await page.Locator(".verdict .word").InnerTextAsync());

        var height = phone ? Phone.Height : Desk.Height;
        foreach (var part in new[] { ".verdict", "h1" })
        {
            var box = await page.Locator(part).BoundingBoxAsync();
            Assert.True(box is { Y: >= 0 } && box.Y + box.Height <= height, $"{part} is not seen without scrolling: {box}");
        }

        Assert.Equal(0, await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"));
        Assert.Equal(colours == ColorScheme.Dark, await page.EvaluateAsync<int>("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)") < 3 * 128);
    }

    /// <summary>Every chain of the demonstration: stopped, to be looked at and good; with breaches, merges and marks that are over.</summary>
    [Theory]
    [InlineData(true, ColorScheme.Light, "zh-CN")]
    [InlineData(true, ColorScheme.Dark, "en")]
    [InlineData(false, ColorScheme.Light, "en")]
    public async Task LabelPage_OfEveryChain_FitsAndBarsNobody(bool phone, ColorScheme colours, string language)
    {
        await using var visitor = await chromium.NewVisitorAsync(new() { ViewportSize = phone ? Phone : Desk, ColorScheme = colours, Locale = language });
        var page = await visitor.NewPageAsync();
        var wrong = new List<string>();
        var labels = await chromium.LabelsAsync();
        Assert.Equal(8, labels.Count);
        foreach (var label in labels)
        {
            var lot = label.Segments[4].TrimEnd('/');
            await page.GotoAsync(label.AbsoluteUri);
            await KeepPictureAsync(page, $"chain-{lot}-{(phone ? "phone" : "desk")}-{colours}-{language}");
            if (await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") is var beyond and > 0)
                wrong.Add($"{lot} is {beyond} pixels too wide");
            wrong.AddRange((await View.BarsOnAsync(page)).Select(bar => $"{lot} bars: {bar}"));
            wrong.AddRange((await page.EvaluateAsync<string[]>(OutOfColumn)).Select(text => $"{lot} has out of its column: {text}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task LabelPage_WithoutScript_ReadsTheSame()
    {
        // Between the two looks nothing is to become anchored.
        var label = await chromium.AnchoredLabelAsync();
        Assert.Equal(await TextAsync(label, script: true), await TextAsync(label, script: false));
    }

    [Fact]
    public async Task LabelPage_OnPaper_IsWhole()
    {
        var label = await chromium.LabelAsync();
        await using var visitor = await chromium.NewVisitorAsync(new() { ViewportSize = Desk, Locale = "zh-CN" });
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(label.AbsoluteUri);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await page.Locator(".verdict .word").IsVisibleAsync());
        var stops = await page.Locator("#journey .stop").CountAsync();
        Assert.InRange(stops, 5, 100);
        Assert.Equal(stops, await page.Locator("#journey .stop:visible").CountAsync());
    }

    private async Task<string> TextAsync(Uri label, bool script)
    {
        await using var visitor = await chromium.NewVisitorAsync(new() { ViewportSize = Phone, Locale = "en", JavaScriptEnabled = script });
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(label.AbsoluteUri);
        // How often it was scanned grows with each look at it.
        var text = string.Join('\n', await page.Locator(".masthead, .verdict, main section:not(#scans), .colophon").AllInnerTextsAsync());
        Assert.Contains("HV01", text, StringComparison.Ordinal);
        return text;
    }

    /// <summary>The first screen of a phone, for the README; written only on request.</summary>
    private async Task KeepReadmePictureAsync()
    {
        var label = await chromium.AnchoredLabelAsync();
        await using var visitor = await chromium.NewVisitorAsync(new() { ViewportSize = Phone, DeviceScaleFactor = 1.5f, ColorScheme = ColorScheme.Light, Locale = "en" });
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(label.AbsoluteUri, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(TestFiles.Root, "docs", "images")).FullName, "label.png");
        await page.ScreenshotAsync(new() { Path = file });
        Assert.InRange(new FileInfo(file).Length, 10_000, 200_000);
    }

    private static async Task KeepPictureAsync(IPage page, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestFiles.Root, "artifacts", "screenshots"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, name.ToLower(CultureInfo.InvariantCulture) + ".png"), FullPage = true });
    }
}
