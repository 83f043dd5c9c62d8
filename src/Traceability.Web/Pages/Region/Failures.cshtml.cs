using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Quality;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Region;

/// <summary>The tests of the region that stopped something.</summary>
[MayUse(Role.Supervisor)]
public sealed class FailuresModel(ISender sender, Wording text) : PageModel
{
    private const string Path = "/region/failures";

    public Register Register { get; private set; } = null!;

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var list = (await sender.Send(new ListInspections(Failed: true, After: after), cancellationToken)).Value;
        Register = new Register(
            text["room.failures"], InspectionRows.Columns(text), [.. list.Items.Select(i => InspectionRows.Of(i, text))], Pager.Of(Path, after?.ToString(), list.Next?.ToString()),
            new Empty(text["failures.none"], text["failures.none.next"]));
    }
}
