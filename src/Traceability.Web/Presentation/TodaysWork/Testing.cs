using Mediator;
using Traceability.App.Access;
using Traceability.App.Features.Quality;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>What a laboratory is asked for, and what failed in a supervisor's region.</summary>
internal sealed class Testing(ISender sender, Wording text) : ITodaysWork
{
    public async ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        var tasks = new List<TodaysTask>();
        if (person.Actor?.Has(Role.Inspector) == true)
        {
            tasks.Add(await CountAsync(new ListInspections(InspectionState.Requested, Mine: true, Limit: TodaysTask.MostCounted), Urgency.Waiting, text["today.tests.requested"], text["today.tests.requested.do"], "/inspections?state=requested", ct));
            tasks.Add(await CountAsync(new ListInspections(InspectionState.Sampled, Mine: true, Limit: TodaysTask.MostCounted), Urgency.Waiting, text["today.tests.sampled"], text["today.tests.sampled.do"], "/inspections?state=sampled", ct));
        }

        if (person.Actor?.Has(Role.Supervisor) == true)
            tasks.Add(await CountAsync(new ListInspections(Failed: true, Limit: TodaysTask.MostCounted), Urgency.Wrong, text["today.tests.failed"], text["today.tests.failed.do"], "/region/failures", ct));
        return tasks;
    }

    private async Task<TodaysTask> CountAsync(ListInspections query, Urgency urgency, string title, string detail, string href, CancellationToken ct)
    {
        var list = (await sender.Send(query, ct)).Value;
        return new TodaysTask(list.Items.Count == 0 ? Urgency.Sometime : urgency, title, detail, href) { Count = list.Items.Count, Beyond = list.Next is not null };
    }
}
