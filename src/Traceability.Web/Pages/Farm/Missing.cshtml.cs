using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>Which facts nobody recorded of each packed batch: those that make a scan say "look here", and those that would do it good.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class MissingModel(ISender sender, Wording text, DeploymentNotice notice) : PageModel
{
    /// <summary>Each row is a whole trace.</summary>
    private const int OnAPage = 20;

    public Register Register { get; private set; } = null!;

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var page = (await sender.Send(new ListBatches(after, OnAPage, Loose: false), cancellationToken)).Value;
        var rows = new List<RegisterRow>();
        foreach (var batch in page.Items)
            rows.Add(await RowAsync(batch, cancellationToken));
        Register = new Register(
            text["missing"],
            [text["batches.product"], text["batches.lot"], text["batches.made"], text["missing.required"], text["missing.useful"]],
            rows,
            Pager.Of("/farm/missing", after?.ToString(), page.Next?.ToString()),
            new Empty(text["missing.nothing"], text["missing.nothing.next"], text["pack.do"], "/farm/pack"));
    }

    private async ValueTask<RegisterRow> RowAsync(ListedBatch b, CancellationToken ct)
    {
        var verdict = b.LabelsIssued > 0 && await sender.Send(new GetTrace(Gtin.Parse(b.Gtin), LotNumber.Parse(b.Lot), Serial: null), ct) is { Succeeded: true } trace ? trace.Value.Verdict : null;
        return new RegisterRow(
            text.Product(b.ProductName, b.ProductNameEn, b.Gtin), $"/farm/batches/{b.Batch}",
            Cell.Code(b.Lot),
            Cell.Day(notice.Here(b.MadeAt), text),
            verdict switch
            {
                null => Cell.Mark("look", text["missing.labels"]),
                { Missing.Count: 0 } => Cell.Mark("good", text["missing.none"]),
                _ => Cell.Mark("look", Band.Kinds(verdict.Missing, text)),
            },
            verdict is { NotRecorded.Count: > 0 } ? Cell.Of(Band.Kinds(verdict.NotRecorded, text)) : null);
    }
}
