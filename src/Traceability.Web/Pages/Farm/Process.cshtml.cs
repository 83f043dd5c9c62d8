using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Products;
using Traceability.App.Features.Records;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>Makes other products of lots: what is done to them, what comes out, and what is lost.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse)]
public sealed class ProcessModel(ISender sender, IdempotencyContext idempotency, Wording text, DeploymentNotice notice) : LotsPage(
    sender, text, notice, "quantity",
    [.. Enumerable.Range(0, MostProducts).SelectMany(i => new[] { $"outputs[{i}].gtin", $"outputs[{i}].amount", $"outputs[{i}].grade", $"outputs[{i}].lot" }), "processes", "dehydration", "declaredLossKg", "occurred", "rows", "outputs"])
{
    private const int MostProducts = 4;
    private const string Amount = "quantity";

    /// <summary>Net content of the products that are picked, by GTIN; null of loose ones, which are counted in kilograms.</summary>
    private readonly Dictionary<string, decimal?> _contents = new(StringComparer.Ordinal);

    public IReadOnlyList<Pick> Products { get; private set; } = [];

    public bool MayAdd => Products.Count < MostProducts;

    public IReadOnlyList<ChoiceOption> Kinds => [.. Enum.GetNames<ProcessKind>().Select(k => new ChoiceOption(k, Cell.Of(Words[$"process.{k}"])))];

    public MassSum Sum => new(
        TakenKg, Products.Index().Sum(x => (Form.Amount($"outputs[{x.Index}].amount") ?? 0) * (_contents.GetValueOrDefault(Form.Typed($"outputs[{x.Index}].gtin")) ?? 1)), Form.Amount("dehydration"));

    public async Task<IActionResult> OnGetAsync(string? q, Guid? after, CancellationToken cancellationToken)
    {
        if (From.Length == 0 && Corrects is null)
        {
            Offered = await LotChoice.OfAsync(Sender, Words, "/farm/process", q, after, loose: null, new Empty(Words["pack.none"], Words["pack.none.next"], Words["harvest.do"], "/farm/harvest"), cancellationToken);
            return Offered.Only is { } only ? LocalRedirect($"/farm/process?from={only.Batch}") : Page();
        }

        if (!await TryLoadLotsAsync(cancellationToken) || Lots.Any(lot => RoomOf(lot) <= 0))
            return NotFound();
        FillLots();
        if (Record is { } record)
            FillRecord(record);
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
        ProcessTake[] takes = [.. Lots.Select((lot, i) => new ProcessTake(lot.Batch, Form.Number(InputOf(i))))];
        var kinds = Form.SomeOf<ProcessKind>("processes", Enum.GetValues<ProcessKind>());
        ProcessMake[] makes = [.. Products.Select((_, i) => Make(i))];
        var (loss, dehydration, occurred) = (Form.NumberOrNone("declaredLossKg"), Form.NumberOrNone("dehydration"), Form.Moment("occurred", Notice.TimeZone));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var made = await Sender.Send(new ProcessBatches(takes, makes, kinds, loss, dehydration, occurred, Corrects), cancellationToken);
        if (made.Failed(out var answer))
            return Refuse(OfOutput(Beside(made.Problem, Amount)));
        TempData.Say("processed");
        return LocalRedirect($"/farm/batches/{answer.Batches[0].Batch}");
    }

    protected override bool Makes(RecordView record) => record.Step == TransformationStep.Process;

    protected override bool Takes(BatchView lot) => true;

    private static Problem OfOutput(Problem problem) =>
        problem.Field is { } field && field.StartsWith("outputs[", StringComparison.Ordinal) && (field.EndsWith("kilograms", StringComparison.Ordinal) || field.EndsWith("packs", StringComparison.Ordinal) || field.EndsWith(']'))
            ? problem.On(field[..(field.IndexOf(']', StringComparison.Ordinal) + 1)] + ".amount") : problem;

    private void FillRecord(RecordView record)
    {
        Form.Fill("processes", [.. (record.Processes ?? []).Select(p => p.ToString())]);
        Form.Fill("declaredLossKg", Text(record.LossKg ?? 0));
        if (record.Dehydration is { } ratio)
            Form.Fill("dehydration", Text(ratio));
        foreach (var (i, made) in record.Makes.Take(MostProducts).Index())
        {
            Form.Fill($"outputs[{i}].gtin", made.Gtin);
            Form.Fill($"outputs[{i}].amount", Text(made.Quantity));
            Form.Fill($"outputs[{i}].grade", made.Grade);
            Form.Fill($"outputs[{i}].lot", made.Lot);
            Form.Fill("rows", (i + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Loose products by their kilograms, those with a net content by their packs.</summary>
    private ProcessMake Make(int i)
    {
        var (picked, amount) = (Form.Picked($"outputs[{i}].gtin"), $"outputs[{i}].amount");
        var packed = _contents.GetValueOrDefault(picked) is not null;
        int? packs = packed ? Form.Whole(amount) : null;
        decimal? kilograms = packed ? null : Form.Number(amount);
        LotNumber? lot = Form.Text($"outputs[{i}].lot") is null ? null : Form.Identifier<LotNumber>($"outputs[{i}].lot");
        return new ProcessMake(Gtin.TryParse(picked, out var gtin) ? gtin : default, kilograms, packs, lot, Form.Text($"outputs[{i}].grade"));
    }

    private async ValueTask LoadProductsAsync(CancellationToken ct)
    {
        var rows = int.TryParse(Form.Typed("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, MostProducts) : 1;
        if (Form.Looked == "outputs" && rows < MostProducts)
            rows++;
        Form.Fill("rows", rows.ToString(CultureInfo.InvariantCulture));
        var products = new List<Pick>();
        for (var i = 0; i < rows; i++)
        {
            products.Add(await ProductAsync($"outputs[{i}].gtin", loose: null, Words["process.product"], ct));
            if (Form.Text($"outputs[{i}].gtin") is { } gtin && (await Sender.Send(new ListProducts(Search: gtin[..Math.Min(gtin.Length, 14)]), ct)).Value.Items.FirstOrDefault(p => p.Gtin == gtin) is { } picked)
                _contents[gtin] = picked.NetContentKg;
        }

        Products = products;
    }
}
