using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Logistics;
using Traceability.App.Pipeline;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Shipments;

/// <summary>The receiver, or a supervisor, says what a temperature breach came to.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor)]
public sealed class BreachModel(ISender sender, IdempotencyContext idempotency, Wording text) : ShipmentPage(sender, "reason", "note")
{
    public ShipmentReading Recording { get; private set; } = null!;

    public IReadOnlyList<ChoiceOption> Reasons => [.. Enum.GetNames<BreachReason>().Select(r => new ChoiceOption(r, Cell.Of(text[$"breach.choice.{r}"])))];

    public async Task<IActionResult> OnGetAsync(Guid id, Guid recording, CancellationToken cancellationToken) => await TryLoadRecordingAsync(id, recording, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, Guid recording, CancellationToken cancellationToken)
    {
        if (!await TryLoadRecordingAsync(id, recording, cancellationToken))
            return NotFound();
        var reason = Form.SomeOf<BreachReason>("reason", Enum.GetValues<BreachReason>());
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        if ((await Sender.Send(new CloseTemperatureBreach(recording, reason[0], Form.Text("note")) { Shipment = id }, cancellationToken)).Problem is { } problem)
            return Refuse(problem);
        TempData.Say("breach-closed");
        return LocalRedirect(Path);
    }

    private async ValueTask<bool> TryLoadRecordingAsync(Guid id, Guid recording, CancellationToken ct)
    {
        if (!await TryLoadAsync(id, ct) || Shipment.Recordings.FirstOrDefault(r => r.Recording == recording) is not { Breaches.Count: > 0 } breached)
            return false;
        Recording = breached;
        return true;
    }
}
