using Mediator;
using Traceability.App.Access;
using Traceability.App.Features.Complaints;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>Complaints that wait: for the supervisor to decide, for who made the goods to know.</summary>
internal sealed class Complaints(ISender sender, Wording text) : ITodaysWork
{
    public async ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        var supervises = person.Actor?.Has(Role.Supervisor) == true;
        if (!supervises && !Makes(person))
            return [];
        var waiting = (await sender.Send(new ListComplaints(Waiting: true, Limit: TodaysTask.MostCounted), ct)).Value;
        var count = waiting.Items.Count;
        return
        [
            new(count == 0 ? Urgency.Sometime : Urgency.Waiting, text["complaints"], text[supervises ? "complaints.region.lead" : "complaints.farm.lead"], supervises ? "/region/complaints" : "/farm/complaints")
            { Count = count, Beyond = waiting.Next is not null },
        ];
    }

    private static bool Makes(Person person) => person.Actor?.Organisation is not null && (person.Actor.Has(Role.Cooperative) || person.Actor.Has(Role.Processor));
}
