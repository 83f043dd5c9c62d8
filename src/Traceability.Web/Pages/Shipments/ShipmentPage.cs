using Mediator;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Trace;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Shipments;

/// <summary>A page about one shipment that the organisation sees.</summary>
public abstract class ShipmentPage(ISender sender, params IReadOnlyList<string> fields) : FormPage(fields)
{
    public ShipmentView Shipment { get; private set; } = null!;

    public IReadOnlyDictionary<string, PlaceView> Places { get; private set; } = new Dictionary<string, PlaceView>(StringComparer.Ordinal);

    public string Path => $"/shipments/{Shipment.Shipment}";

    protected ISender Sender => sender;

    /// <summary>Who sends it, carries a part of it or receives it.</summary>
    protected bool IsParty => Shipment.Sides.Count > 0;

    /// <summary>Goods as a heading names them: the first by name, the others by their number.</summary>
    public string Title(Wording text) => text.Goods(Shipment.Items);

    /// <returns>False where there is no such shipment for them.</returns>
    protected async ValueTask<bool> TryLoadAsync(Guid id, CancellationToken ct)
    {
        var found = await sender.Send(new GetShipment(id), ct);
        if (found.Failed(out var shipment))
            return false;
        Shipment = shipment;
        Places = await sender.PlacesAsync(shipment.Legs.SelectMany(l => new[] { l.From, l.To }).Append(shipment.From).Append(shipment.To), ct);
        return true;
    }
}
