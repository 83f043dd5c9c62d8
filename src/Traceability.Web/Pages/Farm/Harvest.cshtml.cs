using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Places;
using Traceability.App.Features.Products;
using Traceability.App.Features.Records;
using Traceability.App.Pipeline;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>Records a harvest: what, where, how much; all else follows.</summary>
[MayUse(Role.Cooperative)]
public sealed class HarvestModel(ISender sender, IdempotencyContext idempotency, Wording text, DeploymentNotice notice) : FormPage("gtin", "plot", "kilograms", "weighSlips", "occurred", "lot")
{
    /// <summary>Characters of the field of weigh slips.</summary>
    public const int LongestSlips = 10_000;

    private const int MostOffered = 50;

    /// <summary>The record that this one takes the place of.</summary>
    [BindProperty(SupportsGet = true, Name = "corrects")]
    public Guid? Corrects { get; set; }

    /// <summary>What that one said; null where nothing is put right.</summary>
    public RecordView? Record { get; private set; }

    public Pick Product { get; private set; } = null!;

    public Pick Plot { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? plot, CancellationToken cancellationToken)
    {
        if (!await TryLoadRecordAsync(cancellationToken))
            return NotFound();
        Form.Fill("plot", plot);
        var latest = (await sender.Send(new ListBatches(Limit: 1, Kind: BatchKind.Harvest), cancellationToken)).Value.Items;
        Form.Fill("gtin", [.. latest.Select(b => b.Gtin)]);
        if (Record is { Makes: [var made, ..] } record)
        {
            Form.Fill("gtin", made.Gtin);
            Form.Fill("plot", $"{record.Base}/{record.Plot}");
            Form.Fill("kilograms", made.Quantity.ToString("0.######", CultureInfo.InvariantCulture));
            Form.Fill("lot", made.Lot);
            Form.Fill("occurred", notice.Here(record.Occurred).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
            Form.Fill("weighSlips", string.Join('\n', (record.WeighSlips ?? []).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Collector} {s.Kilograms:0.######}"))));
        }

        await LoadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await TryLoadRecordAsync(cancellationToken))
            return NotFound();
        await LoadAsync(cancellationToken);
        if (Form.Looks)
            return Page();
        var (gtin, picked, kilograms) = (Form.Picked("gtin"), Form.Picked("plot"), Form.Number("kilograms"));
        var occurred = Form.Moment("occurred", notice.TimeZone);
        var slips = Slips();
        LotNumber? lot = Form.Text("lot") is null ? null : Form.Identifier<LotNumber>("lot");
        if (Form.Refused)
            return Refuse();
        if (!Gtin.TryParse(gtin, out var product) || picked.Split('/', 2) is not [var at, var extension] || !Gln.TryParse(at, out var gln) || !GlnExtension.TryParse(extension, out var plot))
            return NotFound();
        idempotency.Key = Form.Once;
        var harvested = await sender.Send(new RegisterHarvest(product, gln, plot, kilograms, lot, occurred, slips, Corrects), cancellationToken);
        if (harvested.Failed(out var answer))
            return Refuse(harvested.Problem);
        TempData.Say("harvested");
        return LocalRedirect($"/farm/batches/{answer.Batch}");
    }

    private async ValueTask<bool> TryLoadRecordAsync(CancellationToken ct)
    {
        if (Corrects is not { } entry)
            return true;
        if ((await sender.Send(new GetRecord(entry), ct)).Failed(out var record) || record.Base is null)
            return false;
        Record = record;
        return true;
    }

    /// <summary>A line each: the collector's number, then kilograms.</summary>
    private List<WeighSlip>? Slips()
    {
        if (Form.Text("weighSlips") is not { } typed)
            return null;
        List<WeighSlip> slips = [];
        foreach (var line in typed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.Split([' ', '\t', ',', ';', '，', '；', '　'], StringSplitOptions.RemoveEmptyEntries) is [var collector, var weight]
                && decimal.TryParse(weight, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kilograms))
            {
                slips.Add(new WeighSlip(collector, kilograms));
                continue;
            }

            Form.Refuse(FormProblems.NoSlip("weighSlips", line));
            break;
        }

        return slips;
    }

    private async ValueTask LoadAsync(CancellationToken ct)
    {
        var products = (await sender.Send(new ListProducts(Limit: MostOffered, Search: Form.Sought("gtin"), Loose: true), ct)).Value;
        Product = new Pick(Form, "gtin", text["harvest.product"], [.. products.Items.Select(p => new PickOption(p.Gtin, text.PlainProduct(p.Name, p.NameEn, p.Gtin), p.Gtin))])
        {
            More = products.Next is not null,
            Empty = new Empty(text["products.none-loose"], text["products.none-loose.next"], text["products.register"], "/farm/products/new"),
        };

        var bases = (await sender.Send(new ListPlots(Search: Form.Sought("plot"), Limit: MostOffered), ct)).Value;
        Plot = new Pick(Form, "plot", text["harvest.plot"], [.. bases.Items.SelectMany(b => b.Plots.Select(p => Option(b, p)))])
        {
            More = bases.Next is not null,
            Empty = new Empty(text["bases.none"], text["bases.none.next"], text["bases.register"], "/farm/bases/new"),
        };
    }

    private PickOption Option(ListedBase b, ListedPlot p) => new($"{b.Gln}/{p.Plot}", $"{text.PlainProduct(b.Name, b.NameEn, b.Gln)} · {p.Plot}",
        p.CapKg is { } cap ? text.Fill("harvest.plot.left", text.Kilograms(cap - p.HarvestedKg), text.Kilograms(cap)) : text["harvest.plot.unbounded"])
    { Filled = p.CapKg is > 0 ? p.HarvestedKg / p.CapKg.Value : null };
}
