using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Logistics;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Shipments;

/// <summary>The receiver counts what came. What is short is shown with its sum and has to be said twice: it cannot come later.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller)]
public sealed class ReceiveModel(ISender sender, IdempotencyContext idempotency, DeploymentNotice notice) : ShipmentPage(
    sender, [.. Enumerable.Range(0, MostItems).Select(i => $"items[{i}].quantity"), "occurred", "items", "seen"])
{
    private const int MostItems = 16;

    /// <summary>What was counted less than sent; empty as long as it was not looked at.</summary>
    public IReadOnlyList<(ShipmentGoods Item, decimal Counted)> Short { get; private set; } = [];

    /// <summary>The counts that are shown with their sum, as one text; null where none are.</summary>
    public string? Differences => Short.Count == 0 ? null : string.Join(' ', Short.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Item.Batch}={s.Counted:0.######}")));

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken) || Shipment.State != ShipmentState.OnTheWay || !Shipment.Sides.Contains(ShipmentSide.Receives))
            return NotFound();
        foreach (var (i, item) in Shipment.Items.Index())
            Form.Fill($"items[{i}].quantity", item.Quantity.ToString("0.######", CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        ReceivedItem[] items = [.. Shipment.Items.Select((item, i) => new ReceivedItem(item.Batch, Form.Number($"items[{i}].quantity")))];
        var occurred = Form.Moment("occurred", notice.TimeZone);
        if (Form.Refused)
            return Refuse();
        Short = [.. Shipment.Items.Zip(items, (item, counted) => (Item: item, Counted: counted.Quantity)).Where(s => s.Counted >= 0 && s.Counted < s.Item.Quantity)];
        if (Differences is { } differences && !string.Equals(Form.Typed("seen"), differences, StringComparison.Ordinal))
            return Page();
        idempotency.Key = Form.Once;
        if ((await Sender.Send(new ReceiveShipment(items, occurred) { Shipment = id }, cancellationToken)).Problem is { } problem)
            return Refuse(Beside(problem, items));
        TempData.Say("received");
        return LocalRedirect(Path);
    }

    /// <summary>More than was sent is wrong where it was counted.</summary>
    private Problem Beside(Problem problem, ReceivedItem[] items) =>
        problem.Code == "shipment.more-than-sent" && Shipment.Items.Index().FirstOrDefault(x => items[x.Index].Quantity > x.Item.Quantity) is { Item: not null } beyond
            ? problem.On($"items[{beyond.Index}].quantity") : problem;
}
