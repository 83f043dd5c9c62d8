using Microsoft.Playwright;

namespace Traceability.EndToEnd.Browser;

/// <summary>From an organisation that nobody knows to the key of its own program, as those who do it see it.</summary>
public sealed class StaffPagesTests(StaffSite site)
{
    private const string Password = "six walnuts in a drawer";
    private const string County = "130722";

    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };
    private static readonly ViewportSize Desk = new() { Width = 1280, Height = 800 };

    /// <summary>Codes with their check characters right, of no real organisation.</summary>
    private static readonly (string Uscc, string Gln)[] Codes =
    [
        ("91130722030001004G", "9520030001002"), ("91130722030001012B", "9520030001019"), ("911307220300010206", "9520030001026"), ("911307220300010393", "9520030001033"),
        ("91130722030001047X", "9520030001040"), ("91130722030001055Q", "9520030001057"), ("91130722030001063K", "9520030001064"), ("91130722030001071E", "9520030001071"),
    ];

    private static int _used;

    /// <summary>Each size, colour and language once; the label's page is seen in all eight.</summary>
    public static TheoryData<bool, ColorScheme, string> Views { get; } = new()
    {
        { true, ColorScheme.Dark, "zh-CN" },
        { false, ColorScheme.Light, "en" },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Organisation_FromItsFilingToItsKey_IsDoneInEveryView(bool phone, ColorScheme colours, string language)
    {
        var view = View.Of(phone, colours, language);
        var (founder, member) = ($"founder-{view.Name}".ToLowerInvariant(), $"member-{view.Name}".ToLowerInvariant());
        var size = phone ? Phone : Desk;

        await using var outside = await site.NewVisitorAsync(size, colours, language);
        var stranger = await OpenAsync(outside);
        await FileAsync(stranger, view, founder);

        await using var office = await site.NewVisitorAsync(size, colours, language);
        var supervisor = await OpenAsync(office);
        var (user, password) = await site.PersonAsync("supervisor");
        await SignInAsync(supervisor, view, user, password, "sign-in");
        await view.KeepAsync(supervisor, "today-supervisor");
        var oneTime = await ApproveAsync(supervisor, view, founder);

        var page = await OpenAsync(outside);
        await SignInAsync(page, view, founder, oneTime, "sign-in-founder");
        await ChangePasswordAsync(page, view, oneTime);
        await SetUpAuthenticatorAsync(page, view);
        await AdmitAsync(page, view, member);
        await MakeKeyAsync(page, view);

        var (operatorName, operatorPassword) = await site.PersonAsync("operator");
        await using var machine = await site.NewVisitorAsync(size, colours, language);
        var @operator = await OpenAsync(machine);
        await SignInAsync(@operator, view, operatorName, operatorPassword, "sign-in-operator");
        foreach (var (path, name) in new[] { ("/today", "today-operator"), ("/operating", "operating"), ("/operating/accounts", "accounts"), ("/operating/supervisors", "supervisors"), ("/operating/supervisors/appoint", "appoint") })
        {
            await @operator.GotoAsync(path);
            await view.KeepAsync(@operator, name);
        }

        await @operator.GotoAsync("/organisation");
        await view.KeepAsync(@operator, "forbidden");
        view.AssertNothingWrong();
    }

    private async Task<IPage> OpenAsync(IBrowserContext visitor)
    {
        var page = await visitor.NewPageAsync();
        page.Request += (_, request) => Assert.Equal(site.Address.Authority, request.Url.StartsWith("data:", StringComparison.Ordinal) ? site.Address.Authority : new Uri(request.Url).Authority);
        return page;
    }

    private static async Task FileAsync(IPage page, View view, string founder)
    {
        await page.GotoAsync("/file");
        await view.KeepAsync(page, "file-region");
        await page.GotoAsync("/file?at=" + County);
        await page.Locator(".regions .button").ClickAsync();
        await view.KeepAsync(page, "file");
        var (uscc, gln) = Codes[Interlocked.Increment(ref _used) - 1];
        // The last digit of the location number is mistyped, and no capacity is chosen: both are said, and all else stays.
        await FillAsync(page, ("name", "张北县新农马铃薯种植专业合作社"), ("nameEn", "Xinnong Potato Cooperative of Zhangbei"), ("uscc", uscc), ("gln", gln[..^1] + (char)('0' + ((gln[^1] - '0' + 1) % 10))),
            ("hotline", "0313-1234567"), ("contactName", "张三"), ("contactPhone", "13800000000"), ("userName", founder));
        await page.Locator("main button.primary").ClickAsync();
        Assert.Equal(2, await page.Locator(".field.refused").CountAsync());
        await view.KeepAsync(page, "file-refused");
        Assert.Equal("张三", await page.Locator("#f-contactName").InputValueAsync());
        await FillAsync(page, ("gln", gln));
        await page.Locator("input[value=Cooperative]").CheckAsync();
        await page.Locator("input[value=Seller]").CheckAsync();
        await page.Locator("main button.primary").ClickAsync();
        Assert.Matches("/file/[0-9a-f-]{36}$", page.Url);
        await view.KeepAsync(page, "filed");
    }

    private static async Task<string> ApproveAsync(IPage page, View view, string founder)
    {
        await page.GotoAsync("/approvals");
        await view.KeepAsync(page, "approvals");
        await page.Locator("tbody tr").Last.Locator("a").ClickAsync();
        Assert.Contains(founder, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await view.KeepAsync(page, "approval");
        var approval = page.Url;
        await page.GotoAsync(approval + "/decline");
        await view.KeepAsync(page, "decline");
        await page.GotoAsync(approval);
        await page.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(page, "approved");
        var oneTime = await page.Locator(".secret .code").InnerTextAsync();
        await page.GotoAsync("/approvals");
        await view.KeepAsync(page, "approvals-none");
        return oneTime.Trim();
    }

    private static async Task ChangePasswordAsync(IPage page, View view, string oneTime)
    {
        Assert.Contains("/account/password", page.Url, StringComparison.Ordinal);
        await view.KeepAsync(page, "password-first");
        await FillAsync(page, ("password", oneTime), ("newPassword", "short"), ("again", "shorter"));
        await page.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(page, "password-refused");
        await FillAsync(page, ("password", oneTime), ("newPassword", Password), ("again", Password));
        await page.Locator("main button.primary").ClickAsync();
        Assert.EndsWith("/today", page.Url, StringComparison.Ordinal);
        await view.KeepAsync(page, "today");
    }

    private static async Task SetUpAuthenticatorAsync(IPage page, View view)
    {
        await page.GotoAsync("/account/authenticator");
        await FillAsync(page, ("password", Password));
        await page.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(page, "authenticator");
        Assert.True(await page.Locator(".symbol img").EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 0"));
        await FillAsync(page, ("code", Authenticator.CodeNow(await page.Locator(".by-hand").InnerTextAsync())));
        await page.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(page, "recovery-codes");
        Assert.Equal(10, await page.Locator(".codes li").CountAsync());
        await page.GotoAsync("/account");
        await view.KeepAsync(page, "account");
    }

    private static async Task AdmitAsync(IPage page, View view, string member)
    {
        await page.GotoAsync("/organisation");
        await view.KeepAsync(page, "organisation");
        await page.GotoAsync("/organisation/members/admit");
        await view.KeepAsync(page, "admit");
        await FillAsync(page, ("name", "王小梅"), ("userName", member));
        await page.Locator("input[value=Cooperative]").CheckAsync();
        await page.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(page, "admitted");
        Assert.Matches("^[a-z0-9-]{23}$", (await page.Locator(".secret .code").InnerTextAsync()).Trim());
        await page.GotoAsync("/organisation/members");
        await view.KeepAsync(page, "members");
        await page.Locator("tbody tr").Last.Locator("a").Last.ClickAsync();
        await view.KeepAsync(page, "remove");
    }

    private static async Task MakeKeyAsync(IPage page, View view)
    {
        await page.GotoAsync("/organisation/keys");
        await view.KeepAsync(page, "keys-none");
        await page.GotoAsync("/organisation/keys/new");
        await FillAsync(page, ("label", "包装车间的称重软件"));
        await page.Locator("input[value=Cooperative]").CheckAsync();
        await page.Locator("main button.primary").ClickAsync();
        await view.KeepAsync(page, "key");
        Assert.StartsWith("trk_", (await page.Locator(".secret .code").InnerTextAsync()).Trim(), StringComparison.Ordinal);
        await page.GotoAsync("/organisation/keys");
        await view.KeepAsync(page, "keys");
    }

    /// <summary>With the keyboard alone: it waits in the first field.</summary>
    private static async Task SignInAsync(IPage page, View view, string user, string password, string picture)
    {
        await page.GotoAsync("/sign-in");
        await view.KeepAsync(page, picture);
        await page.Keyboard.TypeAsync(user);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
    }

    private static async Task FillAsync(IPage page, params (string Field, string Text)[] typed)
    {
        foreach (var (field, text) in typed)
            await page.Locator("#f-" + field).FillAsync(text);
    }
}
