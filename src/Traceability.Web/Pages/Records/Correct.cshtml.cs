using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Records;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Records;

/// <summary>Leads to the form that made a record, filled with what it said.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller)]
public sealed class CorrectModel(ISender sender) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid entry, CancellationToken cancellationToken) =>
        !(await sender.Send(new GetRecord(entry), cancellationToken)).Failed(out var record) && FormOf(record) is { } form ? LocalRedirect($"{form}?corrects={entry}") : NotFound();

    /// <returns>Null for what no form puts right.</returns>
    private static string? FormOf(RecordView record) => (record.Type.Split('/')[0], record.Step) switch
    {
        ("batch.harvested", _) => "/farm/harvest",
        ("batch.packed", _) => "/farm/pack",
        (_, TransformationStep.Merge) => "/farm/merge",
        (_, TransformationStep.Process) => "/farm/process",
        (_, TransformationStep.Split) => $"/farm/batches/{record.Takes[0].Batch}/split",
        _ => null,
    };
}
