using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.App.Features.Logistics;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Shipments;

/// <summary>One shipment: who sends what to whom, its way, what was read on it, and what came.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor)]
public sealed class ShowModel(ISender sender, ActorContext actors) : ShipmentPage(sender)
{
    public bool MayReceive => Shipment.State == ShipmentState.OnTheWay && Shipment.Sides.Contains(ShipmentSide.Receives);

    public bool MayDrive => Shipment.State == ShipmentState.OnTheWay && (Shipment.Sides.Contains(ShipmentSide.Sends) || Shipment.Sides.Contains(ShipmentSide.Carries));

    public bool MayRead => IsParty;

    public bool SeesBatches => actors.Actor is { } actor && Farm.BatchPage.ForWhom.Any(actor.Has);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await TryLoadAsync(id, cancellationToken) ? Page() : NotFound();
}
