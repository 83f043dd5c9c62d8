using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Products;
using Traceability.App.Features.Records;
using Traceability.Domain;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>A page on which batches are made of batches: first which ones, then how much of each. The same page puts such a record right.</summary>
/// <param name="amount">The message's member for how much of a lot is taken.</param>
public abstract class LotsPage(ISender sender, Wording text, DeploymentNotice notice, string amount, params IReadOnlyList<string> fields) : FormPage(
    [.. Enumerable.Range(0, MostLots).Select(i => $"inputs[{i}].{amount}"), "inputs", .. fields])
{
    protected const int MostLots = 16;
    protected const int MostOffered = 50;

    /// <summary>The lots that are chosen already.</summary>
    [BindProperty(SupportsGet = true, Name = "from")]
    public Guid[] From { get; set; } = [];

    /// <summary>The record that this one takes the place of.</summary>
    [BindProperty(SupportsGet = true, Name = "corrects")]
    public Guid? Corrects { get; set; }

    /// <summary>What that one said; null where nothing is put right.</summary>
    public RecordView? Record { get; private set; }

    public IReadOnlyList<BatchView> Lots { get; private set; } = [];

    /// <summary>The lots that may be chosen; null where some are.</summary>
    public LotChoice? Offered { get; protected set; }

    /// <summary>Where one comes from: the batch of the record, or the ways of production.</summary>
    public string Back => Record?.Batch is { } batch ? $"/farm/batches/{batch}" : From is [var only] ? $"/farm/batches/{only}" : "/farm";

    protected ISender Sender => sender;

    protected Wording Words => text;

    protected DeploymentNotice Notice => notice;

    public string InputOf(int lot) => $"inputs[{lot}].{amount}";

    /// <summary>How much of a lot there is to take: what is held, and what the record that is put right took.</summary>
    public decimal RoomOf(BatchView lot) => (lot.Held ?? 0) + TakenBefore(lot);

    /// <summary>Kilograms of what stands in the fields now.</summary>
    public decimal TakenKg => Lots.Index().Sum(x => (Form.Amount(InputOf(x.Index)) ?? 0) * (x.Item.NetContentKg ?? 1));

    /// <summary>What the fields begin with: all that there is, or what was recorded.</summary>
    protected void FillLots()
    {
        foreach (var (i, lot) in Lots.Index())
            Form.Fill(InputOf(i), Text(Record is null ? RoomOf(lot) : TakenBefore(lot)));
        if (Record is { } record)
            Form.Fill("occurred", notice.Here(record.Occurred).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
    }

    protected static string Text(decimal number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Of a form that is sent again nothing may be left: the first answer is the answer.</summary>
    /// <returns>False where a lot or the record is not there, or a lot was never held.</returns>
    protected async ValueTask<bool> TryLoadLotsAsync(CancellationToken ct)
    {
        if (Corrects is { } entry)
        {
            if ((await sender.Send(new GetRecord(entry), ct)).Failed(out var record) || !Makes(record))
                return false;
            Record = record;
            if (From.Length == 0)
                From = [.. record.Takes.Select(t => t.Batch)];
        }

        var lots = new List<BatchView>();
        foreach (var id in From.Distinct().Take(MostLots))
        {
            if ((await sender.Send(new GetBatch(id), ct)).Failed(out var lot) || lot.Held is null || !Takes(lot))
                return false;
            lots.Add(lot);
        }

        Lots = lots;
        return lots.Count > 0;
    }

    /// <summary>Whether a record is of the kind that this page makes.</summary>
    protected abstract bool Makes(RecordView record);

    /// <summary>Whether a lot is of the kind that this page takes.</summary>
    protected virtual bool Takes(BatchView lot) => lot.NetContentKg is null;

    /// <summary>What is refused about a lot stands beside its amount.</summary>
    protected static Problem Beside(Problem problem, string amount) =>
        problem.Field is { } field && field.StartsWith("inputs[", StringComparison.Ordinal) ? problem.On($"{field[..(field.IndexOf(']', StringComparison.Ordinal) + 1)]}.{amount}") : problem;

    /// <param name="loose">Only loose products, or only packs; null for both.</param>
    protected async ValueTask<Pick> ProductAsync(string field, bool? loose, string label, CancellationToken ct)
    {
        var found = (await sender.Send(new ListProducts(Limit: MostOffered, Search: Form.Sought(field), Loose: loose), ct)).Value;
        return new Pick(Form, field, label, [.. found.Items.Select(p => new PickOption(p.Gtin, text.PlainProduct(p.Name, p.NameEn, p.Gtin), p.NetContentKg is { } kg ? text.Kilograms(kg) : text["products.loose"]))])
        {
            More = found.Next is not null,
            Empty = loose == false
                ? new Empty(text["products.none-packs"], text["products.none-packs.next"], text["products.register"], "/farm/products/new")
                : new Empty(text["products.none-loose"], text["products.none-loose.next"], text["products.register"], "/farm/products/new"),
        };
    }

    private decimal TakenBefore(BatchView lot) => Record is { Void: false } record ? record.Takes.FirstOrDefault(t => t.Batch == lot.Batch)?.Quantity ?? 0 : 0;
}
