using System.Runtime.CompilerServices;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Labels;
using Traceability.App.Sheets;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Farm;

/// <summary>Sheets of a run's labels as PDF, sent while they are drawn.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class SheetFileModel(ISender sender, LabelSheet sheet, SheetFont font, Wording text) : BatchPage(sender)
{
    /// <summary>A longer run is printed from several files.</summary>
    public const int MostInAFile = 5_000;

    private const int AtOnce = 500;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid run, string? grid, int from, CancellationToken cancellationToken)
    {
        if (!font.IsThere || LabelGrid.Find(grid) is not { } chosen || from < 0 || !await TryLoadAsync(id, cancellationToken)
            || (await Sender.Send(new ListLabels(id, run, from, 1), cancellationToken)).Failed(out var first) || from >= first.Count)
            return NotFound();
        Response.ContentType = "application/pdf";
        Response.Headers.ContentDisposition = $"attachment; filename=\"labels-{Uri.EscapeDataString(Batch.Lot)}-{from + 1}.pdf\"";
        var texts = new SheetTexts(text.PlainName(Product), text["batches.lot"], Batch.Lot);
        await sheet.TryWriteAsync(Response.Body, chosen, texts, LabelsAsync(id, run, from, first.Count, cancellationToken), cancellationToken);
        return new EmptyResult();
    }

    private async IAsyncEnumerable<SheetLabel> LabelsAsync(Guid id, Guid run, int from, int count, [EnumeratorCancellation] CancellationToken ct)
    {
        var last = Math.Min(count, from + MostInAFile);
        for (var next = from; next < last;)
        {
            var page = (await Sender.Send(new ListLabels(id, run, next, Math.Min(AtOnce, last - next)), ct)).Value;
            foreach (var label in page.Labels)
                yield return new SheetLabel(new Uri(label.DigitalLink), label.Serial);
            // The labels of a batch are all the same: the one that there is stands for each.
            if (page.Labels is [{ Serial: null } same])
            {
                for (var i = next + 1; i < last; i++)
                    yield return new SheetLabel(new Uri(same.DigitalLink), Serial: null);
                yield break;
            }

            next += page.Labels.Count;
        }
    }
}
