using Mediator;
using Traceability.App.Access;
using Traceability.App.Features.Batches;
using Traceability.Domain.Parties;

namespace Traceability.Web.Presentation.TodaysWork;

/// <summary>Harvesting, and what lies there to be packed and labelled.</summary>
internal sealed class Farm(ISender sender, Wording text) : ITodaysWork
{
    public async ValueTask<IReadOnlyList<TodaysTask>> ForAsync(Person person, CancellationToken ct)
    {
        var tasks = new List<TodaysTask>();
        if (person.Actor is not { } actor)
            return tasks;
        if (actor.Has(Role.Cooperative))
            tasks.Add(new(Urgency.Work, text["harvest.do"], text["harvest.lead"], "/farm/harvest") { Icon = "harvest" });
        if (!actor.Has(Role.Cooperative) && !actor.Has(Role.Processor))
            return tasks;
        var loose = (await sender.Send(new ListBatches(Limit: TodaysTask.MostCounted, Held: true, Stopped: false, Loose: true), ct)).Value;
        if (loose.Items.Count > 0)
            tasks.Add(new(Urgency.Work, text["today.pack"], text["today.pack.do"], "/farm/pack") { Count = loose.Items.Count, Beyond = loose.Next is not null });
        var packed = (await sender.Send(new ListBatches(Limit: TodaysTask.MostCounted, Held: true, Stopped: false, Loose: false), ct)).Value;
        if (packed.Items.Count(b => b.LabelsIssued == 0) is > 0 and var bare)
            tasks.Add(new(Urgency.Work, text["today.labels"], text["today.labels.do"], "/farm/batches?held=yes") { Count = bare });
        return tasks;
    }
}
