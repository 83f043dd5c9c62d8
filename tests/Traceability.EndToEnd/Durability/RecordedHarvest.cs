using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Traceability.Ledger;

namespace Traceability.EndToEnd.Durability;

/// <summary>A harvest that a client wants recorded; sent again, it says the same under the same key.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Lot">The cooperative's own lot number; null lets the server make one.</param>
internal sealed record HarvestRequest(string Key, string? Lot)
{
    public const decimal Kilograms = 0.25m;

    public async Task<RecordedHarvest> SendAsync(HttpClient http, string apiKey) =>
        await TrySendAsync(http, apiKey) ?? throw new InvalidOperationException("The server said that it cannot record at present.");

    /// <returns>Null where the server says that it cannot record at present, and nothing about whether it has.</returns>
    public async Task<RecordedHarvest?> TrySendAsync(HttpClient http, string apiKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/batches/harvests");
        request.Headers.Add("X-Api-Key", apiKey);
        request.Headers.Add("Idempotency-Key", Key);
        request.Content = JsonContent.Create(new { gtin = "99520100000105", @base = "9520109009007", plot = "1", kilograms = Kilograms, lot = Lot });
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
            return null;
        Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{answer.StatusCode}: {text}");
        var body = JsonNode.Parse(text)!;
        var receipt = Assert.Single(body["receipts"]!.AsArray())!;
        return new RecordedHarvest(
            this, body["batch"]!.GetValue<Guid>(), body["lot"]!.GetValue<string>(), receipt["entry"]!.GetValue<Guid>(), MerkleHash.Parse(receipt["leafHash"]!.GetValue<string>()));
    }
}

/// <summary>A harvest that the server said it has recorded.</summary>
internal sealed record RecordedHarvest(HarvestRequest Request, Guid Batch, string Lot, Guid Entry, MerkleHash LeafHash)
{
    /// <summary>The entry is there under its id with the bytes that were acknowledged, and the batch says the lot.</summary>
    public async Task AssertIsThereAsync(HttpClient http, string apiKey)
    {
        var entry = await GetAsync(http, $"/api/entries/{Entry}", apiKey);
        Assert.Equal(LeafHash, MerkleHashing.Leaf(Convert.FromBase64String(entry["bytes"]!.GetValue<string>())));
        var batch = await GetAsync(http, $"/api/batches/{Batch}", apiKey);
        Assert.Equal((Lot, HarvestRequest.Kilograms), (batch["lot"]!.GetValue<string>(), batch["quantity"]!.GetValue<decimal>()));
    }

    private static async Task<JsonNode> GetAsync(HttpClient http, string address, string apiKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Api-Key", apiKey);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }
}
