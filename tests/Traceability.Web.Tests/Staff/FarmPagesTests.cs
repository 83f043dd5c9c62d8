using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

/// <summary>A cooperative at its pages, from its first base to the sheet of its first labels.</summary>
[Collection(Servers.Name)]
public sealed partial class FarmPagesTests(Servers servers)
{
    private const string Hostile = "<script>alert(1)</script>‮\u202e基地";

    [Theory]
    [OnDatabases]
    public async Task Cooperative_FromItsBaseToItsSheet_DoesItAllByForms(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        using var clerk = await ClerkAsync(server);
        var (gln, loose, box) = (Farm.NewGln(), Farm.NewLooseGtin(), Farm.NewGtin());

        Assert.Contains("/farm/products/new", (await clerk.OpenAsync("/farm/harvest")).Html, StringComparison.Ordinal);
        var bases = await clerk.SendAsync(await clerk.OpenAsync("/farm/bases/new?region=" + Farm.County), ("name", Hostile), ("gln", gln), ("plots[0].extension", "1"), ("plots[0].areaMu", "10"), ("plots[0].yieldCapKgPerMu", "1,000"));
        Assert.Equal("/farm/bases", bases.Path);
        Assert.Contains("&lt;script&gt;", bases.Html, StringComparison.Ordinal);
        Assert.Equal("/farm/products", (await clerk.SendAsync(await clerk.OpenAsync("/farm/products/new"), ("name", "散装土豆"), ("gtin", loose))).Path);
        Assert.Equal("/farm/products", (await clerk.SendAsync(await clerk.OpenAsync("/farm/products/new"), ("name", "土豆 5 千克"), ("gtin", box), ("netContent", "5"))).Path);

        // There is one product and one plot: both are chosen already.
        var harvest = await clerk.OpenAsync("/farm/harvest");
        var beyond = await clerk.SendAsync(harvest, ("kilograms", "10001"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, beyond.Status);
        Assert.Equal("10001", beyond.ValueOf("kilograms"));
        Assert.NotNull(beyond.Page.QuerySelector(".field.refused svg.refusal"));
        Assert.Contains("10,000", beyond.Words(".field.refused dl.facts"), StringComparison.Ordinal);

        var lot = await clerk.SendAsync(beyond, ("kilograms", "１２３"));
        Assert.StartsWith("/farm/batches/", lot.Path, StringComparison.Ordinal);
        var packing = await clerk.OpenAsync(lot.Page.QuerySelector("main .primary")!.GetAttribute("href")!);
        Assert.Equal("123", packing.ValueOf("inputs-0-kilograms"));
        var packed = await clerk.SendAsync(packing);
        Assert.Contains("24", packed.Words("dl.facts"), StringComparison.Ordinal);

        var issuing = await clerk.OpenAsync(packed.Page.QuerySelector("main .primary")!.GetAttribute("href")!);
        Assert.Equal("24", issuing.ValueOf("count"));
        var many = await clerk.SendAsync(issuing, ("count", "25"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, many.Status);
        Assert.NotNull(many.Page.QuerySelector(".field.refused svg.refusal"));
        var run = await clerk.SendAsync(many, ("count", "24"));
        var sheet = await clerk.OpenAsync(run.Page.QuerySelector("main .primary")!.GetAttribute("href")!);
        Assert.Equal(24, sheet.Page.QuerySelectorAll(".paper .label svg path").Length);
        Assert.Empty(sheet.Page.QuerySelectorAll("script, style, [style]"));
        Assert.Equal(24, sheet.Page.QuerySelectorAll(".label p bdi").Select(b => b.TextContent).Count(t => t.Length == 16));
    }

    [Theory]
    [OnDatabases]
    public async Task Packing_SentTwiceOrOfTooMuch_HappensOnceOrSaysItsSum(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (farm, clerk) = await FarmAsync(server);
        using var _ = clerk;
        var lot = await farm.HarvestAsync(100, plot: "W");
        var form = await clerk.OpenAsync("/farm/pack?from=" + lot);

        var unbalanced = await clerk.SendAsync(form, ("outputs[0].packs", "10"), ("declaredLossKg", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unbalanced.Status);
        Assert.Contains("50", unbalanced.Words(".field.refused dl.facts"), StringComparison.Ordinal);
        var tooMany = await clerk.SendAsync(form, ("outputs[0].packs", "21"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMany.Status);
        Assert.NotNull(tooMany.Page.QuerySelector(".refusals dl.facts"));

        var first = await clerk.SendAsync(form, ("outputs[0].packs", "10"));
        var again = await clerk.SendAsync(form, ("outputs[0].packs", "10"));
        Assert.StartsWith("/farm/batches/", first.Path, StringComparison.Ordinal);
        Assert.Equal(first.Path, again.Path);
    }

    [Theory]
    [OnDatabases]
    public async Task Delivery_AtThePage_TakesFromWhatIsHeldAndSaysWhatIsTooMuch(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (farm, clerk) = await FarmAsync(server);
        using var _ = clerk;
        var pack = await farm.PackAsync(10);
        var form = await clerk.OpenAsync($"/farm/batches/{pack.Id}/deliver");

        var tooMany = await clerk.SendAsync(form, ("quantity", "11"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMany.Status);
        Assert.Contains("11", tooMany.Words(".field.refused dl.facts"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await clerk.SendAsync(form, ("quantity", "<b>"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await clerk.SendAsync(form, ("quantity", "1"), ("way", "Balloon"))).Status);

        var done = await clerk.SendAsync(form, ("quantity", "4"), ("way", "Parcel"));
        Assert.Equal("/farm/batches/" + pack.Id, done.Path);
        Assert.Contains("6", done.Words("dl.facts"), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Harvest_WithWeighSlipsAtThePage_TakesALineForEachAndNamesTheOneItCannotRead(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (farm, clerk) = await FarmAsync(server);
        using var _ = clerk;
        var form = await clerk.OpenAsync($"/farm/harvest?plot={farm.Base}/1");

        async Task<Shown> SendAsync(string slips) => await clerk.SendAsync(form, ("gtin", farm.Loose), ("plot", farm.Base + "/1"), ("kilograms", "65.5"), ("weighSlips", slips));

        var unread = await SendAsync("C-1 30\n<script>alert(1)</script>");
        Assert.Equal(HttpStatusCode.BadRequest, unread.Status);
        Assert.Contains("<script>alert(1)</script>", unread.Words(".field.refused dl.facts"), StringComparison.Ordinal);
        Assert.Empty(unread.Page.QuerySelectorAll("main script"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync("C-1 30\nC-2 35")).Status);
        Assert.StartsWith("/farm/batches/", (await SendAsync("C-1 30\r\nC-2，35.5\n")).Path, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Batches_SoughtAndNarrowed_AreThoseThatAreMeant(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (farm, clerk) = await FarmAsync(server);
        using var _ = clerk;
        await farm.HarvestAsync(10, lot: "AB_1", plot: "W");
        await farm.HarvestAsync(10, lot: "ABX1", plot: "W");
        var packed = await farm.PackAsync(4, lot: "Z9");

        Assert.Equal(["AB_1"], await LotsAsync("?q=AB_"));
        Assert.Equal(["ABX1", "AB_1"], await LotsAsync("?q=AB"));
        Assert.Equal(["Z9"], await LotsAsync("?kind=Pack"));
        Assert.Equal(["Z9"], await LotsAsync("?q=" + Uri.EscapeDataString("5 kg")));
        Assert.Equal(["Z9", "ABX1", "AB_1"], await LotsAsync("?held=yes"));
        Assert.Single(await LotsAsync("?held=no"));
        Assert.Empty(await LotsAsync("?q=%25"));
        Assert.Equal(4, (await LotsAsync("?kind=NoSuch&held=maybe&after=rubbish")).Count);
        Assert.Contains(packed.Lot, (await clerk.OpenAsync("/farm/missing")).Words("table"), StringComparison.Ordinal);

        async Task<IReadOnlyList<string>> LotsAsync(string query) => [.. (await clerk.OpenAsync("/farm/batches" + query)).Page.QuerySelectorAll("tbody td .code").Select(c => c.TextContent)];
    }

    [Theory]
    [OnDatabases]
    public async Task Sheet_AsPdf_HasAPageForEverySheetAndItsObjectsWhereItSays(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (farm, clerk) = await FarmAsync(server);
        using var _ = clerk;
        var batch = await farm.PackAsync(70);
        var run = (string)(await farm.LabelAsync(batch, 70))["run"]!;

        foreach (var (grid, pages) in new[] { ("3x8", 3), ("5x13", 2) })
        {
            var pdf = await clerk.DownloadAsync($"/farm/batches/{batch.Id}/labels/{run}/sheet.pdf?grid={grid}");
            Assert.StartsWith("%PDF-1.7", pdf, StringComparison.Ordinal);
            Assert.Equal(pages, PageObject().Count(pdf));
            var table = pdf[int.Parse(StartOfTable().Match(pdf).Groups["at"].Value, CultureInfo.InvariantCulture)..].Split('\n');
            Assert.Equal("xref", table[0]);
            for (var i = 1; i < int.Parse(table[1].Split(' ')[1], CultureInfo.InvariantCulture); i++)
                Assert.StartsWith($"{i} 0 obj\n", pdf[int.Parse(table[2 + i][..10], CultureInfo.InvariantCulture)..], StringComparison.Ordinal);
        }

        foreach (var wrong in new[] { "?grid=9x9", "?grid=3x8&from=70", "?grid=3x8&from=-1", "?grid=" })
            Assert.Equal(HttpStatusCode.NotFound, (await clerk.OpenAsync($"/farm/batches/{batch.Id}/labels/{run}/sheet.pdf{wrong}")).Status);
        var (_, stranger) = await FarmAsync(server);
        using var other = stranger;
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync($"/farm/batches/{batch.Id}/labels/{run}/sheet.pdf?grid=3x8")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync($"/farm/batches/{batch.Id}")).Status);
    }

    /// <summary>The administrator of a new cooperative, who works in it too.</summary>
    private static Task<Visitor> ClerkAsync(Server server) => People.AdministratorAsync(server);

    private static async Task<(Farm Farm, Visitor Clerk)> FarmAsync(Server server)
    {
        var farm = await Farm.RegisterAsync(server);
        var user = People.NewUserName();
        var oneTime = (string)(await server.RecordAsync("/api/members", farm.Key, new { name = "王小梅", roles = new[] { "cooperative" }, userName = user }))["oneTimePassword"]!;
        var clerk = new Visitor(server);
        var change = await clerk.SignInAsync(user, oneTime);
        Assert.Equal("/today", (await clerk.SendAsync(change, ("password", oneTime), ("newPassword", People.Password), ("again", People.Password))).Path);
        return (farm, clerk);
    }

    [GeneratedRegex(@"/Type /Page ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PageObject();

    [GeneratedRegex(@"startxref\n(?<at>[0-9]+)\n%%EOF", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartOfTable();
}
