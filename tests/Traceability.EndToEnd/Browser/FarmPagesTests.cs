using Microsoft.Playwright;

namespace Traceability.EndToEnd.Browser;

/// <summary>A cooperative's clerk and a supervisor at their pages, as they see them.</summary>
public sealed class FarmPagesTests(StaffSite site)
{
    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
    private static readonly ViewportSize Desk = new() { Width = 1280, Height = 800 };

    public static TheoryData<bool, ColorScheme, string> Views { get; } = new()
    {
        { true, ColorScheme.Light, "zh-CN" },
        { false, ColorScheme.Dark, "en" },
    };

    /// <summary>What is promised is twenty; what is counted here is what there is, so that it does not grow unseen.</summary>
    [Fact]
    public async Task Clerk_FromSignInToTheFirstSheet_NeedsFarLessThanTwentyTapsAndFields()
    {
        await using var visitor = await site.NewVisitorAsync(Phone, ColorScheme.Light, "zh-CN");
        var (user, password) = await site.PersonAsync("cooperative");
        var page = await visitor.NewPageAsync();
        var done = 0;
        await page.GotoAsync("/sign-in");
        await FillAsync("userName", user);
        await FillAsync("password", password);
        await TapAsync("main button.primary");
        await TapAsync("a[href='/farm/harvest']");
        await FillAsync("kilograms", "60");
        await TapAsync("main button.primary");
        await TapAsync("main .primary");
        await TapAsync("main button.primary");
        await TapAsync("main .primary");
        await TapAsync("main button.primary");
        await TapAsync("main .primary");

        Assert.Equal(12, await page.Locator(".label svg").CountAsync());
        Assert.Equal(11, done);

        async Task FillAsync(string field, string text)
        {
            done++;
            await page.Locator("#f-" + field).FillAsync(text);
        }

        async Task TapAsync(string what)
        {
            done++;
            await page.Locator(what).ClickAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Farm_FromTheDayToTheSheet_IsSeenInEveryView(bool phone, ColorScheme colours, string language)
    {
        var view = View.Of(phone, colours, language);
        var size = phone ? Phone : Desk;
        await using var office = await site.NewVisitorAsync(size, colours, language);
        var page = await SignedInAsync(office, "cooperative");
        foreach (var (path, name) in new[]
        {
            ("/today", "farm-today"), ("/farm", "farm"), ("/farm/bases", "farm-bases"), ("/farm/bases/new", "farm-base-region"), ("/farm/bases/new?region=130722", "farm-base-new"),
            ("/farm/products", "farm-products"), ("/farm/products/new", "farm-product-new"), ("/farm/batches", "farm-batches"), ("/farm/batches?q=nothing", "farm-batches-nothing"), ("/farm/missing", "farm-missing"),
        })
        {
            await page.GotoAsync(path);
            await view.KeepAsync(page, name);
        }

        await page.GotoAsync("/farm/harvest");
        await view.KeepAsync(page, "farm-harvest");
        await SendAsync(page, ("kilograms", "400000"));
        await view.KeepAsync(page, "farm-harvest-refused");
        await SendAsync(page, ("kilograms", "43"));
        await view.KeepAsync(page, "farm-batch-harvested");
        var pack = await page.Locator("main .primary").GetAttributeAsync("href");
        await page.GotoAsync("/farm/harvest");
        await SendAsync(page, ("kilograms", "7"));
        await page.GotoAsync("/farm/pack");
        await view.KeepAsync(page, "farm-pack-lots");
        await page.GotoAsync(pack!);
        await view.KeepAsync(page, "farm-pack");
        await SendAsync(page, ("outputs-0-packs", "9"));
        await view.KeepAsync(page, "farm-pack-refused");
        await SendAsync(page, ("outputs-0-packs", "8"));
        await view.KeepAsync(page, "farm-batch-packed");
        await page.Locator("main .primary").ClickAsync();
        await view.KeepAsync(page, "farm-labels");
        await SendAsync(page, ("count", "9"));
        await view.KeepAsync(page, "farm-labels-refused");
        await SendAsync(page, ("count", "8"));
        await view.KeepAsync(page, "farm-run");
        var run = new Uri(page.Url).AbsolutePath;
        foreach (var grid in new[] { "3x8", "5x13" })
        {
            await page.GotoAsync($"{run}/sheet?grid={grid}");
            await view.KeepAsync(page, "farm-sheet-" + grid);
            // With its quiet zone; the code itself is then above 12 mm.
            Assert.InRange((await page.Locator(".label svg").First.BoundingBoxAsync())!.Width / 96 * 25.4, 16.9, 27.1);
        }

        await using var authority = await site.NewVisitorAsync(size, colours, language);
        var supervisor = await SignedInAsync(authority, "supervisor");
        foreach (var (path, name) in new[] { ("/today", "region-today"), ("/region", "region"), ("/region?kind=Pack", "region-packs") })
        {
            await supervisor.GotoAsync(path);
            await view.KeepAsync(supervisor, name);
        }

        await supervisor.Locator("tbody th a").First.ClickAsync();
        await view.KeepAsync(supervisor, "region-batch");
        view.AssertNothingWrong();
    }

    private async Task<IPage> SignedInAsync(IBrowserContext visitor, string role)
    {
        var (user, password) = await site.PersonAsync(role);
        var page = await visitor.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await SendAsync(page, ("userName", user), ("password", password));
        return page;
    }

    private static async Task SendAsync(IPage page, params (string Field, string Text)[] typed)
    {
        foreach (var (field, text) in typed)
            await page.Locator("#f-" + field).FillAsync(text);
        await page.Locator("main button.primary").ClickAsync();
    }
}
