using Mediator;
using Traceability.App.Access;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Logistics;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>What is to be sent, to be driven and to be received, and temperature breaches that nobody has answered for.</summary>
internal sealed class Shipments(ISender sender, Wording text) : ITodaysWork
{
    private static readonly Role[] Sending = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics];

    public async ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        var tasks = new List<TodaysTask>();
        if (person.Actor is not { } actor)
            return tasks;
        var moves = actor.Organisation is not null && DispatchShipment.AllowedTo.Any(actor.Has);
        if (moves || actor.Has(Role.Supervisor))
        {
            await CountAsync(
                tasks, new ListShipments(Side: moves ? ShipmentSide.Receives : null, Breached: true), Urgency.Wrong, "today.breaches", moves ? "/shipments?side=Receives&breach=open" : "/shipments?breach=open", ct);
        }

        if (!moves)
            return tasks;
        await CountAsync(tasks, new ListShipments(State: ShipmentState.OnTheWay, Side: ShipmentSide.Receives), Urgency.Waiting, "today.incoming", "/shipments?state=OnTheWay&side=Receives", ct);
        if (actor.Has(Role.Logistics))
            await CountAsync(tasks, new ListShipments(State: ShipmentState.OnTheWay, Side: ShipmentSide.Carries, Driven: false), Urgency.Work, "today.drive", "/shipments?state=OnTheWay&side=Carries", ct);
        if (!Sending.Any(actor.Has))
            return tasks;
        var packed = (await sender.Send(new ListBatches(Limit: TodaysTask.MostCounted, Held: true, Stopped: false, Loose: false), ct)).Value;
        if (packed.Items.Count(b => b.LabelsIssued > 0) is > 0 and var ready)
            tasks.Add(new(Urgency.Work, text["today.dispatch"], text["today.dispatch.do"], "/shipments/new") { Count = ready, Beyond = packed.Next is not null });
        return tasks;
    }

    private async ValueTask CountAsync(List<TodaysTask> tasks, ListShipments query, Urgency urgency, string title, string href, CancellationToken ct)
    {
        var found = (await sender.Send(query with { Limit = TodaysTask.MostCounted }, ct)).Value;
        if (found.Items.Count > 0)
            tasks.Add(new(urgency, text[title], text[title + ".do"], href) { Count = found.Items.Count, Beyond = found.Next is not null });
    }
}
