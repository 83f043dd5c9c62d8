using Mediator;
using Traceability.App.Access;
using Traceability.App.Features.Parties;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>Filings that wait for a supervisor.</summary>
internal sealed class Approvals(ISender sender, Wording text) : ITodaysWork
{
    public async ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        if (person.Actor?.Has(Role.Supervisor) != true)
            return [];
        var filings = (await sender.Send(new ListFilings(After: null, TodaysTask.MostCounted), ct)).Value;
        var waiting = filings.Filings.Count;
        return
        [
            new(waiting == 0 ? Urgency.Sometime : Urgency.Waiting, text["today.filings"], text[waiting == 0 ? "approvals.none.next" : "today.filings.do"], "/approvals")
            { Count = waiting, Beyond = filings.Next is not null },
        ];
    }
}
