using System.Globalization;
using Microsoft.Playwright;

namespace Traceability.EndToEnd.Browser;

/// <summary>One way to look at the pages; keeps a picture of each and what is wrong with it.</summary>
internal sealed class View(string name, bool phone, ColorScheme colours)
{
    /// <summary>axe-core (MPL-2.0) as npm brings it; only tests use it.</summary>
    private static readonly Lazy<Task<string>> Axe = new(() => File.ReadAllTextAsync(Path.Combine(TestFiles.Root, "node_modules", "axe-core", "axe.min.js")));

    // Whatever is touched is at least 44 pixels high; a box to tick is touched on its whole line.
    private const string Small =
        """
        [...document.querySelectorAll('main a, main button:not([aria-hidden]), main input:not([type=hidden], [type=checkbox], [type=radio], [aria-hidden]), main label.choice, main textarea, main select, main summary, .rooms a, .rooms button, .masthead a')]
          .filter(e => e.getClientRects().length > 0 && e.getBoundingClientRect().height < 43.5)
          .map(e => (e.textContent || e.name).trim() + ' ' + e.getBoundingClientRect().height)
        """;

    // A text of which a part lies under something else; what is meant for listeners alone is clipped away and left out.
    private const string Covered =
        """
        () => {
          const clipped = element => element !== null && (getComputedStyle(element).clipPath !== 'none' || clipped(element.parentElement));
          return [...document.querySelectorAll('main :is(h1, h2, h3, p, label, legend, dt, dd, li, th, td, a, button)')].filter(element => {
            if (clipped(element) || !element.checkVisibility()) return false;
            element.scrollIntoView({ block: 'center' });
            const lines = document.createRange();
            lines.selectNodeContents(element);
            return [...lines.getClientRects()].filter(box => box.width > 4 && box.height > 4).some(box =>
              [0.02, 0.25, 0.5, 0.75, 0.98].some(part => {
                const top = document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2);
                return top !== null && !element.contains(top) && !top.contains(element);
              }));
          }).map(element => element.innerText.slice(0, 40));
        }
        """;

    // A long text in a narrow column has got a style that was meant for something else.
    private const string Squeezed =
        """
        [...document.querySelectorAll('main p, main dd, main td, main li')]
          .filter(e => e.getClientRects().length > 0 && e.textContent.trim().length > 8 && e.getBoundingClientRect().width < 60)
          .map(e => e.textContent.trim())
        """;

    // What would keep somebody with a screen reader, a keyboard or weak eyes out (WCAG 2.2, A and AA).
    private const string Barred =
        """
        async () => (await axe.run(document, { preload: false, resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations
          .filter(v => v.impact === 'serious' || v.impact === 'critical')
          .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}`))
        """;

    private IPage? _withScripts;

    public string Name => name;

    private List<string> Complaints { get; } = [];

    public static View Of(bool phone, ColorScheme colours, string language) => new($"{(phone ? "phone" : "desk")}-{colours}-{language}", phone, colours);

    public void AssertNothingWrong() => Assert.True(Complaints.Count == 0, string.Join('\n', Complaints));

    /// <summary>What bars somebody on a page that runs scripts.</summary>
    public static async Task<string[]> BarsOnAsync(IPage page)
    {
        await page.EvaluateAsync(await Axe.Value);
        return await page.EvaluateAsync<string[]>(Barred);
    }

    public async Task KeepAsync(IPage page, string what)
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestFiles.Root, "artifacts", "screenshots", "staff"));
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, $"{what}-{name}.png".ToLower(CultureInfo.InvariantCulture)), FullPage = true });
        if (await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") is var beyond and > 0)
            Complaints.Add($"{what} is {beyond} pixels too wide");
        Complaints.AddRange((await BarsAsync(page)).Select(bar => $"{what} bars: {bar}"));
        Complaints.AddRange((await page.EvaluateAsync<string[]>(Squeezed)).Select(text => $"{what} squeezes: {text}"));
        Complaints.AddRange((await page.EvaluateAsync<string[]>(Covered)).Select(text => $"{what} covers: {text}"));
        if (phone)
            Complaints.AddRange((await page.EvaluateAsync<string[]>(Small)).Select(small => $"{what} has something small to touch: {small}"));
    }

    /// <summary>The pages are shown without scripts, and axe is one: it looks at the same page, as it is, where scripts run.</summary>
    private async Task<string[]> BarsAsync(IPage page)
    {
        _withScripts ??= await (await page.Context.Browser!.NewContextAsync(new() { ViewportSize = new() { Width = page.ViewportSize!.Width, Height = page.ViewportSize.Height }, ColorScheme = colours })).NewPageAsync();
        var html = await page.ContentAsync();
        await _withScripts.RouteAsync(_ => true, route => route.Request.IsNavigationRequest ? route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" }) : route.ContinueAsync());
        await _withScripts.GotoAsync(page.Url);
        var bars = await BarsOnAsync(_withScripts);
        await _withScripts.UnrouteAllAsync();
        return bars;
    }
}
