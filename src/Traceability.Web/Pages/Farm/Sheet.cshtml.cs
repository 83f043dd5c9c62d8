using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Labels;
using Traceability.App.Sheets;
using Traceability.App.Symbols;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Farm;

/// <summary>Sheets of a run's labels to be printed from the browser, some at a time.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class SheetModel(ISender sender) : BatchPage(sender)
{
    /// <summary>A browser lays out so many sheets without effort.</summary>
    private const int MostSheets = 8;

    public LabelGrid Grid { get; private set; } = LabelGrid.ThreeByEight;

    public IReadOnlyList<(LabelView Label, QrModules Symbol)[]> Sheets { get; private set; } = [];

    public int From { get; private set; }

    public int To { get; private set; }

    public int Count { get; private set; }

    public Guid Run { get; private set; }

    public string? Next => To < Count ? $"/farm/batches/{Batch.Batch}/labels/{Run}/sheet?grid={Grid.Name}&from={To}" : null;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid run, string? grid, int from, CancellationToken cancellationToken)
    {
        if (LabelGrid.Find(grid ?? Grid.Name) is not { } chosen || from < 0 || !await TryLoadAsync(id, cancellationToken))
            return NotFound();
        var most = chosen.OnASheet * MostSheets;
        if ((await Sender.Send(new ListLabels(id, run, from, most), cancellationToken)).Failed(out var labels) || from >= labels.Count)
            return NotFound();
        (Grid, Run, From, Count) = (chosen, run, from, labels.Count);
        var drawn = labels.Labels.Select(l => (l, QrSymbol.Modules(new Uri(l.DigitalLink)))).ToList();
        // The labels of a batch are all the same: the one that there is stands for each.
        if (drawn is [({ Serial: null }, _) same])
            drawn = [.. Enumerable.Repeat(same, Math.Min(most, Count - from))];
        To = from + drawn.Count;
        Sheets = [.. drawn.Chunk(chosen.OnASheet)];
        return Page();
    }
}
