using AngleSharp.Dom;
using Microsoft.AspNetCore.Hosting;

namespace Traceability.Web.Tests.Pages;

public sealed class TracePageTests(PagesHost host)
{
    private const string Potato = "/01/09520100000102/10/PK01";
    private const string Merged = "/01/09520100000102/10/MG01/21/K7QW3M9X2F5T";
    private const string Hostile = "/01/09520100000102/10/XSS";

    [Theory]
    [InlineData("PK01", "zh-CN", "good", "正常", "采收、包装、发运、收货都有记录，没有发现问题。")]
    [InlineData("PK01", "en", "good", "Good", "Harvest, packing, shipment and receipt are on record, and nothing speaks against it.")]
    [InlineData("MG01", "zh-CN", "look", "请留意", "没有人记录：发运、收货。")]
    [InlineData("MG01", "en", "look", "Look here", "Nobody has recorded: shipment and receipt.")]
    [InlineData("PK03", "en", "stop", "Stopped", "This batch has been stopped. Do not eat it, and keep the packaging.")]
    public async Task Verdict_OfEachState_ComesFirstWithItsColourShapeWordAndReason(string lot, string language, string tone, string word, string reason)
    {
        var page = await host.PageAsync($"/01/09520100000102/10/{lot}", language);

        var band = page.QuerySelector("main")!.Children[0];
        Assert.Equal("verdict", band.ClassName);
        Assert.Equal($"tone-{tone}", page.Body!.ClassName);
        Assert.Equal($"#{tone}", band.QuerySelector("svg.shape use")!.GetAttribute("href"));
        Assert.Equal(word, Words(band.QuerySelector(".word")));
        Assert.Equal(reason, Words(band.QuerySelector(".reason")));
        Assert.StartsWith(word, page.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_OfAStoppedBatch_OffersTheTelephoneOnTheBand()
    {
        var stopped = await host.PageAsync("/01/09520100000102/10/PK03");
        var good = await host.PageAsync(Potato);

        Assert.Equal("tel:03135550100", stopped.QuerySelector(".verdict a")!.GetAttribute("href"));
        Assert.Null(good.QuerySelector(".verdict a"));
    }

    [Theory]
    [InlineData("zh-CN", "张北马铃薯", "净含量 5 千克 批号 PK01", "产地: 河北省 张家口市 张北县|生产与包装: 张北坝上薯业专业合作社（演示）|采收: 2026年9月12日")]
    [InlineData("en", "Zhangbei potatoes", "Net 5 kg Lot PK01", "From: Zhangbei County, Zhangjiakou, Hebei|Grown and packed by: Zhangbei Bashang Potato Cooperative (demonstration)|Harvested: 12 September 2026")]
    public async Task Identity_SaysWhatItIsAndFromWhom(string language, string name, string under, string facts)
    {
        var identity = (await host.PageAsync(Potato, language)).QuerySelector(".identity")!;

        Assert.Equal(name, Words(identity.QuerySelector("h1")));
        Assert.Equal(under, Words(identity.QuerySelector(".under")));
        Assert.Equal(facts, Facts(identity));
    }

    [Fact]
    public async Task Identity_OfAMerge_NamesTheLargestShareAndLeadsToTheOthers()
    {
        var page = await host.PageAsync(Merged, "en");

        Assert.Equal(
            "From: Zhangbei County, Zhangjiakou, Hebei and 1 more|Producer: 阳原桑干河杂粮专业合作社（演示） 55.65% and 2 more|Harvested: 12–18 September 2026|Packed by: Chaoyang Huimin Supermarket (demonstration)",
            Facts(page.QuerySelector(".identity")!));
        Assert.Contains("Serial K7QW3M9X2F5T", Words(page.QuerySelector(".under")), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(page.QuerySelector(".more")!.GetAttribute("href")!));
        Assert.Equal(["55.65%", "33.35%", "11%"], Values(page, "#origins", "Share of batch"));
    }

    [Fact]
    public async Task Origins_OfOnePlot_AreOneWithTheirHarvests()
    {
        var page = await host.PageAsync("/01/09520100000102/10/PK04", "en");

        Assert.Equal(
            "Plot: 01 · 120 mu (8 ha)|From: Zhangbei County, Zhangjiakou, Hebei|Producer: Zhangbei Bashang Potato Cooperative (demonstration)|"
            + "Harvested: 12 September 2026 55.24% 18 September 2026 44.76%",
            Facts(page.QuerySelector("#origins")!));
    }

    [Theory]
    [InlineData("zh-CN", "没有人记录：检验检测、认证证书、运输温度、田间作业")]
    [InlineData("en", "Nobody recorded: inspection, certificate, transport temperature and field work")]
    public async Task Vouched_WhatNobodyRecorded_IsSaidPlainly(string language, string said)
    {
        var page = await host.PageAsync(Potato, language);

        Assert.Equal(said, Words(page.QuerySelector(".vouched .none")));
    }

    [Theory]
    [InlineData("PK01", "recorded", "11 facts on this page Anchored 8 Logged 2 Recorded 1")]
    [InlineData("PK02", "anchored", "All 11 facts on this page are anchored on the blockchain")]
    [InlineData("PK04", "logged", "All 11 facts on this page are in the signed log, not yet anchored")]
    public async Task Vouched_FactsOfThePage_WearTheStateThatAllOfThemReached(string lot, string state, string said)
    {
        var mark = (await host.PageAsync($"/01/09520100000102/10/{lot}", "en")).QuerySelectorAll(".vouched .proof")[1];

        Assert.Equal($"proof {state}", mark.ClassName);
        Assert.Equal(said, Words(mark));
    }

    [Fact]
    public async Task Journey_OfABatch_HasItsStopsOldestFirst()
    {
        var page = await host.PageAsync(Potato, "en");

        Assert.Equal(
            ["Harvested", "Harvested", "Harvested", "Graded and packed", "Labels issued", "Dispatched", "Received"],
            page.QuerySelectorAll(".journey h3").Select(Words));
        var times = page.QuerySelectorAll(".journey .when time").Select(time => DateTimeOffset.Parse(time.GetAttribute("datetime")!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task Journey_OfMoreThanTwelveStops_ShowsEachOfThem()
    {
        var page = await host.PageAsync(Merged);

        Assert.Equal(16, page.QuerySelectorAll(".journey .stop").Length);
    }

    [Theory]
    [InlineData("zh-CN", 0, "2026年9月12日 17:30 北京时间", "数量: 84,000 千克|批号: DEMO-20260912-01|地块: 01 · 张北示范基地一区（演示）|产季: 2026，地块上限 300,000 千克")]
    [InlineData("en", 3, "19 September 2026 15:20 Beijing time", "Quantity: 46,000 boxes × 5 kg|Grade: 一级|Loss: 28,700 kg|From: DEMO-20260912-01 84,000 kg · 32.47% DEMO-20260915-02 96,500 kg · 37.3% DEMO-20260918-03 78,200 kg · 30.23%")]
    [InlineData("en", 4, "20 September 2026 09:00 Beijing time", "Quantity: 46,000 labels|Codes: A serial number on each box")]
    [InlineData("zh-CN", 5, "2026年9月21日 06:40 北京时间", "发往: 北京市 朝阳区|承运: 坝上冷链运输有限公司（演示）|物流单元: 095201090000970017")]
    [InlineData("en", 6, "21 September 2026 12:15 Beijing time", "Entered: 23 September 2026, 2 days later")]
    public async Task Stop_OfEachKind_HasItsTimeAndDetails(string language, int index, string when, string details)
    {
        var stop = (await host.PageAsync(Potato, language)).QuerySelectorAll(".journey .stop")[index];

        Assert.Equal(when, Words(stop.QuerySelector(".when")));
        Assert.Equal(details, Facts(stop));
    }

    [Theory]
    [InlineData(0, "anchored", "已锚定")]
    [InlineData(4, "logged", "已入账")]
    [InlineData(6, "recorded", "已记录")]
    public async Task Proof_OfEachState_HasItsOwnWordAndShape(int stop, string state, string word)
    {
        var proof = (await host.PageAsync(Potato)).QuerySelectorAll(".journey .stop")[stop].QuerySelector(".proof")!;

        Assert.Equal($"proof {state}", proof.ClassName);
        Assert.Equal($"#{state}", proof.QuerySelector("use")!.GetAttribute("href"));
        Assert.StartsWith(word, Words(proof), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proof_WithAnIndex_LeadsToItsBundle_WithoutOneClaimsNothing()
    {
        var stops = (await host.PageAsync(Potato, "en")).QuerySelectorAll(".journey .stop");
        var trace = PagesHost.Labels["PK01"]();

        Assert.Matches("^/ledger/proof/[0-9a-f-]{36}$", stops[0].QuerySelector(".proof a")!.GetAttribute("href")!);
        Assert.Null(trace.Journey[6].Proof.Index);
        Assert.Null(stops[6].QuerySelector(".proof a"));
    }

    [Fact]
    public async Task Sum_OfABatch_IsOneBarWithItsNumbersBesideIt()
    {
        var page = await host.PageAsync(Potato, "en");

        Assert.Equal(["1000", "862", "767", "767"], page.QuerySelectorAll("svg.sum rect").Select(rect => rect.GetAttribute("width")));
        Assert.Equal(
            ["Plot bound 300,000 kg", "Harvested 258,700 kg", "Packed 230,000 kg 46,000 boxes", "Labelled 46,000 labels", "Labels left 0"],
            page.QuerySelectorAll("table.sum tr").Select(Words));
        var bar = page.QuerySelector("svg.sum")!;
        Assert.Equal("img", bar.GetAttribute("role"));
        Assert.NotNull(page.GetElementById(bar.GetAttribute("aria-labelledby")!));
    }

    [Fact]
    public async Task Sum_OfWildProduce_HasNoBound()
    {
        var page = await host.PageAsync(Merged, "en");

        Assert.Null(page.QuerySelector("svg.sum rect.bound"));
        Assert.Equal(["1000", "851", "638"], page.QuerySelectorAll("svg.sum rect").Select(rect => rect.GetAttribute("width")));
        Assert.Equal("Plot bound None", Words(page.QuerySelector("table.sum tr")));
    }

    [Fact]
    public async Task Check_OfABatch_SaysWhatTheProofRestsOnAndHowToCheckIt()
    {
        var check = (await host.PageAsync(Potato, "en")).QuerySelector("#check")!;

        Assert.Equal("/ledger/proof/batch/09520100000102/PK01", check.QuerySelector("a.button")!.GetAttribute("href"));
        Assert.Contains("verify proof.json --key 'trace.example/log+5d1b7e20+", Words(check.QuerySelector("pre")), StringComparison.Ordinal);
        Assert.Equal(
            "Log: trace.example/log|Signed: 128 entries, 23 September 2026, 12:21 Beijing time|Anchored: 120 entries, 23 September 2026, 12:20 Beijing time|"
            + "Chain: Local development chain (31337)|Transaction: 0x8f3c6c1b…99887766|Contract: 0x5FbDB2315678afecb367f032d93F642f64180aa3|"
            + "Label address: http://127.0.0.1:5080/01/09520100000102/10/PK01",
            Facts(check));
    }

    [Fact]
    public async Task Check_WithoutAnAnchor_SaysSo()
    {
        var check = (await host.PageAsync(Merged)).QuerySelector("#check")!;

        Assert.Contains("锚定: 还没有锚定到区块链", Facts(check), StringComparison.Ordinal);
        Assert.DoesNotContain("合约", Facts(check), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hotline_OfABatch_IsThePackersOwn()
    {
        var page = await host.PageAsync(Potato);

        Assert.Equal("tel:03135550100", page.QuerySelector("footer .call")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData(Potato)]
    [InlineData("/01/09520100000102/10/NOPE")]
    [InlineData("/01/09520100000103/10/PK01")]
    [InlineData("/")]
    [InlineData("/find?code=x")]
    [InlineData("/nothing")]
    [InlineData("/broken")]
    public async Task Page_OfADemonstration_SaysThatItsDataAreFictional(string path)
    {
        var page = await host.PageAsync(path, "en");

        Assert.Equal("Demonstration data, all fictional", Words(page.QuerySelector("header .demonstration")));
        Assert.Equal("noindex", page.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
        Assert.StartsWith("tel:", page.QuerySelector("footer .call")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task HostileNames_AreTextAndKeepTheirDirectionToThemselves(string language)
    {
        var page = await host.PageAsync(Hostile, language);
        var trace = PagesHost.Labels["XSS"]();
        var chinese = language == "zh-CN";

        Assert.Empty(page.QuerySelectorAll("script, img, main b b, main i, main u"));
        Assert.DoesNotContain(page.All, element => element.Attributes.Any(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)));
        foreach (var name in new[] { trace.Product.Name, trace.Packer.Name!, trace.Packer.Region.Name!, trace.Origins[0].BaseName! })
        {
            var shown = page.QuerySelectorAll("main *").Where(element => element.TextContent == name.In(chinese)).ToList();
            Assert.NotEmpty(shown);
            Assert.Contains(shown, element => element.LocalName == "bdi");
        }

        Assert.Equal("tel:+863135550100", page.QuerySelector("footer .call")!.GetAttribute("href"));
    }

    [Fact]
    public async Task RareCharacters_SurviveToThePage()
    {
        var page = await host.PageAsync(Hostile);

        Assert.StartsWith("𠮷野家の馬鈴薯 é̂̃̄ 👩‍🌾 ", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingNames_AreSaidToBeMissing()
    {
        var page = await host.PageAsync(Merged, "en");

        Assert.Contains("Name erased (93532324XXXX00019W)", Words(page.QuerySelector("#origins")), StringComparison.Ordinal);
        Assert.Contains("Region 532324 (name unknown)", Words(page.QuerySelector("#origins")), StringComparison.Ordinal);
        Assert.Contains("GLN 9520109000097", Words(page.QuerySelector("#origins")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChineseName_OnAnEnglishPage_IsMarkedAsChinese()
    {
        var page = await host.PageAsync(Merged, "en");

        Assert.Equal("zh-CN", page.QuerySelectorAll(".identity bdi").Single(bdi => bdi.TextContent.StartsWith("阳原", StringComparison.Ordinal)).GetAttribute("lang"));
    }

    [Fact]
    public async Task EncodedSlash_AndEncodedPercentSign_AreDifferentLots()
    {
        // Only a real server keeps the address as it was sent.
        await using var app = PagesHost.Build(builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (var (segment, state) in new[] { ("A%2FB", "recorded"), ("A%2fB", "recorded"), ("A%252FB", "anchored") })
        {
            using var response = await client.GetAsync(new Uri($"/01/09520100000102/10/{segment}?x=/y", UriKind.Relative), TestContext.Current.CancellationToken);
            var page = await PagesHost.ReadAsync(response);

            Assert.Equal($"proof {state}", page.QuerySelectorAll(".vouched .proof")[1].ClassName);
        }
    }

    internal static string Words(IElement? element) => Words(element!.TextContent);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Facts(IElement element) =>
        string.Join('|', element.QuerySelectorAll("dl.facts > div").Select(row => $"{Words(row.QuerySelector("dt"))}: {Words(row.QuerySelector("dd"))}"));

    private static IEnumerable<string> Values(IParentNode page, string section, string term) =>
        page.QuerySelectorAll($"{section} dl.facts > div").Where(row => Words(row.QuerySelector("dt")) == term).Select(row => Words(row.QuerySelector("dd")));
}
