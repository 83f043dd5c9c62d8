using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Recalls;

/// <summary>The recalls of batches that the reader sees.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor)]
public sealed class IndexModel(ISender sender, Wording text, DeploymentNotice notice) : PageModel
{
    public Register Register { get; private set; } = null!;

    public async Task OnGetAsync(string? open, Guid? after, CancellationToken cancellationToken)
    {
        var state = new Filter("open", text["recalls.state"], open, new FilterOption("yes", text["recalls.open"]));
        var finder = new Finder("/recalls", Label: null, Sought: null, state);
        var page = (await sender.Send(new ListRecalls(state.Option is not null, after), cancellationToken)).Value;
        Register = new Register(
            text["recalls"],
            [text["batches.lot"], text["recall.class"], text["recalls.opened"], text["recalls.state"]],
            [.. page.Items.Select(Row)],
            Pager.Of(finder.Address, after?.ToString(), page.Next?.ToString()),
            new Empty(text["recalls.none"], text["recalls.none.next"]))
        { Finder = finder };
    }

    private RegisterRow Row(ListedRecall r) => new(
        Cell.Code(string.Join(", ", r.Batches.Select(b => Uri.UnescapeDataString(b[(b.LastIndexOf('/') + 1)..])))),
        $"/recalls/{r.Recall}",
        Cell.Of(text[$"recall.class.{r.Class}"]),
        Cell.Day(notice.Here(r.OpenedAt), text),
        r.ClosedAt is null ? Cell.Mark("stop", text["recalls.open"]) : Cell.Mark("unknown", text["recalls.closed"]));
}
