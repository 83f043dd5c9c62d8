using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Supervision;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Recalls;

/// <summary>One recall: where the goods came from, what was made of them, where they went, who has how much; and its end.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor)]
public sealed class ShowModel(ISender sender, IdempotencyContext idempotency, Wording text, DeploymentNotice notice) : FormPage("recoveredKg", "outcome")
{
    public RecallView Recall { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await TryLoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        var (recovered, outcome) = (Form.Number("recoveredKg"), Form.Line("outcome"));
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        if ((await sender.Send(new CloseRecall(recovered, outcome) { Recall = id }, cancellationToken)).Problem is { } problem)
            return Refuse(problem);
        TempData.Say("recall-closed");
        return LocalRedirect($"/recalls/{id}");
    }

    /// <summary>Batches as a list that nothing follows.</summary>
    public Register Batches(string caption, IEnumerable<RecalledBatchView> batches) => new(
        caption,
        [text["batches.lot"], text["batches.kind"], text["batches.made"], text["batches.quantity"], text["recall.part"], text["batches.standing"]],
        [.. batches.Select(b => new RegisterRow(
            Cell.Code(b.Lot),
            $"/farm/batches/{b.Batch}",
            Cell.With(Cell.Of(text[$"kind.{b.Kind}"]), text.Named(b.ProducerName, b.Producer)),
            Cell.Day(notice.Here(b.MadeAt), text),
            Cell.Of(text.Measure(b.Quantity, b.Unit)),
            b.Part is { } part ? Cell.Of(text.Share(part)) : null,
            b.Stopped ? Cell.Mark("stop", text["batches.stopped"]) : Cell.Mark("good", text["batches.moves"])))],
        new Pager(First: null, Next: null),
        new Empty(text["recall.nothing"], ""));

    public Register Shipments => new(
        text["recall.shipments"],
        [text["stop.sscc"], text["recall.from"], text["recall.to"], text["recall.departed"], text["batches.quantity"]],
        [.. Recall.Shipments.Select(s => new RegisterRow(
            Cell.Code(s.Sscc ?? "—"),
            Href: null,
            text.Named(s.SenderName, s.Sender),
            text.Named(s.ReceiverName, s.Receiver),
            Cell.With(Cell.Day(notice.Here(s.Departed), text), Cell.Of(text[s.Received ? "stop.receipt" : "recall.on-the-way"])),
            Cell.Of(string.Join(text["comma"], s.Items.Select(i => $"{i.Lot} {text.Measure(i.Quantity, i.Unit)}")))))],
        new Pager(First: null, Next: null),
        new Empty(text["recall.nothing"], ""));

    public Register Holdings => new(
        text["recall.holdings"],
        [text["recall.who"], text["batches.lot"], text["batches.held"]],
        [.. Recall.Holdings.Select(h => new RegisterRow(text.Named(h.Name, h.Organisation), Href: null, Cell.Code(h.Lot), Cell.Of(text.Measure(h.Quantity, h.Unit))))],
        new Pager(First: null, Next: null),
        new Empty(text["recall.nothing"], ""));

    private async ValueTask<bool> TryLoadAsync(Guid id, CancellationToken ct)
    {
        var found = await sender.Send(new GetRecall(id), ct);
        if (found.Failed(out var recall))
            return false;
        Recall = recall;
        return true;
    }
}
