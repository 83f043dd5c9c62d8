using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.TodaysWork;

namespace Traceability.Web.Pages;

/// <summary>What is to be done today: what each area has for whoever is signed in, the most urgent first.</summary>
[MayUse(Who.SignedIn)]
public sealed class TodayModel(IEnumerable<ITodaysWork> areas, PersonContext people) : PageModel
{
    public Person Person => people.Person!;

    public IReadOnlyList<TodaysTask> Tasks { get; private set; } = [];

    /// <summary>Nobody waits for anything and nothing is wrong.</summary>
    public bool Quiet => Tasks.All(t => t.Urgency >= Urgency.Work);

    /// <summary>Members of an organisation, who may record by program as well.</summary>
    public bool Records => Person.Actor?.Roles.Any(r => r.IsCapacity()) == true;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var tasks = new List<TodaysTask>();
        foreach (var area in areas)
            tasks.AddRange(await area.ForAsync(Person, cancellationToken));
        Tasks = [.. tasks.OrderBy(t => t.Urgency)];
    }
}
