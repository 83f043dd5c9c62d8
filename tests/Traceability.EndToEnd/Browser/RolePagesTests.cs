using System.Text;
using Microsoft.Playwright;
using Traceability.Client;

namespace Traceability.EndToEnd.Browser;

/// <summary>Inspector, certifier, brand manager and supervisor at their pages: the main way of each, as they see it.</summary>
public sealed class RolePagesTests(StaffSite site)
{
    private const string Cooperative = "93130722XXXX00094R";

    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
    private static readonly ViewportSize Desk = new() { Width = 1280, Height = 800 };

    public static TheoryData<bool, ColorScheme, string> Views { get; } = new()
    {
        { true, ColorScheme.Light, "zh-CN" },
        { false, ColorScheme.Dark, "en" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Inspector_FromWhatIsAskedForToTheReport_WorksInEveryView(bool phone, ColorScheme colours, string language)
    {
        var (view, size) = (View.Of(phone, colours, language), phone ? Phone : Desk);
        var packed = await (await site.ChainAsync()).PackAsync();
        await using var farm = await site.NewVisitorAsync(size, colours, language);
        var clerk = await SignedInAsync(farm, "cooperative");
        await clerk.GotoAsync($"/farm/batches/{packed.Batch}");
        await clerk.Locator("a[href$='/inspection']").ClickAsync();
        await view.KeepAsync(clerk, "test-request");
        await SendAsync(clerk, ("analytes", "镉\n铅"));
        Assert.EndsWith($"/farm/batches/{packed.Batch}", clerk.Url, StringComparison.Ordinal);
        await view.KeepAsync(clerk, "test-requested");

        await using var laboratory = await site.NewVisitorAsync(size, colours, language);
        var page = await SignedInAsync(laboratory, "inspector");
        await view.KeepAsync(page, "today-inspector");
        await page.GotoAsync("/inspections?state=requested&q=" + packed.Lot);
        await view.KeepAsync(page, "inspections");
        await page.Locator("tbody th a").First.ClickAsync();
        await view.KeepAsync(page, "inspection-requested");
        await page.Locator("main a.primary").ClickAsync();
        await view.KeepAsync(page, "inspection-sample");
        await SendAsync(page, ("sampleNumber", $"YP-{packed.Lot}"));
        await view.KeepAsync(page, "inspection-result");
        Assert.Equal("镉", await page.Locator("#f-items-0-analyte").InputValueAsync());
        await page.Locator("#f-items-0-value").FillAsync("0.15");
        await page.Locator("#f-items-1-value").FillAsync("0.02");
        await page.Locator("input[name=passes][value=true]").CheckAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "报告.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes($"%PDF-1.7\n% {packed.Lot}\n%%EOF\n") });
        await SendAsync(page, ("reportNumber", $"BG-{packed.Lot}"));
        // By the limit of the day it does not pass: the laboratory is told by how much, and nothing it typed is lost.
        await view.KeepAsync(page, "inspection-disagrees");
        Assert.Equal("0.15", await page.Locator("#f-items-0-value").InputValueAsync());
        await page.Locator("input[name=passes][value=false]").CheckAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "报告.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes($"%PDF-1.7\n% {packed.Lot}\n%%EOF\n") });
        await page.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(page, "inspection-reported");
        Assert.Equal(1, await page.Locator("a[href$='/report']").CountAsync());
        await clerk.ReloadAsync();
        await view.KeepAsync(clerk, "test-failed");
        Assert.Equal(1, await clerk.Locator(".stopped").CountAsync());
        view.AssertNothingWrong();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task CertifierAndBrandManager_FromTheRegisterToASuspension_WorkInEveryView(bool phone, ColorScheme colours, string language)
    {
        var (view, size) = (View.Of(phone, colours, language), phone ? Phone : Desk);
        var number = $"LB-15-250899007{(phone ? 7 : 8)}A";
        await using var office = await site.NewVisitorAsync(size, colours, language);
        var page = await SignedInAsync(office, "certifier");
        await view.KeepAsync(page, "today-certifier");
        await page.GotoAsync("/certificates");
        await view.KeepAsync(page, "certificates");
        await page.GotoAsync("/certificates/new");
        await view.KeepAsync(page, "certificate-new");
        await page.Locator("input[value=GreenFood]").CheckAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "certificate.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes("this is a text") });
        await SendAsync(page, ("number", number), ("holder", Cooperative), ("validFrom", "2025-08-01"), ("validTo", "2028-07-31"), ("products", "09520100000102"), ("bases", "9520109009007"), ("annualOutputKg", "60000"));
        await view.KeepAsync(page, "certificate-refused");
        Assert.Equal(1, await page.Locator(".field.refused input[type=file]").CountAsync());
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "certificate.pdf", MimeType = "application/pdf", Buffer = Encoding.ASCII.GetBytes($"%PDF-1.7\n% {number}\n%%EOF\n") });
        await page.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(page, "certificate");
        Assert.Equal(1, await page.Locator("a[href$='/file']").CountAsync());
        await page.Locator("a[href$='/suspension']").ClickAsync();
        await view.KeepAsync(page, "certificate-suspension");
        await page.Locator("#f-reason").FillAsync("The yearly inspection was not made in time.");
        await page.Locator("main button.final").ClickAsync();
        await view.KeepAsync(page, "certificate-suspended");

        await using var brand = await site.NewVisitorAsync(size, colours, language);
        var manager = await SignedInAsync(brand, "brandManager");
        await view.KeepAsync(manager, "today-brand-manager");
        await EnsureSomebodyWaitsAsync(manager);
        await view.KeepAsync(manager, "brands");
        await manager.Locator(".tasks a").First.ClickAsync();
        await view.KeepAsync(manager, "licence-applied");
        await manager.Locator("main a.primary").ClickAsync();
        await view.KeepAsync(manager, "licence-grant");
        await SendAsync(manager, ("validFrom", "2026-01-01"), ("validTo", "2027-12-31"), ("quotaKg", "9000"));
        await view.KeepAsync(manager, "licence-granted");
        await manager.Locator("a[href$='/audit']").ClickAsync();
        await manager.Locator("input[value=ToCorrect]").CheckAsync();
        await manager.Locator("#f-findings").FillAsync("Labels in stock do not agree with the book\nBoxes without the mark");
        await view.KeepAsync(manager, "licence-audit");
        await manager.Locator("main button.primary").ClickAsync();
        await manager.Locator("a[href$='/suspension']").ClickAsync();
        await manager.Locator("#f-reason").FillAsync("What the audit found was not put right.");
        await manager.Locator("main button.final").ClickAsync();
        await view.KeepAsync(manager, "licence-suspended");
        await manager.GotoAsync("/brands");
        await manager.Locator("tbody th a").First.ClickAsync();
        await view.KeepAsync(manager, "brand");
        view.AssertNothingWrong();
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Supervisor_FromAFailureToTheRecall_WorksInEveryView(bool phone, ColorScheme colours, string language)
    {
        var (view, size) = (View.Of(phone, colours, language), phone ? Phone : Desk);
        var chain = await site.ChainAsync();
        var packed = await chain.PackAsync();
        await chain.TestAsync(packed, found: 0.4m);
        var sound = await chain.PackAsync();
        await using var office = await site.NewVisitorAsync(size, colours, language);
        var page = await SignedInAsync(office, "supervisor");
        await page.GotoAsync("/region/failures");
        await view.KeepAsync(page, "region-failures");
        await page.Locator($"tr:has-text('{packed.Lot}') a").First.ClickAsync();
        await view.KeepAsync(page, "region-inspection");
        await page.GotoAsync($"/farm/batches/{packed.Batch}");
        await view.KeepAsync(page, "region-batch-stopped");
        await page.Locator("a[href$='/recall']").ClickAsync();
        await view.KeepAsync(page, "recall-new");
        await page.Locator("input[value=Second]").CheckAsync();
        await page.Locator("#f-reason").FillAsync("Cadmium over its limit");
        // Others harvest on the same plot.
        await page.Locator("input[name=holdSiblings]").UncheckAsync();
        await page.Locator("main button.final, main button.primary").First.ClickAsync();
        await view.KeepAsync(page, "recall");
        await page.GotoAsync("/recalls");
        await view.KeepAsync(page, "recalls");

        await page.GotoAsync($"/farm/batches/{sound.Batch}/inspection");
        await view.KeepAsync(page, "test-order");
        await SendAsync(page);
        await view.KeepAsync(page, "test-ordered");
        foreach (var (path, name) in new[] { ("/region/complaints", "region-complaints"), ("/approvals", "region-approvals") })
        {
            await page.GotoAsync(path);
            await view.KeepAsync(page, name);
        }

        view.AssertNothingWrong();
    }

    /// <summary>The brand manager's register, where an application for a licence waits.</summary>
    private async Task EnsureSomebodyWaitsAsync(IPage manager)
    {
        await manager.GotoAsync("/brands");
        if (await manager.Locator(".tasks a").CountAsync() > 0)
            return;
        var brand = await manager.Locator("tbody th a").First.GetAttributeAsync("href");
        var cooperative = await (await site.ChainAsync()).AsAsync("cooperative");
        await cooperative.ApplyForLicenceAsync(Guid.Parse(brand![(brand!.LastIndexOf('/') + 1)..]), new ApplyForLicence { Kilograms = 12_000 }, cancellationToken: TestContext.Current.CancellationToken);
        await manager.ReloadAsync();
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
