using Mediator;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.App.Features.Logistics;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Shipments;

/// <summary>The shipments that the reader sends, carries, receives or supervises, the newest first.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Supervisor)]
public sealed class IndexModel(ISender sender, ActorContext actors, Wording text, DeploymentNotice notice) : PageModel
{
    public Register Register { get; private set; } = null!;

    public bool MaySend => actors.Actor is { } actor && DispatchShipment.AllowedTo.Any(actor.Has);

    public async Task OnGetAsync(string? q, string? state, string? side, string? breach, Guid? after, CancellationToken cancellationToken)
    {
        var states = new Filter("state", text["shipments.state"], state, [.. Enum.GetNames<ShipmentState>().Select(s => new FilterOption(s, text[$"shipment.state.{s}"]))]);
        var sides = new Filter("side", text["shipments.side"], side, MaySend ? [.. Enum.GetNames<ShipmentSide>().Select(s => new FilterOption(s, text[$"shipment.side.{s}"]))] : []);
        var breaches = new Filter("breach", text["temperature"], breach, new FilterOption("open", text["shipments.breached"]));
        var finder = new Finder("/shipments", text["shipments.search"], q?.Length > Finder.MaxLength ? q[..Finder.MaxLength] : q, MaySend ? [states, sides, breaches] : [states, breaches]);
        var page = (await sender.Send(
            new ListShipments(
                after, Search: finder.Sought, State: states.Option is { } s ? Enum.Parse<ShipmentState>(s.Value) : null, Side: sides.Option is { } d ? Enum.Parse<ShipmentSide>(d.Value) : null,
                Breached: breaches.Option is null ? null : true),
            cancellationToken)).Value;
        Register = new Register(
            text["shipments"],
            [text["shipment.goods"], text["shipment.from-to"], text["recall.departed"], text["shipments.state"], text["stop.sscc"]],
            [.. page.Items.Select(Row)],
            Pager.Of(finder.Address, after?.ToString(), page.Next?.ToString()),
            MaySend ? new Empty(text["shipments.none"], text["shipments.none.next"], text["shipments.new"], "/shipments/new") : new Empty(text["shipments.none"], text["shipments.none.region"]))
        { Finder = finder };
    }

    private RegisterRow Row(ListedShipment s) => new(
        Cell.With(Cell.Given(text.Goods(s.Items)), Cell.Code(string.Join(", ", s.Items.Select(i => i.Lot)))),
        $"/shipments/{s.Shipment}",
        Cell.With(text.Named(s.Sender), new HtmlContentBuilder().Append("→ ").AppendHtml(text.Named(s.Receiver))),
        Cell.Day(notice.Here(s.Departed), text),
        s.Breaches > 0 ? Cell.With(text.Mark(s.State), Cell.Mark("look", text["shipments.breached"])) : text.Mark(s.State),
        s.Sscc is { } sscc ? Cell.Code(sscc) : null);
}
