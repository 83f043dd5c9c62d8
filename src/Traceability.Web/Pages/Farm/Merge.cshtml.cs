using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Records;
using Traceability.App.Pipeline;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>Makes one loose lot of several; each keeps its part in it.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse)]
public sealed class MergeModel(ISender sender, IdempotencyContext idempotency, Wording text, DeploymentNotice notice) : LotsPage(sender, text, notice, "kilograms", "gtin", "declaredLossKg", "grade", "occurred", "lot")
{
    private const string Amount = "kilograms";

    public Pick Product { get; private set; } = null!;

    public MassSum Sum => new(TakenKg, decimal.Max(0, TakenKg - (Form.Amount("declaredLossKg") ?? 0)));

    public async Task<IActionResult> OnGetAsync(string? q, Guid? after, CancellationToken cancellationToken)
    {
        if (From.Length < 2 && Corrects is null)
        {
            Offered = await LotChoice.OfAsync(Sender, Words, "/farm/merge", q, after, loose: true, new Empty(Words["pack.none"], Words["pack.none.next"], Words["harvest.do"], "/farm/harvest"), cancellationToken, From);
            return Page();
        }

        if (!await TryLoadLotsAsync(cancellationToken) || Lots.Any(lot => RoomOf(lot) <= 0))
            return NotFound();
        FillLots();
        Form.Fill("gtin", Lots[0].Gtin);
        if (Record is { Makes: [var made, ..] } record)
        {
            Form.Fill("gtin", made.Gtin);
            Form.Fill("lot", made.Lot);
            Form.Fill("grade", made.Grade);
            Form.Fill("declaredLossKg", Text(record.LossKg ?? 0));
        }

        Product = await ProductAsync("gtin", loose: true, Words["merge.product"], cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await TryLoadLotsAsync(cancellationToken))
            return NotFound();
        Product = await ProductAsync("gtin", loose: true, Words["merge.product"], cancellationToken);
        if (Form.Looks)
            return Page();
        MergeTake[] takes = [.. Lots.Select((lot, i) => new MergeTake(lot.Batch, Form.Number(InputOf(i))))];
        var (picked, loss, occurred) = (Form.Picked("gtin"), Form.NumberOrNone("declaredLossKg"), Form.Moment("occurred", Notice.TimeZone));
        LotNumber? lot = Form.Text("lot") is null ? null : Form.Identifier<LotNumber>("lot");
        if (!Gtin.TryParse(picked, out var gtin) && !Form.Refused)
            Form.Refuse(FormProblems.NothingChosen("gtin"));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var merged = await Sender.Send(new MergeBatches(takes, gtin, loss ?? 0, lot, Form.Text("grade"), occurred, Corrects), cancellationToken);
        if (merged.Failed(out var answer))
            return Refuse(Beside(merged.Problem, Amount));
        TempData.Say("merged");
        return LocalRedirect($"/farm/batches/{answer.Batch}");
    }

    protected override bool Makes(RecordView record) => record.Step == TransformationStep.Merge;
}
