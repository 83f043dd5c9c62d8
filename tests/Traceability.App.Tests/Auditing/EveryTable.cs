using System.Text;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Records;
using Traceability.App.Features.Reference;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Supervision;

namespace Traceability.App.Tests.Auditing;

/// <summary>What the potato chain has no part in, so that every derived table has rows.</summary>
internal static class EveryTable
{
    public static async Task RecordAsync(TestApp app, PotatoChain chain)
    {
        var limits = "standard,edition,validFrom,validTo,foodClass,analyte,analyteEn,value,unit,basis,exclusive,methods,source,verify\nGB 2762,2025,2026-09-02,,potato,铅,lead,0.2,mg/kg,fresh,,GB 5009.12,GB 2762-2025,\n";
        await app.RecordAsync(TestApp.Operator, ImportLimitsRoute.Read(Encoding.UTF8.GetBytes(limits), "limits.csv").Value);
        await app.RecordAsync(TestApp.Operator, ImportPesticidesRoute.Read(await File.ReadAllBytesAsync(Path.Combine(TestFiles.Root, "src", "Traceability.Web", "Reference", "pesticides.csv"), TestContext.Current.CancellationToken), "pesticides.csv").Value);
        var mistaken = await app.RecordAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 7, Occurred: PotatoChain.HarvestTime));
        await app.RecordAsync(chain.Grower, new VoidRecord("typed twice") { Entry = mistaken.Receipts[0].Entry });
        var recalled = await app.RecordAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 11, Occurred: PotatoChain.HarvestTime));
        await app.RecordAsync(chain.Grower, new OpenRecall([recalled.Batch], RecallClass.Third, "the wrong variety", HoldSiblings: false));
    }
}
