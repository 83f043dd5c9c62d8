using System.Net;
using System.Text;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

/// <summary>Goods on their way, at the pages of who sends, carries and receives them.</summary>
[Collection(Servers.Name)]
public sealed class ShipmentPagesTests(Servers servers)
{
    private const string Hostile = "<script>alert(1)</script>\u202E车";

    [Theory]
    [OnDatabases]
    public async Task Shipment_FromDispatchToReceipt_IsDoneByForms(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Api.Organisation.RegisterAsync(server, "超市" + Hostile, "seller");
        using var clerk = await MemberAsync(server, farm.Organisation, "cooperative");
        using var shop = await MemberAsync(server, store, "seller");
        var batch = await farm.PackAsync(20);

        // There is one lot: it is chosen already. Nobody is known to send to: the number is typed.
        var form = await clerk.OpenAsync("/shipments/new");
        Assert.EndsWith(batch.Id, form.Path, StringComparison.Ordinal);
        Assert.Equal("20", form.ValueOf("items-0-quantity"));
        var nobody = await clerk.SendAsync(form, ("receiverUscc", Farm.NewUscc()), ("items[0].quantity", "21"));
        Assert.NotEmpty(nobody.ErrorOf("receiverUscc"));
        var many = await clerk.SendAsync(form, ("receiverUscc", " " + store.Uscc), ("items[0].quantity", "21"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, many.Status);
        Assert.NotNull(many.Page.QuerySelector(".field.refused svg.refusal"));
        Assert.NotEmpty((await clerk.SendAsync(form, ("receiverUscc", store.Uscc), ("carrier", "other"), ("carrierUscc", store.Uscc))).ErrorOf("carrierUscc"));
        var sent = await clerk.SendAsync(many, ("receiverUscc", store.Uscc), ("items[0].quantity", "20"), ("sscc", Farm.NewSscc()));
        Assert.StartsWith("/shipments/0", sent.Path, StringComparison.Ordinal);
        Assert.Equal(sent.Path, (await clerk.SendAsync(many, ("receiverUscc", store.Uscc), ("items[0].quantity", "20"), ("sscc", sent.Words("dd.code")))).Path);
        Assert.DoesNotContain("<script>alert", sent.Html, StringComparison.Ordinal);

        var more = await farm.PackAsync(3);
        var again = await clerk.OpenAsync("/shipments/new?from=" + more.Id);
        Assert.Contains(again.Page.QuerySelectorAll("input[name=receiver]"), r => r.GetAttribute("value") == store.Uscc);

        // On its way: not the sender's to take in, and on the receiver's page of the day.
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.OpenAsync(sent.Path + "/receive")).Status);
        Assert.Contains((await shop.OpenAsync("/today")).Page.QuerySelectorAll(".tasks a"), a => a.GetAttribute("href") == "/shipments?state=OnTheWay&side=Receives");
        var row = await shop.OpenAsync("/shipments?state=OnTheWay&side=Receives&q=" + Uri.EscapeDataString(batch.Lot));
        Assert.Equal(sent.Path, Assert.Single(row.Page.QuerySelectorAll("tbody th a")).GetAttribute("href"));
        Assert.Empty((await shop.OpenAsync("/shipments?side=Sends")).Page.QuerySelectorAll("tbody tr"));

        var leg = await clerk.OpenAsync(sent.Page.QuerySelector("main .primary")!.GetAttribute("href")!);
        Assert.NotEmpty((await clerk.SendAsync(leg, ("departed", "2026-09-14T06:00"), ("arrived", "2026-09-14T05:00"))).ErrorOf("arrived"));

