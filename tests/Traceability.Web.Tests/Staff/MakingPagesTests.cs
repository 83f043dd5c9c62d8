using System.Net;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

/// <summary>Lots made of lots at the pages, records put right and taken back, and the marks that labels may carry.</summary>
[Collection(Servers.Name)]
public sealed class MakingPagesTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Lots_MergedSplitAndProcessed_ShowTheirSumBeforeAndInTheRefusal(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        using var clerk = await ShipmentPagesTests.MemberAsync(server, farm.Organisation, "cooperative");
        var (one, two) = (await farm.HarvestAsync(100, lot: "A1", plot: "W"), await farm.HarvestAsync(50, lot: "B1", plot: "W"));

        // One lot is none to merge: it is ticked, and another one is asked for.
        var choice = await clerk.OpenAsync("/farm/merge?from=" + one);
        Assert.Equal([one], choice.Page.QuerySelectorAll("input[name=from][checked]").Select(i => i.GetAttribute("value")));
        var form = await clerk.OpenAsync($"/farm/merge?from={one}&from={two}");
        Assert.Contains("取用 150 千克 − 出来 150 千克 = 损耗 0 千克", form.Words(".mass-sum"), StringComparison.Ordinal);
        var looked = await clerk.SendAsync(form, ("declaredLossKg", "10"), ("look", "sum"));
        Assert.Contains("150 千克 − 出来 140 千克 = 损耗 10 千克", looked.Words(".mass-sum"), StringComparison.Ordinal);
        var many = await clerk.SendAsync(form, ("inputs[0].kilograms", "101"));
        Assert.NotEmpty(many.ErrorOf("inputs-0-kilograms"));
        Assert.NotNull(many.Page.QuerySelector(".field.refused svg.refusal"));
        var merged = await clerk.SendAsync(looked);
        Assert.StartsWith("/farm/batches/", merged.Path, StringComparison.Ordinal);
        Assert.Contains("140", merged.Words("dl.facts"), StringComparison.Ordinal);

        var split = await clerk.OpenAsync(merged.Path + "/split");
        var more = await clerk.SendAsync(split, ("quantities[0]", "30"), ("look", "quantities"));
        Assert.Contains("现有 140 千克 − 拆出 30 千克 = 留下 110 千克", more.Words(".mass-sum"), StringComparison.Ordinal);
        Assert.NotEmpty((await clerk.SendAsync(more, ("quantities[1]", "111"))).ErrorOf("quantities-0"));
        var part = await clerk.SendAsync(more, ("quantities[1]", "10"));
        Assert.Contains("30", part.Words("dl.facts"), StringComparison.Ordinal);

        var drying = await clerk.OpenAsync("/farm/process" + "?from=" + merged.Path["/farm/batches/".Length..]);
        Assert.Equal("100", drying.ValueOf("inputs-0-quantity"));
        (string, string)[] typed = [("processes", "Drying"), ("outputs[0].gtin", farm.Loose), ("outputs[0].amount", "12"), ("dehydration", "9")];
        var dry = await clerk.SendAsync(drying, typed);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, dry.Status);
        Assert.Contains("出来 12 千克 × 9 = 鲜货 108 千克，比取用的 100 千克 多", dry.Words(".mass-sum"), StringComparison.Ordinal);
        Assert.NotEmpty(dry.ErrorOf("dehydration"));
        Assert.NotEmpty((await clerk.SendAsync(drying, [.. typed[1..]])).Words("main .error"));
        var made = await clerk.SendAsync(drying, [.. typed[..2], ("outputs[0].amount", "11"), ("dehydration", "9")]);
        Assert.StartsWith("/farm/batches/", made.Path, StringComparison.Ordinal);
        Assert.Contains("11", made.Words("dl.facts"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.OpenAsync($"/farm/merge?from={one}&from={two}")).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task Record_PutRightAndTakenBack_IsStruckThroughInTheHistory(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        using var clerk = await ShipmentPagesTests.MemberAsync(server, farm.Organisation, "cooperative");
        var lot = await farm.HarvestAsync(100, lot: "C1", plot: "W");
        var batch = await clerk.OpenAsync("/farm/batches/" + lot);

        var form = await clerk.OpenAsync(batch.Page.QuerySelector(".acts-on a[href$='/correct']")!.GetAttribute("href")!);
        Assert.Equal(("100", "C1"), (form.ValueOf("kilograms"), form.ValueOf("lot")));
        var right = await clerk.SendAsync(form, ("kilograms", "90"));
        Assert.Equal(batch.Path, right.Path);
        Assert.Contains("90", right.Words("dl.facts"), StringComparison.Ordinal);
        Assert.Single(right.Page.QuerySelectorAll(".settings li.void"));
        Assert.Empty(right.Page.QuerySelectorAll(".settings li.void .acts-on a"));

        var pack = await clerk.SendAsync(await clerk.OpenAsync("/farm/pack?from=" + lot), ("outputs[0].packs", "18"));
        var again = await clerk.OpenAsync(pack.Page.QuerySelector(".acts-on a[href$='/correct']")!.GetAttribute("href")!);
        Assert.Equal(("90", "18"), (again.ValueOf("inputs-0-kilograms"), again.ValueOf("outputs-0-packs")));
        var packed = await clerk.SendAsync(again, ("outputs[0].packs", "17"));
        Assert.Equal(pack.Path, packed.Path);
        Assert.Contains("17", packed.Words("dl.facts"), StringComparison.Ordinal);

        // What something rests on is not taken back.
        var harvest = await clerk.OpenAsync(right.Path);
        var harvested = harvest.Page.QuerySelectorAll(".settings li:not(.void)").Last(li => li.TextContent.Contains("采收", StringComparison.Ordinal));
        var void_ = await clerk.OpenAsync(packed.Page.QuerySelectorAll(".settings li:not(.void) .acts-on a[href$='/void']").Single().GetAttribute("href")!);
        Assert.NotEmpty((await clerk.SendAsync(void_, ("reason", ""))).Words(".refusals"));
        var gone = await clerk.SendAsync(void_, ("reason", "<b>记错了</b>"));
        Assert.Equal(packed.Path, gone.Path);
        Assert.Contains("&lt;b&gt;记错了", gone.Html, StringComparison.Ordinal);
        Assert.NotEmpty((await clerk.SendAsync(void_, ("reason", "再一次"), ("once", new string('a', 32)))).Words(".refusals"));
        using var stranger = await People.SignedInAsync(server, "cooperative");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync(void_.Path)).Status);
        Assert.NotNull(harvested.QuerySelector(".acts-on a[href$='/void']"));
    }

    [Theory]
    [OnDatabases]
    public async Task Labels_WithMarks_OfferWhatHoldsAndSayWhyTheOthersDoNot(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        using var clerk = await ShipmentPagesTests.MemberAsync(server, farm.Organisation, "cooperative");
        var valid = await CertificateAsync("2025-08-01", "2028-07-31", 100);
        var late = await CertificateAsync("2026-10-01", "2029-07-31", 1000);
        var batch = await farm.PackAsync(40);

        var form = await clerk.OpenAsync($"/farm/batches/{batch.Id}/labels");
        Assert.Contains("还够 20 枚标签", form.Words($"label:has([value='{valid}']) .detail"), StringComparison.Ordinal);
        Assert.True(form.Page.QuerySelector($"[value='{late}']")!.HasAttribute("disabled"));
        Assert.Contains("2026", form.Words(".why dl.facts"), StringComparison.Ordinal);
        var beyond = await clerk.SendAsync(form, ("count", "21"), ("marks", valid), ("serialised", "same"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, beyond.Status);
        Assert.NotNull(beyond.Page.QuerySelector("fieldset.refused svg.refusal"));
        var run = await clerk.SendAsync(beyond, ("count", "20"), ("marks", valid), ("marks", late), ("serialised", "same"));
        Assert.Contains("/labels/", run.Path, StringComparison.Ordinal);
        // What was left is used: now it is one of those that say why.
        var used = await clerk.OpenAsync($"/farm/batches/{batch.Id}/labels");
        Assert.True(used.Page.QuerySelector($"[value='{valid}']")!.HasAttribute("disabled"));
        Assert.NotNull(used.Page.QuerySelector(".why svg.refusal"));

        async Task<string> CertificateAsync(string from, string to, decimal kilograms)
        {
            var number = $"LB-15-2508{int.Parse(Farm.NewGtin()[7..13], System.Globalization.CultureInfo.InvariantCulture) % 100_000 + 300_000:D6}A";
            var answer = await server.RecordAsync("/api/certificates", server.Key("certifier"), new
            {
                scheme = "greenFood", number, holder = farm.Organisation.Uscc, validFrom = from, validTo = to, products = new[] { farm.Box }, bases = new[] { farm.Base }, annualOutputKg = kilograms,
            });
            return (string)answer["id"]!;
        }
    }
}
