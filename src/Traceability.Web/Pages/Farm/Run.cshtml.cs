using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Labels;
using Traceability.App.Sheets;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Farm;

/// <summary>A run of labels: on which sheets it is printed.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class RunModel(ISender sender, SheetFont font) : BatchPage(sender)
{
    public LabelsView Run { get; private set; } = null!;

    public bool Serialised => Run.Labels.Any(l => l.Serial is not null);

    /// <summary>Whether a sheet can be drawn as PDF here.</summary>
    public bool HasFont => font.IsThere;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid run, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken) || (await Sender.Send(new ListLabels(id, run, 0, 1), cancellationToken)).Failed(out var labels))
            return NotFound();
        Run = labels;
        return Page();
    }

    public IReadOnlyList<LabelGrid> Grids => LabelGrid.All;

    public string Sheet(LabelGrid grid) => $"/farm/batches/{Batch.Batch}/labels/{Run.Run}/sheet?grid={grid.Name}";

    /// <summary>The files that the run is printed from, each with a number of labels that is not too long to wait for.</summary>
    public IEnumerable<(int From, int To, string Address)> Files(LabelGrid grid) =>
        from part in Enumerable.Range(0, ((Run.Count - 1) / SheetFileModel.MostInAFile) + 1)
        let first = part * SheetFileModel.MostInAFile
        select (first + 1, Math.Min(Run.Count, first + SheetFileModel.MostInAFile), $"/farm/batches/{Batch.Batch}/labels/{Run.Run}/sheet.pdf?grid={grid.Name}&from={first}");
}
