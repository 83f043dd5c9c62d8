using Mediator;
using Traceability.App.Access;
using Traceability.App.Features.Ledger;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>The log's health and the register of regions, for who operates it.</summary>
internal sealed class Operation(ISender sender, Wording text) : ITodaysWork
{
    public async ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        if (person.Actor?.Has(Role.Operator) != true)
            return [];
        var log = (await sender.Send(new GetLogHealth(), ct)).Value;
        var tone = log.Well ? "good" : "stop";
        List<TodaysTask> tasks =
        [
            new(log.Well ? Urgency.Work : Urgency.Wrong, text[log.Well ? "log.well" : "log.ill"], text.Count("log.logged", log.Logged) + text["comma"] + text.Count("log.waiting", log.Waiting), "/operating")
            { Icon = tone, Tone = tone },
        ];
        if ((await sender.Send(new GetRegionRegister(), ct)).Value.Count == 0)
            tasks.Add(new(Urgency.Wrong, text["regions.none"], text["today.regions.do"], "/operating") { Icon = "look", Tone = "look" });
        return tasks;
    }
}
