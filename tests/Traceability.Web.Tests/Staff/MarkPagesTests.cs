using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

/// <summary>A certifier, a brand's manager and a cooperative do at the browser what labels with marks need, and the shopper's page follows at once.</summary>
[Collection(Servers.Name)]
public sealed class MarkPagesTests(Servers servers)
{
    private static int _made;

    [Theory]
    [OnDatabases]
    public async Task Certificate_RegisteredAndSuspendedAtTheBrowser_IsOnTheLabelsPageAtOnce(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        using var certifier = await People.SignedInAsync(server, "certifier");
        var number = $"LB-15-2508{Interlocked.Increment(ref _made) + 990_100:D6}A";
        (string, string)[] typed =
        [
            ("scheme", "GreenFood"), ("number", number), ("holder", farm.Organisation.Uscc), ("validFrom", "2025-08-01"), ("validTo", "2028-07-31"), ("products", farm.Box), ("bases", farm.Base),
            ("annualOutputKg", "1,000"),
        ];

        var refused = await certifier.SendAsync(await certifier.OpenAsync("/certificates/new"), [.. typed.Where(t => t.Item1 is not "validTo"), ("validTo", "2029-08-01")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, number), (refused.Status, refused.ValueOf("number")));
        Assert.Contains("超过", refused.ErrorOf("validTo"), StringComparison.Ordinal);
        var shown = await certifier.SendAsync(refused, [("products", farm.Box), ("bases", farm.Base), ("scheme", "GreenFood"), ("validTo", "2028-07-31")]);
        Assert.StartsWith("/certificates/0", shown.Path, StringComparison.Ordinal);
        var id = shown.Path["/certificates/".Length..];

        var batch = await farm.PackAsync(100);
        await server.RecordAsync($"/api/batches/{batch.Id}/labels", farm.Key, new { count = 10, marks = new[] { id } });
        var beyond = await server.PostAsync($"/api/batches/{batch.Id}/labels", farm.Key, new { count = 90, marks = new[] { id } });
        Assert.True(beyond.Status == HttpStatusCode.Created, beyond.Text);
        using var shopper = new Visitor(server, "en");
        var before = await shopper.OpenAsync(batch.Path);
        Assert.Contains(number, before.Words(".upheld"), StringComparison.Ordinal);

        var suspended = await certifier.SendAsync(await certifier.OpenAsync($"/certificates/{id}/suspension"), ("reason", "抽检不合格"));
        Assert.Equal($"/certificates/{id}", suspended.Path);
        var after = await shopper.OpenAsync(batch.Path);
        Assert.Contains("suspended", after.Words(".lapsed"), StringComparison.Ordinal);
        Assert.Contains("抽检不合格", after.Words(".lapsed"), StringComparison.Ordinal);
        Assert.Contains("tone-look", after.Page.Body!.ClassName!, StringComparison.Ordinal);
        Assert.Contains(number, after.Words(".reason"), StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Certificate_WithItsFile_HandsItToItsCertifierAlone(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        using var certifier = await People.SignedInAsync(server, "certifier");
        var number = $"LB-15-2508{Interlocked.Increment(ref _made) + 990_100:D6}A";
        var paper = Encoding.ASCII.GetBytes($"%PDF-1.7\n% {number}\n%%EOF\n");
        (string, string)[] typed =
        [
            ("scheme", "GreenFood"), ("number", number), ("holder", farm.Organisation.Uscc), ("validFrom", "2025-08-01"), ("validTo", "2028-07-31"), ("products", farm.Box), ("bases", farm.Base),
            ("annualOutputKg", "1000"),
        ];

        var form = await certifier.OpenAsync("/certificates/new");
        var refused = await certifier.UploadAsync(form, "fileSha256", "<html><script>alert(1)</script>"u8.ToArray(), typed);
        Assert.Equal(number, refused.ValueOf("number"));
        Assert.NotEmpty(refused.ErrorOf("fileSha256"));
        var shown = await certifier.UploadAsync(refused, "fileSha256", paper, typed);
        var hash = Convert.ToHexStringLower(SHA256.HashData(paper));
        Assert.Contains(hash, shown.Words("main"), StringComparison.Ordinal);
        Assert.Equal(Encoding.ASCII.GetString(paper), await certifier.DownloadAsync(shown.Path + "/file"));

        using var manager = await People.SignedInAsync(server, "brandManager");
        var seen = await manager.OpenAsync(shown.Path);
        Assert.Contains(hash, seen.Words("main"), StringComparison.Ordinal);
        Assert.Null(seen.Page.QuerySelector("a[href$='/file']"));
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.OpenAsync(shown.Path + "/file")).Status);

        // The holder reads its own paper; another cooperative is not even told that it is there.
        var stranger = await Farm.RegisterAsync(server);
        var byHolder = await server.GetAsync($"/api/files/{hash}", farm.Key, accept: null);
        Assert.Equal((HttpStatusCode.OK, Encoding.ASCII.GetString(paper)), (byHolder.Status, byHolder.Text));
        Assert.Equal("file.unknown", (string?)(await server.GetAsync($"/api/files/{hash}", stranger.Key)).Json["code"]);

        var renewed = await certifier.UploadAsync(await certifier.OpenAsync(shown.Path + "/renewal"), "fileSha256", paper, ("validTo", "2031-07-31"));
        Assert.Equal((HttpStatusCode.OK, shown.Path), (renewed.Status, renewed.Path));
    }

