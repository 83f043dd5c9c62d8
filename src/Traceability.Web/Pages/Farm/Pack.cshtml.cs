using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Products;
using Traceability.App.Features.Records;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>Grades and packs: first which lots, then how much of each goes into how many packs of what.</summary>
[MayUse(Role.Cooperative, Role.Processor)]
public sealed class PackModel(ISender sender, IdempotencyContext idempotency, Wording text, DeploymentNotice notice) : LotsPage(
    sender, text, notice, "kilograms",
    [.. Enumerable.Range(0, MostProducts).SelectMany(i => new[] { $"outputs[{i}].gtin", $"outputs[{i}].packs", $"outputs[{i}].grade", $"outputs[{i}].lot" }), "declaredLossKg", "occurred", "rows"])
{
    private const int MostProducts = 4;

    public IReadOnlyList<Pick> Products { get; private set; } = [];

    public bool MayAdd => Products.Count < MostProducts;

    public async Task<IActionResult> OnGetAsync(string? q, Guid? after, CancellationToken cancellationToken)
    {
        if (From.Length == 0 && Corrects is null)
        {
            Offered = await LotChoice.OfAsync(Sender, Words, "/farm/pack", q, after, loose: true, new Empty(Words["pack.none"], Words["pack.none.next"], Words["harvest.do"], "/farm/harvest"), cancellationToken);
            return Offered.Only is { } only ? LocalRedirect($"/farm/pack?from={only.Batch}") : Page();
        }

        if (!await TryLoadLotsAsync(cancellationToken) || Lots.Any(lot => RoomOf(lot) <= 0))
            return NotFound();
        FillLots();
        foreach (var (i, made) in (Record?.Makes ?? []).Take(MostProducts).Index())
        {
            Form.Fill($"outputs[{i}].gtin", made.Gtin);
            Form.Fill($"outputs[{i}].packs", Text(made.Quantity));
            Form.Fill($"outputs[{i}].grade", made.Grade);
            Form.Fill($"outputs[{i}].lot", made.Lot);
            Form.Fill("rows", (i + 1).ToString(CultureInfo.InvariantCulture));
        }

        await LoadProductsAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await TryLoadLotsAsync(cancellationToken))
            return NotFound();
        await LoadProductsAsync(cancellationToken);
        if (Form.Looks)
            return Page();
        PackTake[] takes = [.. Lots.Select((lot, i) => new PackTake(lot.Batch, Form.Number(InputOf(i))))];
        var makes = new List<PackMake>();
        for (var i = 0; i < Products.Count; i++)
            makes.Add(await MakeAsync(i, takes.Sum(t => t.Kilograms), cancellationToken));
        var (loss, occurred) = (Form.NumberOrNone("declaredLossKg"), Form.Moment("occurred", Notice.TimeZone));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var packed = await Sender.Send(new PackBatches(takes, makes, loss, occurred, Corrects), cancellationToken);
        if (packed.Failed(out var answer))
            return Refuse(packed.Problem);
        TempData.Say("packed");
        return LocalRedirect($"/farm/batches/{answer.Batches[0].Batch}");
    }

    protected override bool Makes(RecordView record) => record.Type.StartsWith("batch.packed/", StringComparison.Ordinal);

    /// <summary>With a single product and no number, as many packs as what is taken fills.</summary>
    private async ValueTask<PackMake> MakeAsync(int i, decimal taken, CancellationToken ct)
    {
        var (picked, packs) = (Form.Picked($"outputs[{i}].gtin"), Form.WholeOrNone($"outputs[{i}].packs"));
        if (!Gtin.TryParse(picked, out var gtin))
            return new PackMake(default, 0);
        if (packs is null && Products.Count > 1)
            Form.Required($"outputs[{i}].packs");
        if (packs is null && (await Sender.Send(new ListProducts(Search: picked, Loose: false), ct)).Value.Items.FirstOrDefault(p => p.Gtin == picked) is { NetContentKg: > 0 } product)
            packs = (int)decimal.Min(decimal.Floor(taken / product.NetContentKg.Value), int.MaxValue);
        LotNumber? lot = Form.Text($"outputs[{i}].lot") is null ? null : Form.Identifier<LotNumber>($"outputs[{i}].lot");
        return new PackMake(gtin, packs ?? 0, lot, Form.Text($"outputs[{i}].grade"));
    }

    private async ValueTask LoadProductsAsync(CancellationToken ct)
    {
        var rows = int.TryParse(Form.Typed("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, MostProducts) : 1;
        if (Form.Looked == "outputs" && rows < MostProducts)
            rows++;
        Form.Fill("rows", rows.ToString(CultureInfo.InvariantCulture));
        var products = new List<Pick>();
        for (var i = 0; i < rows; i++)
            products.Add(await ProductAsync($"outputs[{i}].gtin", loose: false, Words["pack.product"], ct));
        Products = products;
    }
}
