using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.TodaysWork;

namespace Traceability.Web.Pages.Farm;

/// <summary>The ways from a harvest to its labels.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class IndexModel(PersonContext people, Wording text) : PageModel
{
    public IReadOnlyList<TodaysTask> Ways { get; private set; } = [];

    public bool Grows => Has(Role.Cooperative);

    public void OnGet()
    {
        var ways = new List<TodaysTask>();
        Add(Grows || Has(Role.Processor), "pack.do", "pack.what", "/farm/pack", "pack");
        Add(Grows || Has(Role.Processor) || Has(Role.Warehouse), "merge.do", "merge.what", "/farm/merge", "merge");
        Add(Grows || Has(Role.Processor) || Has(Role.Warehouse), "process.do", "process.what", "/farm/process", "process");
        Add(may: true, "batches", "batches.what", "/farm/batches", "labels");
        Add(may: true, "missing", "missing.what", "/farm/missing", "look");
        Add(Grows, "bases", "bases.what", "/farm/bases", "harvest");
        Add(Grows || Has(Role.Processor), "products", "products.what", "/farm/products", "receipt");
        Ways = ways;

        void Add(bool may, string title, string detail, string href, string icon)
        {
            if (may)
                ways.Add(new TodaysTask(Urgency.Work, text[title], text[detail], href) { Icon = icon });
        }
    }

    private bool Has(Role role) => people.Person?.Actor?.Has(role) == true;
}
