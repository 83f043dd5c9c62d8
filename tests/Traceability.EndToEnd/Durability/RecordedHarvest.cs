using System.Net;
using Traceability.Client;
using Traceability.EndToEnd.Story;
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
        try
        {
            var answer = await Clients.Of(http, apiKey).RegisterHarvestAsync(
                new RegisterHarvest { Gtin = "99520100000105", Base = "9520109009007", Plot = "1", Kilograms = Kilograms, Lot = Lot }, Key, TestContext.Current.CancellationToken);
            var receipt = Assert.Single(answer.Receipts);
            return new RecordedHarvest(this, answer.Batch, answer.Lot, receipt.Entry, MerkleHash.Parse(receipt.LeafHash));
        }
        catch (TraceabilityException e) when (e.StatusCode is (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.TooManyRequests)
        {
            return null;
        }
    }
}

/// <summary>A harvest that the server said it has recorded.</summary>
internal sealed record RecordedHarvest(HarvestRequest Request, Guid Batch, string Lot, Guid Entry, MerkleHash LeafHash)
{
    /// <summary>The entry is there under its id with the bytes that were acknowledged, and the batch says the lot.</summary>
    public async Task AssertIsThereAsync(HttpClient http, string apiKey)
    {
        var client = Clients.Of(http, apiKey);
        var entry = await client.GetEntryAsync(Entry, TestContext.Current.CancellationToken);
        Assert.Equal(LeafHash, MerkleHashing.Leaf(Convert.FromBase64String(entry.Bytes)));
        var batch = await client.GetBatchAsync(Batch, TestContext.Current.CancellationToken);
        Assert.Equal((Lot, HarvestRequest.Kilograms), (batch.Lot, batch.Quantity));
    }
}
