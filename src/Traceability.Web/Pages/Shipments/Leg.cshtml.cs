using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Logistics;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Shipments;

/// <summary>Who sends or carries it records one part of its way, when it is done.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller)]
public sealed class LegModel(ISender sender, IdempotencyContext idempotency, DeploymentNotice notice) : ShipmentPage(
    sender, "departed", "arrived", "vehicle", "fromPlace", "from", "toPlace", "to", "carrier")
{
    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        var begins = Shipment.Legs.Count == 0 ? Shipment.Departed : Shipment.Legs.Max(l => l.Arrived);
        // Minutes are what a browser asks for: the next whole one is not before the dispatch.
        var minute = notice.Here(begins).AddMinutes(begins.Second > 0 || begins.Millisecond > 0 ? 1 : 0);
        Form.Fill("departed", minute.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        var (departed, arrived) = (Form.RequiredMoment("departed", notice.TimeZone), Form.RequiredMoment("arrived", notice.TimeZone));
        var (from, to, carrier) = (Read<RegionCode>("from"), Read<RegionCode>("to"), Read<UnifiedSocialCreditCode>("carrier"));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var recorded = await Sender.Send(
            new RecordLeg(departed, arrived, carrier, from, to, Form.Text("fromPlace"), Form.Text("toPlace"), Form.Text("vehicle")) { Shipment = id }, cancellationToken);
        if (recorded.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("leg");
        return LocalRedirect(Path);
    }

    private T? Read<T>(string field)
        where T : struct, IIdentifier<T> => Form.Text(field) is null ? null : Form.Identifier<T>(field);
}
