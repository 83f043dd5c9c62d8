using System.Globalization;
using Microsoft.Playwright;

namespace Traceability.EndToEnd.Browser;

/// <summary>Goods from lot to lot and from hand to hand: a cooperative merges and dries, sends, a carrier drives, a shop takes in.</summary>
public sealed class GoodsPagesTests(StaffSite site)
{
    private const string Shop = "91110105XXXX00190E";
    private const string Carrier = "91130722XXXX00182E";

    /// <summary>Everything happened yesterday, an hour after the other.</summary>
    private static readonly DateTime Morning = TimeProvider.System.GetUtcNow().AddHours(8).AddDays(-1).Date.AddHours(6);

    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
    private static readonly ViewportSize Desk = new() { Width = 1280, Height = 800 };

    public static TheoryData<bool, ColorScheme, string> Views { get; } = new()
    {
        { true, ColorScheme.Dark, "zh-CN" },
        { false, ColorScheme.Light, "en" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Goods_FromTheMergeToTheReceipt_AreMovedAtThePages(bool phone, ColorScheme colours, string language)
    {
        var view = View.Of(phone, colours, language);
        var size = phone ? Phone : Desk;
        await using var farm = await site.NewVisitorAsync(size, colours, language);
        var clerk = await site.SignedInAsync(farm, "cooperative");
        var (one, two) = (await HarvestAsync(clerk, "40"), await HarvestAsync(clerk, "25"));
        await clerk.GotoAsync($"/farm/merge?from={one}");
        await view.KeepAsync(clerk, "goods-merge-lots");
        await clerk.GotoAsync($"/farm/merge?from={one}&from={two}");
        await view.KeepAsync(clerk, "goods-merge");
        await clerk.Locator("#f-declaredLossKg").FillAsync("5");
        await AtAsync(clerk, 1);
        await clerk.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(clerk, "goods-merged");
        var merged = new Uri(clerk.Url).Segments[^1];
        var loose = await clerk.Locator("dd.code").InnerTextAsync();

        await clerk.GotoAsync($"/farm/batches/{merged}/split");
        await clerk.Locator("#f-quantities-0").FillAsync("70");
        await clerk.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(clerk, "goods-split-refused");
        await clerk.GotoAsync($"/farm/process?from={merged}");
        await clerk.Locator("input[value=Slicing]").CheckAsync();
        await clerk.Locator($"input[name='outputs[0].gtin'][value='{loose}']").CheckAsync();
        await clerk.Locator("#f-outputs-0-amount").FillAsync("20");
        await clerk.Locator("#f-dehydration").FillAsync("4");
        await clerk.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(clerk, "goods-process-refused");
        await clerk.Locator("#f-outputs-0-amount").FillAsync("6");
        await AtAsync(clerk, 2);
        await clerk.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(clerk, "goods-processed");
        var made = new Uri(clerk.Url).Segments[^1];
        await clerk.Locator(".acts-on a").Last.ClickAsync();
        await view.KeepAsync(clerk, "goods-take-back");

        await clerk.GotoAsync($"/shipments/new?from={made}");
        await view.KeepAsync(clerk, "goods-send");
        await ChooseAsync(clerk, "receiver", Shop);
        await ChooseAsync(clerk, "carrier", Carrier);
        await AtAsync(clerk, 3);
        await clerk.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(clerk, "goods-sent");
        var shipment = new Uri(clerk.Url).AbsolutePath;

        await using var lorry = await site.NewVisitorAsync(size, colours, language);
        var driver = await site.SignedInAsync(lorry, "logistics");
        await view.KeepAsync(driver, "goods-drivers-day");
        await driver.GotoAsync(shipment + "/leg");
        await driver.Locator("#f-arrived").FillAsync(Text(6));
        await driver.Locator("#f-vehicle").FillAsync("G·0001");
        await view.KeepAsync(driver, "goods-leg");
        await driver.Locator("main button.primary").ClickAsync();
        await driver.Locator(".legs a[href*='/readings']").ClickAsync();
        await driver.Locator("#f-readings").FillAsync("time,temperature\nyesterday, 4\n" + Line(3, "4.1"));
        await driver.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(driver, "goods-readings-bad");
        await driver.Locator("#f-readings").FillAsync(string.Join('\n', Line(3, "4.1"), Line(4, "9.8"), Line(5, "5.2")));
        await driver.Locator("summary").ClickAsync();
        if (await driver.Locator("details[open]").CountAsync() > 0)
        {
            await driver.Locator("#f-targetMinCelsius").FillAsync("3");
            await driver.Locator("#f-targetMaxCelsius").FillAsync("6");
        }

        await driver.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(driver, "goods-read");

        await using var counter = await site.NewVisitorAsync(size, colours, language);
        var shop = await site.SignedInAsync(counter, "seller");
        await view.KeepAsync(shop, "goods-shops-day");
        await shop.GotoAsync("/shipments?side=Receives");
        await view.KeepAsync(shop, "goods-shipments");
        await shop.GotoAsync(shipment);
        await shop.Locator("a[href*='/breaches/']").ClickAsync();
        await view.KeepAsync(shop, "goods-breach");
        await shop.Locator("input[value=GoodsGood]").CheckAsync();
        await shop.Locator("main button.primary").ClickAsync();
        await shop.GotoAsync(shipment + "/receive");
        await shop.Locator("#f-items-0-quantity").FillAsync("5.5");
        await shop.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(shop, "goods-receive-short");
        await shop.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(shop, "goods-received");
        Assert.Equal(shipment, new Uri(shop.Url).AbsolutePath);
        view.AssertNothingWrong();

        static string Line(int hours, string celsius) => $"{Text(hours)}, {celsius}";
    }

    private static async Task<string> HarvestAsync(IPage page, string kilograms)
    {
        await page.GotoAsync("/farm/harvest");
        await page.Locator("#f-kilograms").FillAsync(kilograms);
        await AtAsync(page, 0);
        await page.Locator("main button.primary").ClickAsync();
        return new Uri(page.Url).Segments[^1];
    }

    private static string Text(int hours) => Morning.AddHours(hours).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>When it happened stands with what is asked for seldom.</summary>
    private static async Task AtAsync(IPage page, int hours)
    {
        await page.Locator("details:has(#f-occurred) summary").ClickAsync();
        await page.Locator("#f-occurred").FillAsync(Text(hours));
    }

    /// <summary>One that is offered, or else typed.</summary>
    private static async Task ChooseAsync(IPage page, string field, string uscc)
    {
        if (await page.Locator($"input[name={field}][value='{uscc}']").CountAsync() > 0)
        {
            await page.Locator($"input[name={field}][value='{uscc}']").CheckAsync();
            return;
        }

        if (await page.Locator($"input[name={field}][value=other]").CountAsync() > 0)
            await page.Locator($"input[name={field}][value=other]").CheckAsync();
        await page.Locator($"#f-{field}Uscc").FillAsync(uscc);
    }
}