        var less = await shop.SendAsync(await shop.OpenAsync(sent.Path + "/receive"), ("items[0].quantity", "21"));
        Assert.NotEmpty(less.ErrorOf("items-0-quantity"));
        var asked = await shop.SendAsync(less, ("items[0].quantity", "18"));
        Assert.Contains("20 箱 − 收到 18 箱 = 少 2 箱", asked.Words(".differs"), StringComparison.Ordinal);
        // Another number is asked about again.
        var other = await shop.SendAsync(asked, ("items[0].quantity", "17"));
        Assert.Contains("少 3 箱", other.Words(".differs"), StringComparison.Ordinal);
        var came = await shop.SendAsync(other);
        Assert.Equal(sent.Path, came.Path);
        Assert.Contains("20 箱 − 收到 17 箱 = 少 3 箱", came.Words(".goods"), StringComparison.Ordinal);
        Assert.Equal(sent.Path, (await shop.SendAsync(other)).Path);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.OpenAsync(sent.Path + "/receive")).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task Readings_FromFileAndPasted_AreReadByLineAndTheirBreachIsClosed(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Api.Organisation.RegisterAsync(server, "超市", "seller");
        using var clerk = await MemberAsync(server, farm.Organisation, "cooperative");
        using var shop = await MemberAsync(server, store, "seller");
        var batch = await farm.PackAsync(10);
        var dispatched = await server.RecordAsync("/api/shipments", farm.Key, new { items = new[] { new { batch = batch.Id, quantity = 10 } }, receiver = store.Uscc, occurred = "2026-09-14T06:00:00+08:00" });
        var path = $"/shipments/{(string)dispatched["shipment"]!}";
        var shown = await clerk.SendAsync(await clerk.OpenAsync(path + "/leg"), ("arrived", "2026-09-14T16:00"), ("vehicle", Hostile), ("fromPlace", "冷库"));
        Assert.Equal(path, shown.Path);
        Assert.Contains(Hostile, shown.Page.QuerySelector(".legs")!.TextContent, StringComparison.Ordinal);
        var form = await clerk.OpenAsync(shown.Page.QuerySelector(".legs a[href*='/readings']")!.GetAttribute("href")!);

        var bad = await clerk.SendAsync(form, ("readings", "时间,温度\n2026-09-14 07:00, 4\n<b>夜里</b>, 5\n2026/9/14 8:00;warm\n\n2026-09-14 09:00 4.2"));
        Assert.Equal(HttpStatusCode.BadRequest, bad.Status);
        Assert.Equal(["第 3 行", "第 4 行"], bad.Page.QuerySelectorAll(".bad-lines li b").Select(b => b.TextContent));
        Assert.Contains("&lt;b&gt;夜里", bad.Html, StringComparison.Ordinal);
        Assert.Contains("4.2", bad.Page.GetElementById("f-readings")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty((await clerk.SendAsync(form, ("readings", "2026-09-14 07:00, 4"))).ErrorOf("targetMinCelsius"));
        Assert.NotEmpty((await clerk.UploadAsync(form, "file", Encoding.UTF8.GetBytes("=1+1,2\n2026-09-14 07:00,4\n"))).ErrorOf("file"));
        Assert.NotEmpty((await clerk.SendAsync(form, ("readings", "2026-09-14 17:00, 4"), ("targetMaxCelsius", "6"))).ErrorOf("readings"));

        var read = await clerk.UploadAsync(
            form, "file", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("No;Time;Temp\r\n1;2026-09-14 07:00;4,5\r\n2;2026年9月14日 8:00;９.１℃\r\n3;2026-09-14T01:00:00Z;5\r\n")], ("targetMinCelsius", "3"), ("targetMaxCelsius", "6"));
        Assert.Equal(path, read.Path);
        Assert.Contains("9.1", read.Words(".curve svg"), StringComparison.Ordinal);
        Assert.Contains("08:00", read.Words(".breach"), StringComparison.Ordinal);
        Assert.Empty(read.Page.QuerySelectorAll("a[href*='/breaches/']"));
        Assert.Contains(path, (await shop.OpenAsync("/shipments?side=Receives&breach=open")).Html, StringComparison.Ordinal);

        var closing = await shop.OpenAsync((await shop.OpenAsync(path)).Page.QuerySelector("a[href*='/breaches/']")!.GetAttribute("href")!);
        Assert.Contains("9.1", closing.Words("dl.facts"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.SendAsync(closing, ("reason", "Forged"))).Status);
        var closed = await shop.SendAsync(closing, ("reason", "GoodsGood"), ("note", Hostile));
        Assert.Equal(path, closed.Path);
        Assert.Contains(Hostile, closed.Page.QuerySelector(".settled")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await shop.OpenAsync("/shipments?breach=open")).Page.QuerySelectorAll("tbody tr"));
        using var stranger = await People.SignedInAsync(server, "logistics");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync(path)).Status);
    }

    [Theory]
    [OnDatabases]
    public async Task LegAndReadings_RecordedByMistake_AreTakenBackByWhoRecordedThem(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Api.Organisation.RegisterAsync(server, "超市", "seller");
        var transport = await Api.Organisation.RegisterAsync(server, "车队", "logistics");
        using var driver = await MemberAsync(server, transport, "logistics");
        using var shop = await MemberAsync(server, store, "seller");
        var batch = await farm.PackAsync(10);
        var dispatched = await server.RecordAsync(
            "/api/shipments", farm.Key,
            new { items = new[] { new { batch = batch.Id, quantity = 10 } }, receiver = store.Uscc, carrier = transport.Uscc, occurred = "2026-09-14T06:00:00+08:00" });
        var path = $"/shipments/{(string)dispatched["shipment"]!}";
        var driven = await driver.SendAsync(await driver.OpenAsync(path + "/leg"), ("arrived", "2026-09-14T16:00"));
        var read = await driver.SendAsync(await driver.OpenAsync(driven.Page.QuerySelector(".legs a[href*='/readings']")!.GetAttribute("href")!), ("readings", "2026-09-14 07:00, 49"), ("targetMinCelsius", "3"), ("targetMaxCelsius", "6"));

        // Readings rest on their leg: they go first. Nobody else is offered it.
        var undo = Assert.Single(read.Page.QuerySelectorAll(".legs a.undo")).GetAttribute("href")!;
        Assert.Empty((await shop.OpenAsync(path)).Page.QuerySelectorAll("a.undo"));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.OpenAsync(undo)).Status);
        var without = await driver.SendAsync(await driver.OpenAsync(undo), ("reason", "少了小数点"));
        Assert.Equal(path, without.Path);
        Assert.Empty(without.Page.QuerySelectorAll(".curve"));
        var undone = await driver.SendAsync(await driver.OpenAsync(Assert.Single(without.Page.QuerySelectorAll(".legs a.undo")).GetAttribute("href")!), ("reason", "记错了"));
        Assert.Equal(path, undone.Path);
        Assert.Empty(undone.Page.QuerySelectorAll(".legs li"));
    }

    internal static async Task<Visitor> MemberAsync(Server server, Api.Organisation organisation, string role, string language = "zh-CN")
    {
        var user = People.NewUserName();
        var oneTime = (string)(await server.RecordAsync("/api/members", organisation.Key, new { name = "员工", roles = new[] { role }, userName = user }))["oneTimePassword"]!;
        var visitor = new Visitor(server, language);
        var change = await visitor.SignInAsync(user, oneTime);
        Assert.Equal("/today", (await visitor.SendAsync(change, ("password", oneTime), ("newPassword", People.Password), ("again", People.Password))).Path);
        return visitor;
    }
}
