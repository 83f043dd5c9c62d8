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
        var cooperative = await AsAsync("cooperative");
        var harvest = await cooperative.RegisterHarvestAsync(Harvest(51), cancellationToken: Ct);
        var packing = await cooperative.PackBatchesAsync(
            new PackBatches { Inputs = [new PackTake { Batch = harvest.Batch, Kilograms = 51 }], Outputs = [new PackMake { Gtin = Packed, Packs = Packs, Grade = "一级" }] }, cancellationToken: Ct);
        var packed = Assert.Single(packing.Batches);
        await TestAsync(cooperative, packed);
        await cooperative.IssueLabelsAsync(packed.Batch, new IssueLabels { Count = Packs }, cancellationToken: Ct);
        await SendAsync(cooperative, packed);
        return packed;
    }

    private async Task TestAsync(TraceabilityClient cooperative, PackedBatch packed)
    {
        var requested = await cooperative.RequestInspectionAsync(packed.Batch, new RequestInspection { Laboratory = Laboratory, Kind = InspectionKind.Laboratory, Analytes = ["镉"] }, cancellationToken: Ct);
        var inspector = await AsAsync("inspector");
        await inspector.RecordSamplingAsync(
            new RecordSampling { Gtin = packed.Gtin, Lot = packed.Lot, Place = "130722", SampleNumber = $"S-{packed.Lot}", Inspection = requested.Inspection }, cancellationToken: Ct);
        var report = await inspector.StoreFileAsync(new StoreFile { Bytes = Encoding.UTF8.GetBytes($"analyte,value\n镉 {packed.Lot},0.03\n") }, cancellationToken: Ct);
        var result = await inspector.RecordInspectionResultAsync(
            requested.Inspection,
            new RecordInspectionResult
            {
                Items = [new MeasuredItem { Analyte = "镉", Unit = "mg/kg", Method = "GB 5009.15", Value = 0.03m }],
                ReportNumber = $"R-{packed.Lot}",
                Report = report.Sha256,
                Passes = true,
            },
            cancellationToken: Ct);
        Assert.Equal(InspectionVerdict.Pass, result.Verdict);
    }

    private async Task SendAsync(TraceabilityClient cooperative, PackedBatch packed)
    {
        var sent = await cooperative.DispatchShipmentAsync(
            new DispatchShipment { Items = [new DispatchItem { Batch = packed.Batch, Quantity = Packs }], Receiver = Shop, Carrier = Carrier }, cancellationToken: Ct);
        await (await AsAsync("seller")).ReceiveShipmentAsync(sent.Shipment, new ReceiveShipment(), cancellationToken: Ct);
    }
}
