using Mediator;
using Traceability.App.Access;
using Traceability.App.Features.Supervision;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>Recalls that are not closed.</summary>
internal sealed class Recalls(ISender sender, Wording text) : ITodaysWork
{
    public async ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        if (person.Actor is not { } actor || !ListRecalls.AllowedTo.Any(actor.Has))
            return [];
        var open = (await sender.Send(new ListRecalls(Open: true, Limit: TodaysTask.MostCounted), ct)).Value;
        return open.Items.Count == 0
            ? []
            : [new(Urgency.Waiting, text["recalls"], text["recalls.lead"], "/recalls?open=yes") { Count = open.Items.Count, Beyond = open.Next is not null }];
    }
}
