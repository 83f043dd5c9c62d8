using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Traceability.EndToEnd.Story;

/// <summary>What anybody with a label and no key can see.</summary>
internal static class Scan
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The paths of the labels that the home page shows, first that of the potatoes: their chain is whole.</summary>
    public static async Task<IReadOnlyList<string>> SampleLabelsAsync(HttpClient http)
    {
        var home = await PageAsync(http, "/", "en");
        return [.. home.QuerySelectorAll("a[href^='/01/']").Select(link => link.GetAttribute("href")!).OrderByDescending(path => path.Contains("/10/PK01", StringComparison.Ordinal))];
    }

    public static async Task<IDocument> PageAsync(HttpClient http, string address, string language)
    {
        using var answer = await GetAsync(http, address, "text/html", language);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Ct), Ct);
    }

    public static async Task<JsonNode> TraceAsync(HttpClient http, string address)
    {
        using var answer = await GetAsync(http, address, "application/json", "en");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
    }

    public static async Task<JsonNode> ReadinessAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/readyz", Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The states of all facts that a trace rests on, wherever they stand in it.</summary>
    public static IEnumerable<string> ProofStates(JsonNode? trace) => trace switch
    {
        JsonObject proof when proof.ContainsKey("entry") && proof.ContainsKey("state") => [proof["state"]!.GetValue<string>()],
        JsonObject thing => thing.SelectMany(member => ProofStates(member.Value)),
        JsonArray list => list.SelectMany(ProofStates),
        _ => [],
    };

    private static async Task<HttpResponseMessage> GetAsync(HttpClient http, string address, string type, string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await http.SendAsync(request, Ct);
    }
}
