using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Logistics;
using Traceability.App.Pipeline;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>What was handed to consumers, for instance a day's sales.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class DeliverModel(ISender sender, IdempotencyContext idempotency, Wording text, DeploymentNotice notice) : BatchPage(sender, "quantity", "way", "occurred")
{
    public IReadOnlyList<ChoiceOption> Ways => [.. Enum.GetNames<DeliveryWay>().Select(way => new ChoiceOption(way, Cell.Of(text[$"stop.way.{way}"])))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        Form.Fill("way", nameof(DeliveryWay.Shop));
        return await TryLoadHeldAsync(id, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadHeldAsync(id, cancellationToken))
            return NotFound();
        var quantity = Form.Number("quantity");
        var way = Form.SomeOf<DeliveryWay>("way", Enum.GetValues<DeliveryWay>());
        var occurred = Form.Moment("occurred", notice.TimeZone);
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        if ((await Sender.Send(new RecordDelivery(quantity, way[0], occurred) { Batch = id }, cancellationToken)).Problem is { } problem)
            return Refuse(problem);
        TempData.Say("delivered");
        return LocalRedirect($"/farm/batches/{id}");
    }

    private async ValueTask<bool> TryLoadHeldAsync(Guid id, CancellationToken ct) => await TryLoadAsync(id, ct) && Batch.Held is > 0;
}