    [Theory]
    [OnDatabases]
    public async Task Brand_FromItsRegistrationToAWarning_IsRunAtTheBrowser(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        using var manager = await People.SignedInAsync(server, "brandManager");
        var name = "品牌" + Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
        var brand = await manager.SendAsync(
            await manager.OpenAsync("/brands/new"),
            ("name", name), ("level", "County"), ("region", "130722"), ("parent", ""), ("inspectionPassed", "90"), ("creditAtLeast", "b"), ("exit", "QuotaExceeded"), ("certificateExpired", "30"));
        Assert.Equal(name, brand.Heading);
        var brandId = brand.Path["/brands/".Length..];
        var licence = (string)(await server.RecordAsync($"/api/brands/{brandId}/licences", farm.Key, new { kilograms = 400 }))["id"]!;
        Assert.Contains("400", (await manager.OpenAsync("/brands")).Words(".tasks"), StringComparison.Ordinal);

        var granted = await manager.SendAsync(await manager.OpenAsync($"/brands/licences/{licence}/grant"), ("validFrom", "2026-01-01"), ("validTo", "2030-12-31"), ("quotaKg", "400"), ("per", "Term"));
        Assert.Equal($"/brands/licences/{licence}", granted.Path);
        var batch = await farm.PackAsync(100);
        await server.RecordAsync($"/api/batches/{batch.Id}/labels", farm.Key, new { count = 60, marks = new[] { brandId } });
        var refused = await server.PostAsync($"/api/batches/{batch.Id}/labels", farm.Key, new { count = 21, marks = new[] { brandId } });
        Assert.Equal("brand.quota", (string)JsonNode.Parse(refused.Text)!["code"]!);
        await server.RecordAsync($"/api/batches/{batch.Id}/labels", farm.Key, new { count = 20, marks = new[] { brandId } });

        var used = await manager.OpenAsync("/brands/" + brandId);
        Assert.Equal("1000", used.Page.QuerySelector(".chart rect.harvested")!.GetAttribute("width"));
        Assert.Contains("80", used.Words(".chart .numbers"), StringComparison.Ordinal);
        Assert.Contains("应当退出", (await manager.OpenAsync("/today")).Words(".tasks"), StringComparison.Ordinal);
        Assert.Contains(name, (await manager.OpenAsync("/brands")).Page.QuerySelectorAll(".tasks a").Single(a => a.GetAttribute("href") == $"/brands/licences/{licence}").TextContent, StringComparison.Ordinal);
        var audited = await manager.SendAsync(await manager.OpenAsync($"/brands/licences/{licence}/audit"), ("outcome", "ToCorrect"), ("findings", "台账不全\n标签缺编号"));
        Assert.Contains("台账不全", audited.Words(".acts"), StringComparison.Ordinal);
        var warned = await manager.SendAsync(await manager.OpenAsync($"/brands/licences/{licence}/warning"), ("reason", "限期整改"));
        Assert.Contains("限期整改", warned.Words(".acts"), StringComparison.Ordinal);
        using var shopper = new Visitor(server, "en");
        Assert.Contains("warned", (await shopper.OpenAsync(batch.Path)).Words(".lapsed"), StringComparison.Ordinal);
    }
}
