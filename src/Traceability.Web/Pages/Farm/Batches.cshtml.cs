using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Batches;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>The batches that the organisation has to do with, the newest first.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class BatchesModel(ISender sender, Wording text, DeploymentNotice notice) : PageModel
{
    public Register Register { get; private set; } = null!;

    public async Task OnGetAsync(string? q, string? kind, string? standing, string? held, Guid? after, CancellationToken cancellationToken)
    {
        var kinds = new Filter("kind", text["batches.kind"], kind, [.. Enum.GetNames<BatchKind>().Select(k => new FilterOption(k, text[$"kind.{k}"]))]);
        var hold = new Filter("held", text["batches.held"], held, new FilterOption("yes", text["batches.held.yes"]), new FilterOption("no", text["batches.held.no"]));
        var stands = new Filter("standing", text["batches.standing"], standing, new FilterOption("stopped", text["batches.stopped"]), new FilterOption("moves", text["batches.moves"]));
        var finder = new Finder("/farm/batches", text["batches.search"], q?.Length > Finder.MaxLength ? q[..Finder.MaxLength] : q, kinds, hold, stands);
        var page = (await sender.Send(
            new ListBatches(after, Search: finder.Sought, Kind: kinds.Option is { } k ? Enum.Parse<BatchKind>(k.Value) : null, Held: hold.Option is { } h ? h.Value == "yes" : null, Stopped: stands.Option is { } s ? s.Value == "stopped" : null), cancellationToken)).Value;
        Register = new Register(
            text["batches"],
            [text["batches.product"], text["batches.lot"], text["batches.made"], text["batches.quantity"], text["batches.held"]],
            [.. page.Items.Select(Row)],
            Pager.Of(finder.Address, after?.ToString(), page.Next?.ToString()),
            new Empty(text["batches.none"], text["batches.none.next"], text["harvest.do"], "/farm/harvest"))
        { Finder = finder };
    }

    private RegisterRow Row(ListedBatch b) => new(
        text.Product(b.ProductName, b.ProductNameEn, b.Gtin),
        $"/farm/batches/{b.Batch}",
        b.Stopped ? Cell.With(Cell.Code(b.Lot), Cell.Mark("stop", text["batches.stopped"])) : Cell.Code(b.Lot),
        Cell.Day(notice.Here(b.MadeAt), text),
        Cell.Of(text.Measure(b.Quantity, b.Unit)),
        b.Held is { } held ? Cell.Of(text.Measure(held, b.Unit)) : null);
}
