using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.App.Features.Ledger;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages;

/// <summary>What is to be done today, for what one may do.</summary>
[MayUse(Who.SignedIn)]
public sealed class TodayModel(ISender sender, PersonContext people) : PageModel
{
    /// <summary>How many filings are counted; beyond that it is "more than".</summary>
    public const int MostCounted = 99;

    public Person Person => people.Person!;

    /// <summary>Filings that wait; null for who decides none.</summary>
    public int? Waiting { get; private set; }

    public bool WaitingBeyond { get; private set; }

    /// <summary>Null for who does not operate it.</summary>
    public LogHealthView? Log { get; private set; }

    public RegionRegisterView? Regions { get; private set; }

    public bool Administers => Has(Role.Administrator);

    /// <summary>Members of an organisation whose work of this kind has no pages here.</summary>
    public bool Records => Person.Actor?.Roles.Any(r => r.IsCapacity()) == true;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (Has(Role.Supervisor))
        {
            var filings = (await sender.Send(new ListFilings(After: null, MostCounted), cancellationToken)).Value;
            (Waiting, WaitingBeyond) = (filings.Filings.Count, filings.Next is not null);
        }

        if (Has(Role.Operator))
        {
            Log = (await sender.Send(new GetLogHealth(), cancellationToken)).Value;
            Regions = (await sender.Send(new GetRegionRegister(), cancellationToken)).Value;
        }
    }

    private bool Has(Role role) => Person.Actor?.Has(role) == true;
}
