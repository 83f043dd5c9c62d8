using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Products;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>Grades and packs: first which lots, then how much of each goes into how many packs of what.</summary>
[MayUse(Role.Cooperative, Role.Processor)]
public sealed class PackModel(ISender sender, IdempotencyContext idempotency, Wording text, DeploymentNotice notice) : FormPage(
    [
        .. Enumerable.Range(0, MostLots).Select(i => $"inputs[{i}].kilograms"),
        .. Enumerable.Range(0, MostProducts).SelectMany(i => new[] { $"outputs[{i}].gtin", $"outputs[{i}].packs", $"outputs[{i}].grade" }),
        "declaredLossKg", "occurred", "rows",
    ])
{
    private const int MostLots = 16;
    private const int MostProducts = 4;
    private const int MostOffered = 50;

    /// <summary>The lots that are chosen already.</summary>
    [BindProperty(SupportsGet = true, Name = "from")]
    public Guid[] From { get; set; } = [];

    public IReadOnlyList<BatchView> Lots { get; private set; } = [];

    /// <summary>The lots that may be chosen; null where some are.</summary>
    public LotChoice? Offered { get; private set; }

    public IReadOnlyList<Pick> Products { get; private set; } = [];

    public bool MayAdd => Products.Count < MostProducts;

    public async Task<IActionResult> OnGetAsync(string? q, Guid? after, CancellationToken cancellationToken)
    {
        if (From.Length == 0)
        {
            Offered = await LotChoice.OfAsync(sender, text, "/farm/pack", q, after, loose: true, new Empty(text["pack.none"], text["pack.none.next"], text["harvest.do"], "/farm/harvest"), cancellationToken);
            return Offered.Only is { } only ? LocalRedirect($"/farm/pack?from={only.Batch}") : Page();
        }

        if (!await TryLoadAsync(cancellationToken) || Lots.Any(lot => lot.Held is not > 0))
            return NotFound();
        foreach (var (i, lot) in Lots.Index())
            Form.Fill($"inputs[{i}].kilograms", lot.Held!.Value.ToString("0.######", CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (From.Length == 0 || !await TryLoadAsync(cancellationToken))
            return NotFound();
        if (Form.Looks)
            return Page();
        PackTake[] takes = [.. Lots.Select((lot, i) => new PackTake(lot.Batch, Form.Number($"inputs[{i}].kilograms")))];
        var makes = new List<PackMake>();
        for (var i = 0; i < Products.Count; i++)
            makes.Add(await MakeAsync(i, takes.Sum(t => t.Kilograms), cancellationToken));
        var (loss, occurred) = (Form.NumberOrNone("declaredLossKg"), Form.Moment("occurred", notice.TimeZone));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var packed = await sender.Send(new PackBatches(takes, makes, loss, occurred), cancellationToken);
        if (packed.Failed(out var answer))
            return Refuse(packed.Problem);
        TempData.Say("packed");
        return LocalRedirect($"/farm/batches/{answer.Batches[0].Batch}");
    }

    /// <summary>With a single product and no number, as many packs as what is taken fills.</summary>
    private async ValueTask<PackMake> MakeAsync(int i, decimal taken, CancellationToken ct)
    {
        var (picked, packs) = (Form.Picked($"outputs[{i}].gtin"), Form.WholeOrNone($"outputs[{i}].packs"));
        if (!Gtin.TryParse(picked, out var gtin))
            return new PackMake(default, 0);
        if (packs is null && Products.Count > 1)
            Form.Required($"outputs[{i}].packs");
        if (packs is null && (await sender.Send(new ListProducts(Search: picked, Loose: false), ct)).Value.Items.FirstOrDefault(p => p.Gtin == picked) is { NetContentKg: > 0 } product)
            packs = (int)decimal.Min(decimal.Floor(taken / product.NetContentKg.Value), int.MaxValue);
        return new PackMake(gtin, packs ?? 0, Grade: Form.Text($"outputs[{i}].grade"));
    }

    /// <summary>Of a form that is sent again nothing may be left: the first answer is the answer.</summary>
    /// <returns>False where a lot is not there, or was never held.</returns>
    private async ValueTask<bool> TryLoadAsync(CancellationToken ct)
    {
        var lots = new List<BatchView>();
        foreach (var id in From.Distinct().Take(MostLots))
        {
            if ((await sender.Send(new GetBatch(id), ct)).Failed(out var lot) || lot is not { NetContentKg: null, Held: not null })
                return false;
            lots.Add(lot);
        }

        Lots = lots;
        var rows = int.TryParse(Form.Typed("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, MostProducts) : 1;
        if (Form.Looked == "outputs" && rows < MostProducts)
            rows++;
        Form.Fill("rows", rows.ToString(CultureInfo.InvariantCulture));
        var products = new List<Pick>();
        for (var i = 0; i < rows; i++)
            products.Add(await ProductAsync($"outputs[{i}].gtin", ct));
        Products = products;
        return true;
    }

    private async ValueTask<Pick> ProductAsync(string field, CancellationToken ct)
    {
        var found = (await sender.Send(new ListProducts(Limit: MostOffered, Search: Form.Sought(field), Loose: false), ct)).Value;
        return new Pick(Form, field, text["pack.product"], [.. found.Items.Select(p => new PickOption(p.Gtin, text.PlainProduct(p.Name, p.NameEn, p.Gtin), text.Kilograms(p.NetContentKg ?? 0)))])
        {
            More = found.Next is not null,
            Empty = new Empty(text["products.none-packs"], text["products.none-packs.next"], text["products.register"], "/farm/products/new"),
        };
    }
}
