using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Records;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Farm;

/// <summary>Parts of a batch go on as lots of their own.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class SplitModel(ISender sender, IdempotencyContext idempotency, DeploymentNotice notice) : BatchPage(
    sender, [.. Enumerable.Range(0, Most).Select(i => $"quantities[{i}]"), "loss", "occurred", "rows", "quantities"])
{
    public const int Most = 16;

    [BindProperty(SupportsGet = true, Name = "corrects")]
    public Guid? Corrects { get; set; }

    /// <summary>The split that is put right; null where none is.</summary>
    public RecordView? Record { get; private set; }

    public int Rows { get; private set; } = 1;

    /// <summary>How much there is to take, in the batch's own unit.</summary>
    public decimal Room => (Batch.Held ?? 0) + (Record is { Void: false } record ? record.Takes[0].Quantity : 0);

    /// <summary>What stands in the fields now.</summary>
    public decimal Taken => Enumerable.Range(0, Rows).Sum(i => Form.Amount($"quantities[{i}]") ?? 0) + (Form.Amount("loss") ?? 0);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadSplitAsync(id, cancellationToken) || Room <= 0)
            return NotFound();
        foreach (var (i, made) in (Record?.Makes ?? []).Take(Most).Index())
        {
            Form.Fill($"quantities[{i}]", made.Quantity.ToString("0.######", CultureInfo.InvariantCulture));
            Rows = i + 1;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadSplitAsync(id, cancellationToken))
            return NotFound();
        Rows = int.TryParse(Form.Typed("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, Most) : 1;
        if (Form.Looked == "quantities" && Rows < Most)
            Rows++;
        if (Form.Looks)
            return Page();
        decimal[] parts = [.. Enumerable.Range(0, Rows).Select(i => Form.Number($"quantities[{i}]"))];
        var (loss, occurred) = (Form.NumberOrNone("loss"), Form.Moment("occurred", notice.TimeZone));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var split = await Sender.Send(new SplitBatch(parts, loss ?? 0, occurred, Corrects) { Batch = id }, cancellationToken);
        if (split.Failed(out var answer))
            return Refuse(Beside(split.Problem));
        TempData.Say("split");
        return LocalRedirect($"/farm/batches/{answer.Batches[0].Batch}");
    }

    /// <summary>What is refused about the whole stands beside the first part.</summary>
    private static Problem Beside(Problem problem) => problem.Field?.StartsWith("inputs[", StringComparison.Ordinal) == true ? problem.On("quantities[0]") : problem;

    private async ValueTask<bool> TryLoadSplitAsync(Guid id, CancellationToken ct)
    {
        if (!await TryLoadAsync(id, ct) || Batch.Held is null)
            return false;
        if (Corrects is not { } entry)
            return true;
        if ((await Sender.Send(new GetRecord(entry), ct)).Failed(out var record) || record.Step != TransformationStep.Split || record.Takes[0].Batch != id)
            return false;
        Record = record;
        return true;
    }
}
