using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Logistics;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Shipments;

/// <summary>Sends goods away: first which lots, then how much of each, to whom, and who carries them.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller)]
public sealed class NewModel(ISender sender, IdempotencyContext idempotency, Wording text, DeploymentNotice notice) : FormPage(
    [.. Enumerable.Range(0, MostLots).Select(i => $"items[{i}].quantity"), "receiver", "receiverUscc", "carrier", "carrierUscc", "sscc", "occurred", "items"])
{
    private const int MostLots = 16;

    /// <summary>With another one, and for carriers oneself, as many as are shown as cards.</summary>
    private const int MostPartners = Pick.MostCards - 2;
    private const string Other = "other";
    private const string Self = "self";

    /// <summary>The lots that are chosen already.</summary>
    [BindProperty(SupportsGet = true, Name = "from")]
    public Guid[] From { get; set; } = [];

    public IReadOnlyList<BatchView> Lots { get; private set; } = [];

    /// <summary>The lots that may be chosen; null where some are.</summary>
    public LotChoice? Offered { get; private set; }

    /// <summary>Whom something was sent to before; null where nobody is known.</summary>
    public Pick? Receivers { get; private set; }

    public Pick Carriers { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? q, Guid? after, CancellationToken cancellationToken)
    {
        if (From.Length == 0)
        {
            Offered = await LotChoice.OfAsync(sender, text, "/shipments/new", q, after, loose: null, new Empty(text["shipments.no-lots"], text["shipments.no-lots.next"]), cancellationToken);
            return Offered.Only is { } only ? LocalRedirect($"/shipments/new?from={only.Batch}") : Page();
        }

        if (!await TryLoadAsync(cancellationToken) || Lots.Any(lot => lot.Held is not > 0))
            return NotFound();
        foreach (var (i, lot) in Lots.Index())
            Form.Fill($"items[{i}].quantity", lot.Held!.Value.ToString("0.######", CultureInfo.InvariantCulture));
        Form.Fill("carrier", Self);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (From.Length == 0 || !await TryLoadAsync(cancellationToken))
            return NotFound();
        DispatchItem[] items = [.. Lots.Select((lot, i) => new DispatchItem(lot.Batch, Form.Number($"items[{i}].quantity")))];
        var receiver = Receivers is null ? Form.Identifier<UnifiedSocialCreditCode>("receiverUscc") : Party("receiver");
        var carrier = Form.Picked("carrier") is Self or "" ? null : Party("carrier");
        Sscc? sscc = Form.Text("sscc") is null ? null : Form.Identifier<Sscc>("sscc");
        var occurred = Form.Moment("occurred", notice.TimeZone);
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var sent = await sender.Send(new DispatchShipment(items, receiver!.Value, carrier, sscc, occurred), cancellationToken);
        if (sent.Failed(out var answer))
            return Refuse(Beside(sent.Problem));
        TempData.Say("dispatched");
        return LocalRedirect($"/shipments/{answer.Shipment}");
    }

    /// <summary>One that is offered, or the one that is typed.</summary>
    private UnifiedSocialCreditCode? Party(string field)
    {
        // A form that is sent again was made before anybody was offered.
        if (Form.Chosen(field, Other) || (Form.Text(field) is null && Form.Text(field + "Uscc") is not null))
            return Form.Identifier<UnifiedSocialCreditCode>(field + "Uscc");
        var picked = Form.Picked(field);
        if (UnifiedSocialCreditCode.TryParse(picked, out var uscc))
            return uscc;
        if (picked.Length > 0)
            Form.Refuse(FormProblems.NothingChosen(field));
        return null;
    }

    /// <summary>What is wrong with an organisation stands where it was typed.</summary>
    private Problem Beside(Problem problem) =>
        problem.Field is "receiver" or "carrier" && Form.Text(problem.Field) is null or Other ? problem.On(problem.Field + "Uscc") : problem;

    /// <summary>Of a form that is sent again nothing may be left: the first answer is the answer.</summary>
    /// <returns>False where a lot is not there, or was never held.</returns>
    private async ValueTask<bool> TryLoadAsync(CancellationToken ct)
    {
        var lots = new List<BatchView>();
        foreach (var id in From.Distinct().Take(MostLots))
        {
            if ((await sender.Send(new GetBatch(id), ct)).Failed(out var lot) || lot.Held is null)
                return false;
            lots.Add(lot);
        }

        Lots = lots;
        var known = (await sender.Send(new ListPartners(MostPartners), ct)).Value;
        var other = new PickOption(Other, text["shipment.other"]);
        Receivers = known.Receivers.Count == 0 ? null : new Pick(Form, "receiver", text["shipment.receiver"], [.. known.Receivers.Select(Option), other]);
        Carriers = new Pick(Form, "carrier", text["shipment.carrier"], [new PickOption(Self, text["shipment.self"]), .. known.Carriers.Select(Option), other]);
        return true;
    }

    private PickOption Option(ShipmentParty party) => new(party.Uscc, text.PlainNamed(party), party.Name is null ? null : party.Uscc);
}
