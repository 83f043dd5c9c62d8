using System.Net;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

[Collection(Servers.Name)]
public sealed class InspectionPageTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Result_OverItsLimit_GoesFromTheGridToTheSupervisorAndTheShopper(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server, "果园");
        var (loose, box, lot) = (Farm.NewLooseGtin(), Farm.NewGtin(), $"MG{Farm.NewGtin()[^6..]}");
        await server.RecordAsync("/api/products", farm.Key, new { gtin = loose, name = "芒果散装", foodClass = "mango", occurred = "2026-03-01T08:00:00+08:00" });
        await server.RecordAsync("/api/products", farm.Key, new { gtin = box, name = "芒果 5 kg", foodClass = "mango", netContent = new { unit = "KGM", value = 5 }, occurred = "2026-03-01T08:00:00+08:00" });
        var harvest = (string)(await server.RecordAsync("/api/batches/harvests", farm.Key, new Dictionary<string, object> { ["gtin"] = loose, ["base"] = farm.Base, ["plot"] = "W", ["kilograms"] = 100, ["lot"] = lot, ["occurred"] = "2026-05-20T08:00:00+08:00" }))["batch"]!;
        var packed = (await server.RecordAsync("/api/batches/packs", farm.Key, new { inputs = new[] { new { batch = harvest, kilograms = 100 } }, outputs = new[] { new { gtin = box, packs = 20 } }, occurred = "2026-05-21T08:00:00+08:00" }))["batches"]![0]!;
        await server.RecordAsync($"/api/batches/{(string)packed["batch"]!}/labels", farm.Key, new { count = 10, occurred = "2026-05-21T09:00:00+08:00" });

        using var inspector = await People.SignedInAsync(server, "inspector");
        var form = await inspector.OpenAsync("/inspections/sample");
        Assert.NotEmpty((await inspector.SendAsync(form, ("code", "no label at all"), ("sampleNumber", "S-1"))).ErrorOf("code"));
        Assert.NotEmpty((await inspector.SendAsync(form, ("code", $"{loose} NOSUCHLOT"), ("sampleNumber", "S-1"))).ErrorOf("code"));
        var waiting = await inspector.SendAsync(form, ("code", $"https://id.example/t/01/{loose}/10/{lot}"), ("sampleNumber", "S-1"), ("sampler", "<script>alert(1)</script>"), ("occurred", "2026-05-24T10:00"));
        Assert.StartsWith("/inspections/", waiting.Path, StringComparison.Ordinal);
        Assert.Equal("噻虫胺", waiting.ValueOf("items-0-analyte"));

        (string, string)[] found = [("items[0].analyte", "噻虫胺"), ("items[0].value", "0.15"), ("items[0].unit", "mg/kg"), ("items[0].method", "GB 23200.121"), ("reportNumber", "R-<b>1</b>"), ("occurred", "2026-05-26T10:00")];
        var disagrees = await inspector.SendAsync(waiting, [.. found, ("passes", "true")]);
        Assert.Contains("0.04", disagrees.Words("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("fail", disagrees.Words(".facts.small"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("GB 2763-2026", disagrees.Words("main"), StringComparison.Ordinal);
        var reported = await inspector.SendAsync(disagrees, [.. found, ("passes", "false")]);
        Assert.Equal((HttpStatusCode.OK, waiting.Path), (reported.Status, reported.Path));
        Assert.Contains("不合格", reported.Words(".outcome"), StringComparison.Ordinal);
        Assert.Empty(reported.Page.QuerySelectorAll("main form"));
        Assert.DoesNotContain(reported.Page.QuerySelectorAll("main b, main script"), e => e.TextContent is "1" or "alert(1)");
        Assert.Contains(lot, (await inspector.OpenAsync("/inspections?state=reported&q=" + lot)).Words("tbody"), StringComparison.Ordinal);

        using var supervisor = await People.SignedInAsync(server, "supervisor");
        Assert.Contains(lot, (await supervisor.OpenAsync("/region/failures")).Words("tbody"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await supervisor.OpenAsync(waiting.Path)).Status);
        using var other = await People.SignedInAsync(server, "cooperative");
        Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(waiting.Path)).Status);

        using var shopper = new Visitor(server);
        var label = await shopper.OpenAsync($"/01/{box}/10/{(string)packed["lot"]!}");
        var test = label.Words("#tests");
        foreach (var said in new[] { "噻虫胺", "0.15 mg/kg", "0.04 mg/kg", "GB 2763-2026", "GB 23200.121", "超过限量", "不合格", $"检测的是原料批次 {lot}" })
            Assert.Contains(said, test, StringComparison.Ordinal);
        Assert.NotNull(label.Page.QuerySelector("#tests svg.test.stop .value[width='800']"));
    }

    [Theory]
    [OnDatabases]
    public async Task Test_AskedForAtTheBatch_WaitsForTheLaboratoryThatWasChosen(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var recorded = await server.RecordAsync(
            "/api/batches/harvests", server.Key("cooperative"), new Dictionary<string, object> { ["gtin"] = "99520100000105", ["base"] = "9520109009007", ["plot"] = "1", ["kilograms"] = 5 });
        var (batch, lot) = ((string)recorded["batch"]!, (string)recorded["lot"]!);
        var path = $"/farm/batches/{batch}/inspection";

        using var clerk = await People.SignedInAsync(server, "cooperative");
        Assert.NotNull((await clerk.OpenAsync($"/farm/batches/{batch}")).Page.QuerySelector($"a[href='{path}']"));
        var form = await clerk.OpenAsync(path);
        var none = await clerk.SendAsync(form, ("laboratory", "other"), ("laboratoryUscc", "93130722XXXX00094R"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.NotEmpty(none.ErrorOf("laboratoryUscc"));
        Assert.NotEmpty((await clerk.SendAsync(form, ("laboratory", "nobody"))).ErrorOf("laboratory"));
        Assert.NotEmpty((await clerk.SendAsync(form, ("analytes", new string('铅', 200)))).ErrorOf("analytes"));
        var asked = await clerk.SendAsync(form, ("analytes", "镉\n<script>alert(1)</script>"));
        Assert.Equal((HttpStatusCode.OK, $"/farm/batches/{batch}"), (asked.Status, asked.Path));
        Assert.Contains("待抽样", asked.Words("main"), StringComparison.Ordinal);
        // Sent twice it is one request.
        await clerk.SendAsync(form, ("analytes", "镉\n<script>alert(1)</script>"));

        using var inspector = await People.SignedInAsync(server, "inspector");
        var waiting = (await inspector.OpenAsync("/inspections?state=requested&q=" + lot)).Page.QuerySelectorAll("tbody th a");
        var shown = await inspector.OpenAsync(Assert.Single(waiting).GetAttribute("href")!);
        Assert.Contains("<script>alert(1)</script>", shown.Words("main"), StringComparison.Ordinal);
        Assert.DoesNotContain(shown.Page.QuerySelectorAll("script"), script => script.TextContent.Contains("alert(1)", StringComparison.Ordinal));

        using var supervisor = await People.SignedInAsync(server, "supervisor");
        var order = await supervisor.OpenAsync(path);
        Assert.Null(order.Page.QuerySelector("input[name=kind]"));
        var ordered = await supervisor.SendAsync(order);
        Assert.StartsWith("/inspections/", ordered.Path, StringComparison.Ordinal);
        Assert.Contains("监督抽检", ordered.Words("main"), StringComparison.Ordinal);

        using var stranger = await People.SignedInAsync(server, "processor");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync(path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await inspector.OpenAsync(path)).Status);
    }
}
