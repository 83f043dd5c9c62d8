using Mediator;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>A page about one batch that the organisation sees.</summary>
public abstract class BatchPage(ISender sender, params IReadOnlyList<string> fields) : FormPage(fields)
{
    /// <summary>Who may look at the page of a batch.</summary>
    internal static readonly Role[] ForWhom = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor];

    public BatchView Batch { get; private set; } = null!;

    public LocalText Product => new(Batch.ProductName ?? Batch.Gtin, Batch.ProductNameEn);

    protected ISender Sender => sender;

    /// <returns>False where there is no such batch for them.</returns>
    protected async ValueTask<bool> TryLoadAsync(Guid id, CancellationToken ct)
    {
        var found = await sender.Send(new GetBatch(id), ct);
        if (found.Failed(out var batch))
            return false;
        Batch = batch;
        return true;
    }
}
