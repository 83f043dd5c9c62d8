using System.Text;
using Traceability.Client;
using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Story;

/// <summary>A chain of the demonstration's organisations, from the field to the shop, each step by the client of who does it.</summary>
internal sealed class ChainByClient(Deployment deployment, HttpClient http)
{
    public const string Loose = "99520100000105";
    public const string Packed = "09520100000102";
    public const int Packs = 10;

    private const string Laboratory = "12532301XXXX00131W";
    private const string Carrier = "91130722XXXX00182E";
    private const string Shop = "91110105XXXX00190E";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static RegisterHarvest Harvest(decimal kilograms, string? lot = null) => new() { Gtin = Loose, Base = "9520109009007", Plot = "1", Kilograms = kilograms, Lot = lot };

    public async Task<TraceabilityClient> AsAsync(string role) => Clients.Of(http, await deployment.KeyOfAsync(role));

    /// <returns>The batch of packs that came to the shop, tested and labelled.</returns>
    public async Task<PackedBatch> RecordAsync()
    {
        var packed = await PackAsync();
        await TestAsync(packed, found: 0.03m);
        await (await AsAsync("cooperative")).IssueLabelsAsync(packed.Batch, new IssueLabels { Count = Packs }, cancellationToken: Ct);
        await SendAsync(packed);
        return packed;
    }

    /// <returns>Ten boxes that the cooperative harvested and packed.</returns>
    public async Task<PackedBatch> PackAsync()
    {
        var cooperative = await AsAsync("cooperative");
        var harvest = await cooperative.RegisterHarvestAsync(Harvest(51), cancellationToken: Ct);
        var packing = await cooperative.PackBatchesAsync(
            new PackBatches { Inputs = [new PackTake { Batch = harvest.Batch, Kilograms = 51 }], Outputs = [new PackMake { Gtin = Packed, Packs = Packs, Grade = "一级" }] }, cancellationToken: Ct);
        return Assert.Single(packing.Batches);
    }

    /// <summary>The laboratory tests for cadmium, of which tubers may have 0.1 mg/kg.</summary>
    /// <param name="found">In mg/kg.</param>
    public async Task TestAsync(PackedBatch packed, decimal found)
    {
        var requested = await (await AsAsync("cooperative")).RequestInspectionAsync(
            packed.Batch, new RequestInspection { Laboratory = Laboratory, Kind = InspectionKind.Laboratory, Analytes = ["镉"] }, cancellationToken: Ct);
        var inspector = await AsAsync("inspector");
        await inspector.RecordSamplingAsync(
            new RecordSampling { Gtin = packed.Gtin, Lot = packed.Lot, Place = "130722", SampleNumber = $"S-{packed.Lot}", Inspection = requested.Inspection }, cancellationToken: Ct);
        var report = await inspector.StoreFileAsync(new StoreFile { Bytes = Encoding.UTF8.GetBytes($"analyte,value\n镉 {packed.Lot},{found}\n") }, cancellationToken: Ct);
        var result = await inspector.RecordInspectionResultAsync(
            requested.Inspection,
            new RecordInspectionResult
            {
                Items = [new MeasuredItem { Analyte = "镉", Unit = "mg/kg", Method = "GB 5009.15", Value = found }],
                ReportNumber = $"R-{packed.Lot}",
                Report = report.Sha256,
                Passes = found <= 0.1m,
            },
            cancellationToken: Ct);
        Assert.Equal(found <= 0.1m ? InspectionVerdict.Pass : InspectionVerdict.Fail, result.Verdict);
    }

    private async Task SendAsync(PackedBatch packed)
    {
        var sent = await (await AsAsync("cooperative")).DispatchShipmentAsync(
            new DispatchShipment { Items = [new DispatchItem { Batch = packed.Batch, Quantity = Packs }], Receiver = Shop, Carrier = Carrier }, cancellationToken: Ct);
        await (await AsAsync("seller")).ReceiveShipmentAsync(sent.Shipment, new ReceiveShipment(), cancellationToken: Ct);
    }
}
