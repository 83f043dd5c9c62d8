using System.IO.Compression;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Traceability.Web.Tests.Pages;

/// <summary>What holds for every page: its size, no script, nothing from anywhere else.</summary>
public sealed partial class PageDisciplineTests(PagesHost host)
{
    private const int Budget = 60 * 1024;

    // What is hoped for, so that growth is noticed long before the promise breaks.
    private const int Aim = 20 * 1024;

    public static TheoryData<string, string> Pages { get; } = new MatrixTheoryData<string, string>(
        [
            "/01/09520100000102/10/PK01", "/01/09520100000102/10/MG01/21/K7QW3M9X2F5T", "/01/09520100000102/10/PK03", "/01/09520100000102/10/XSS",
            "/01/09520100000102/10/NOPE", "/01/09520100000103/10/PK01", "/", "/find?code=x", "/nothing", "/broken",
        ],
        ["zh-CN", "en"]);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_WithItsStylesCompressed_IsFarWithinTheBudget(string path, string language)
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Accept-Language", language);
        var html = await (await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken)).Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var page = await host.PageAsync(path, language);
        var styles = await client.GetByteArrayAsync(new Uri(StyleSheet(page), UriKind.Relative), TestContext.Current.CancellationToken);

        var size = Compressed(html) + Compressed(styles);

        Assert.InRange(size, 1, Aim);
        Assert.True(Aim < Budget);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_HasNoScriptAndNoInlineStyle(string path, string language)
    {
        var page = await host.PageAsync(path, language);

        Assert.Empty(page.QuerySelectorAll("script, style, iframe, object, embed, base, [style]"));
        Assert.DoesNotContain(page.All, element => element.Attributes.Any(attribute =>
            attribute.Name.StartsWith("on", StringComparison.Ordinal) || attribute.Value.TrimStart().StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_AsksNobodyElseForAnything(string path, string language)
    {
        var page = await host.PageAsync(path, language);

        var loaded = page.QuerySelectorAll("[src], link[rel=stylesheet], link[rel=icon], use")
            .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href")!);
        Assert.All(loaded, address => Assert.Matches("^(/(?!/)|#)", address));
        var links = page.QuerySelectorAll("a[href], form[action]").Select(element => element.GetAttribute("href") ?? element.GetAttribute("action")!);
        Assert.All(links, address => Assert.Matches("^(/(?!/)|#|\\?|tel:|http://127\\.0\\.0\\.1:5080/01/)", address));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_HasOneHeadingOneMainAndNoIdTwice(string path, string language)
    {
        var page = await host.PageAsync(path, language);

        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.Single(page.QuerySelectorAll("main"));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(element => element.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(page.QuerySelectorAll("use"), use => Assert.NotNull(page.GetElementById(use.GetAttribute("href")![1..])));
        Assert.False(string.IsNullOrWhiteSpace(page.Title));
    }

    [Fact]
    public async Task Chinese_IsWrittenAsItself()
    {
        using var client = host.Client();
        var html = await client.GetStringAsync(new Uri("/01/09520100000102/10/PK01", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("<bdi>张北马铃薯</bdi>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("&#x5", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Styles_AskNobodyForAnything_AndAreKeptForEver()
    {
        using var client = host.Client();
        var address = StyleSheet(await host.PageAsync("/"));
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var styles = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Matches("^/site\\.[a-z0-9]+\\.css$", address);
        Assert.Equal("text/css", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("url\\(|@import|@font-face|gradient|box-shadow:[^;]*px [^;]*px [^;]*px", styles);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Colours_OfTextOnItsGround_HaveEnoughContrast(bool dark)
    {
        using var client = host.Client();
        var styles = await client.GetStringAsync(new Uri(StyleSheet(await host.PageAsync("/")), UriKind.Relative), TestContext.Current.CancellationToken);
        var screen = styles.Split("@media print")[0];
        var colours = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (block, isDark) in Split(screen))
        {
            if (isDark && !dark)
                continue;
            foreach (Match rule in Rule().Matches(block))
            {
                foreach (Match colour in Colour().Matches(rule.Groups["body"].Value))
                    colours[colour.Groups["name"].Value == "band" ? rule.Groups["selector"].Value.Trim() : colour.Groups["name"].Value] = colour.Groups["value"].Value;
            }
        }

        foreach (var text in new[] { "ink", "pale", "leaf", "ochre", "brick", "slate" })
            Assert.InRange(Contrast(colours[text], colours["paper"]), 4.5, 21);
        foreach (var band in new[] { ".tone-good", ".tone-look", ".tone-stop", ".tone-unknown" })
            Assert.InRange(Contrast(colours["on-band"], colours[band]), 4.5, 21);
        Assert.InRange(Contrast(colours["ink"], colours["field"]), 4.5, 21);
    }

    private static IEnumerable<(string Block, bool Dark)> Split(string styles)
    {
        const string DarkBlock = "@media (prefers-color-scheme: dark) {";
        var parts = styles.Split(DarkBlock);
        yield return (parts[0], false);
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf("\n}", StringComparison.Ordinal);
            yield return (part[..end], true);
            yield return (part[end..], false);
        }
    }

    private static double Contrast(string one, string other)
    {
        var (lighter, darker) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (lighter + 0.05) / (darker + 0.05);
    }

    // WCAG 2.2, relative luminance.
    private static double Luminance(string colour)
    {
        var channels = Convert.FromHexString(colour[1..]).Select(channel => channel / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * channels[0]) + (0.7152 * channels[1]) + (0.0722 * channels[2]);
    }

    private static string StyleSheet(IParentNode page) => page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

    private static long Compressed(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return target.Length;
    }

    [GeneratedRegex(@"(?<selector>[^{}]+?)\s*\{(?<body>[^{}]*)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rule();

    [GeneratedRegex("--(?<name>[a-z-]+): (?<value>#[0-9a-f]{6});", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Colour();
}
