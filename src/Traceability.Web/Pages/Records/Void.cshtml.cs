using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Records;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Records;

/// <summary>A record that was a mistake is taken back, with the reason why; it stays to be seen.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor)]
public sealed class VoidModel(ISender sender, IdempotencyContext idempotency) : FormPage("reason", "id")
{
    public RecordView Record { get; private set; } = null!;

    public string Back => Record switch
    {
        { Shipment: { } shipment } => $"/shipments/{shipment}",
        { Batch: { } batch } => $"/farm/batches/{batch}",
        _ => "/today",
    };

    public async Task<IActionResult> OnGetAsync(Guid entry, CancellationToken cancellationToken) => await TryLoadAsync(entry, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid entry, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(entry, cancellationToken))
            return NotFound();
        var reason = Form.Line("reason");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        if ((await sender.Send(new VoidRecord(reason) { Entry = entry }, cancellationToken)).Problem is { } problem)
            return Refuse(problem.Field == "id" ? problem with { Field = null } : problem);
        TempData.Say("voided");
        return LocalRedirect(Back);
    }

    private async ValueTask<bool> TryLoadAsync(Guid entry, CancellationToken ct)
    {
        if ((await sender.Send(new GetRecord(entry), ct)).Failed(out var record))
            return false;
        Record = record;
        return true;
    }
}
