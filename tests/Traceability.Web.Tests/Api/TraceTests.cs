using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Traceability.Web.Tests.Api;

[Collection(Servers.Name)]
public sealed class TraceTests(Servers servers)
{
    private const string Label = "/01/09520100000102/10/PK01";

    [Theory]
    [OnDatabases("PK01", "zh-CN", "good", "正常")]
    [OnDatabases("PK01", "en", "good", "Good")]
    [OnDatabases("PK02", "zh-CN", "lookHere", "请留意")]
    [OnDatabases("PK02", "en", "lookHere", "Look here")]
    public async Task PageAndTrace_OfALabel_SayTheSame(Provider provider, string lot, string language, string verdict, string word)
    {
        var server = await servers.OnAsync(provider);
        await server.LoggedAsync();
        var trace = (await server.GetAsync($"/01/09520100000102/10/{lot}")).Json;
        var page = new HtmlParser().ParseDocument((await server.GetAsync($"/01/09520100000102/10/{lot}?lang={language}", accept: "text/html")).Text);

        Assert.Equal((verdict, word), ((string)trace["verdict"]!["state"]!, page.QuerySelector(".verdict .word")!.TextContent.Trim()));
        var journey = trace["journey"]!.AsArray();
        var stops = page.QuerySelectorAll("#journey > ol > li").ToList();
        Assert.Equal(journey.Count, stops.Count);
        foreach (var (stop, shown) in journey.Zip(stops))
        {
            Assert.Equal((string)stop!["kind"]!, shown.QuerySelector("svg.kind use")!.GetAttribute("href")![1..]);
            Assert.Equal(DateTimeOffset.Parse((string)stop["at"]!, CultureInfo.InvariantCulture), DateTimeOffset.Parse(shown.QuerySelector("time")!.GetAttribute("datetime")!, CultureInfo.InvariantCulture));
            Assert.Contains((string)stop["who"]!["name"]![language == "en" ? "en" : "zh"]!, shown.TextContent, StringComparison.Ordinal);
            Assert.NotNull(shown.QuerySelector($".proof.{(string)stop["proof"]!["state"]!}"));
        }

        Assert.Contains(((decimal)trace["quantities"]!["harvestedKg"]!).ToString("#,##0", CultureInfo.InvariantCulture), page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(((int)trace["quantities"]!["labelled"]!).ToString("#,##0", CultureInfo.InvariantCulture), page.Body.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Trace_OfTheDemonstration_HasTheWholeChain(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        await server.LoggedAsync();
        var (first, second) = ((await server.GetAsync(Label)).Json, (await server.GetAsync("/01/09520100000102/10/PK02")).Json);

        Assert.Equal(["harvest", "pack", "labels", "dispatch", "receipt"], Goods(first));
        Assert.Equal(["harvest", "harvest", "pack", "labels"], Goods(second));
        Assert.Equal("cultivation", (string)first["journey"]![0]!["kind"]!);
        Assert.Equal(["shipment", "receipt"], second["verdict"]!["missing"]!.AsArray().Select(m => (string)m!));
        Assert.Equal((300_000m, 84_000m, 78_500m, 15_700m, 15_700), Quantities(first));
        Assert.Equal((300_000m, 174_700m, 151_500m, 30_300m, 30_300), Quantities(second));
        var shares = second["origins"]!.AsArray().Select(o => (decimal)o!["share"]!).ToList();
        Assert.Equal(1m, shares.Sum(), 12);
        Assert.True((bool)first["demonstration"]!);
        Assert.Equal("https://id.example/t/01/09520100000102/10/PK01", (string)first["digitalLink"]!);
    }

    [Theory]
    [OnDatabases("application/json", "application/json")]
    [OnDatabases("application/json, text/html;q=0.9", "application/json")]
    [OnDatabases("application/ld+json", "application/json")]
    [OnDatabases("text/html", "text/html")]
    [OnDatabases("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html")]
    [OnDatabases("application/json;q=0.5, text/html", "text/html")]
    [OnDatabases("application/json, text/html", "text/html")]
    [OnDatabases("*/*", "text/html")]
    [OnDatabases(null, "text/html")]
    public async Task Label_ByAccept_AnswersPageOrTrace(Provider provider, string? accept, string mediaType)
    {
        var server = await servers.OnAsync(provider);

        foreach (var path in new[] { Label, Label + "?lang=en" })
        {
            var answer = await server.GetAsync(path, accept: accept);
            Assert.Equal((HttpStatusCode.OK, mediaType), (answer.Status, answer.MediaType));
            Assert.Contains("Accept", string.Join(',', answer.Headers.Vary).Split(',', StringSplitOptions.TrimEntries));
        }
    }

    [Theory]
    [OnDatabases("/01/09520100000102/10/NONE", 404)]
    [OnDatabases("/01/09520100000103/10/PK01", 400)]
    public async Task RefusedLabel_ByAccept_AnswersPageOrProblem(Provider provider, string path, int status)
    {
        var server = await servers.OnAsync(provider);

        var problem = await server.GetAsync(path);
        var page = await server.GetAsync(path, accept: "text/html");

        Assert.Equal((status, "application/problem+json"), ((int)problem.Status, problem.MediaType));
        Assert.Equal((status, "text/html"), ((int)page.Status, page.MediaType));
    }

    /// <summary>A page that was kept is never shown when something has happened since.</summary>
    [Theory]
    [OnDatabases]
    public async Task Page_AfterEachNewFact_ShowsIt(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var batch = await farm.PackAsync(10);
        await farm.LabelAsync(batch, 4);
        Assert.Equal(["harvest", "pack", "labels"], await StopsAsync(server, batch));

        await farm.LabelAsync(batch, 6);
        Assert.Equal(["harvest", "pack", "labels", "labels"], await StopsAsync(server, batch));

        var shipment = await farm.ShipAsync(store, batch, 4);
        Assert.Equal(["harvest", "pack", "labels", "labels", "dispatch"], await StopsAsync(server, batch));

        await server.RecordAsync($"/api/shipments/{shipment}/receipt", store.Key, new { });
        Assert.Equal(["harvest", "pack", "labels", "labels", "dispatch", "receipt"], await StopsAsync(server, batch));
        await server.LoggedAsync();
        var page = await PageAsync(server, batch);
        Assert.NotNull(page.QuerySelector("body.tone-good"));
        Assert.All(page.QuerySelectorAll("#journey .proof"), p => Assert.Equal("proof logged", p.ClassName));
    }

    /// <summary>What happened to the goods themselves.</summary>
    private static IEnumerable<string> Goods(JsonNode trace) =>
        trace["journey"]!.AsArray().Select(s => (string)s!["kind"]!).Where(kind => kind is "harvest" or "pack" or "transformation" or "labels" or "dispatch" or "receipt");

    private static async Task<IEnumerable<string>> StopsAsync(Server server, Batch batch)
    {
        // Once to keep it, once to be given what was kept.
        await PageAsync(server, batch);
        return (await PageAsync(server, batch)).QuerySelectorAll("#journey > ol > li svg.kind use").Select(use => use.GetAttribute("href")![1..]);
    }

    private static async Task<IDocument> PageAsync(Server server, Batch batch) => new HtmlParser().ParseDocument((await server.GetAsync(batch.Path, accept: "text/html")).Text);

    private static (decimal?, decimal, decimal, decimal, int) Quantities(System.Text.Json.Nodes.JsonNode trace)
    {
        var sum = trace["quantities"]!;
        return ((decimal?)sum["plotBoundKg"], (decimal)sum["harvestedKg"]!, (decimal)sum["packedKg"]!, (decimal)sum["packs"]!, (int)sum["labelled"]!);
    }
}
