using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.App.Features.Batches;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;
using Traceability.Web.Presentation.TodaysWork;

namespace Traceability.Web.Pages.Region;

/// <summary>What a supervisor has to see to: what waits in their regions, and every batch that was made there or is there.</summary>
[MayUse(Role.Supervisor)]
public sealed class IndexModel(ISender sender, IEnumerable<ITodaysWork> areas, PersonContext people, Wording text, DeploymentNotice notice) : PageModel
{
    public const string Path = "/region";

    /// <summary>What each area has for them, as on the start page.</summary>
    public IReadOnlyList<TodaysTask> Tasks { get; private set; } = [];

    public Register Register { get; private set; } = null!;

    public async Task OnGetAsync(string? q, string? kind, string? standing, Guid? after, CancellationToken cancellationToken)
    {
        var tasks = new List<TodaysTask>();
        foreach (var area in areas)
            tasks.AddRange(await area.ForAsync(people.Person!, cancellationToken));
        Tasks = [.. tasks.Where(t => t.Href.StartsWith(Path + '/', StringComparison.Ordinal) || t.Href.StartsWith("/approvals", StringComparison.Ordinal)).OrderBy(t => t.Urgency)];

        var kinds = new Filter("kind", text["batches.kind"], kind, [.. Enum.GetNames<BatchKind>().Select(k => new FilterOption(k, text[$"kind.{k}"]))]);
        var stands = new Filter("standing", text["batches.standing"], standing, new FilterOption("stopped", text["batches.stopped"]), new FilterOption("moves", text["batches.moves"]));
        var finder = new Finder(Path, text["region.search"], q?.Length > Finder.MaxLength ? q[..Finder.MaxLength] : q, kinds, stands);
        var page = (await sender.Send(new ListBatches(after, Search: finder.Sought, Kind: kinds.Option is { } k ? Enum.Parse<BatchKind>(k.Value) : null, Stopped: stands.Option is { } s ? s.Value == "stopped" : null), cancellationToken)).Value;
        Register = new Register(
            text["batches"],
            [text["batches.product"], text["batches.lot"], text["batches.made"], text["batches.quantity"], text["region.producer"]],
            [.. page.Items.Select(Row)],
            Pager.Of(finder.Address, after?.ToString(), page.Next?.ToString()),
            new Empty(text["region.none"], text["region.none.next"]))
        { Finder = finder };
    }

    private RegisterRow Row(ListedBatch b) => new(
        text.Product(b.ProductName, b.ProductNameEn, b.Gtin),
        $"/farm/batches/{b.Batch}",
        b.Stopped ? Cell.With(Cell.Code(b.Lot), Cell.Mark("stop", text["batches.stopped"])) : Cell.Code(b.Lot),
        Cell.Day(notice.Here(b.MadeAt), text),
        Cell.Of(text.Measure(b.Quantity, b.Unit)),
        text.Product(b.ProducerName, b.ProducerNameEn, b.Producer));
}
