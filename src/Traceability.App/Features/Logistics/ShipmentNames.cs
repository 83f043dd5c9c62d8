using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Logistics;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Logistics;

/// <summary>How far a shipment has come.</summary>
public enum ShipmentState
{
    OnTheWay,
    Received,
    /// <summary>The record of its dispatch does not hold.</summary>
    Voided,
}

/// <summary>What an organisation does in a shipment.</summary>
public enum ShipmentSide { Sends, Carries, Receives }

/// <param name="Name">Absent when it was erased, likewise the English one.</param>
public sealed record ShipmentParty(string Uscc, string? Name, string? NameEn);

/// <param name="Quantity">What was sent, in the batch's own unit.</param>
/// <param name="Arrived">What was counted at the receipt; absent before.</param>
public sealed record ShipmentGoods(Guid Batch, string Gtin, string Lot, string? ProductName, string? ProductNameEn, decimal Quantity, string Unit, decimal? Arrived);

internal static class ShipmentStates
{
    public static ShipmentState State(this Shipment shipment) => shipment.Voided ? ShipmentState.Voided : shipment.Received ? ShipmentState.Received : ShipmentState.OnTheWay;
}

/// <summary>Who and what shipments are about, by name.</summary>
internal sealed class ShipmentNames
{
    private readonly Dictionary<Gln, UnifiedSocialCreditCode> _byGln;
    private readonly IReadOnlyDictionary<string, RegisteredName> _parties;
    private readonly Dictionary<string, Batch> _batches;
    private readonly IReadOnlyDictionary<Gtin, RegisteredName> _products;

    private ShipmentNames(
        Dictionary<Gln, UnifiedSocialCreditCode> byGln, IReadOnlyDictionary<string, RegisteredName> parties, Dictionary<string, Batch> batches, IReadOnlyDictionary<Gtin, RegisteredName> products) =>
        (_byGln, _parties, _batches, _products) = (byGln, parties, batches, products);

    public static async Task<ShipmentNames> ReadAsync(TraceDb db, IReadOnlyCollection<Shipment> shipments, CancellationToken ct)
    {
        var places = shipments.SelectMany(s => s.Legs.Select(l => l.Carrier).Append(s.Carrier).OfType<Gln>().Append(s.Receiver)).Distinct().ToList();
        var byGln = await db.Organisations.AsNoTracking().Where(o => places.Contains(o.Gln)).ToDictionaryAsync(o => o.Gln, o => o.Uscc, ct);
        var subjects = shipments.SelectMany(s => s.Items).Select(i => i.Batch).Distinct(StringComparer.Ordinal).ToList();
        var batches = await db.Batches.IgnoreAutoIncludes().AsNoTracking().Where(b => subjects.Contains(b.Subject)).ToDictionaryAsync(b => b.Subject, StringComparer.Ordinal, ct);
        return new ShipmentNames(
            byGln, await RegisteredNames.ReadAsync(db, [.. byGln.Values.Concat(shipments.Select(s => s.Sender)).Distinct().Select(Subject.Organisation)], ct),
            batches, await RegisteredNames.OfProductsAsync(db, batches.Values.Select(b => b.Gtin), ct));
    }

    public ShipmentParty Party(UnifiedSocialCreditCode uscc)
    {
        var name = _parties.GetValueOrDefault(Subject.Organisation(uscc)) ?? RegisteredName.None;
        return new ShipmentParty(uscc.ToString(), name.Name, name.NameEn);
    }

    public ShipmentParty Party(Gln at) => Party(_byGln[at]);

    public IReadOnlyList<ShipmentGoods> Goods(Shipment shipment) => [.. shipment.Items.OrderBy(i => i.Batch, StringComparer.Ordinal).Select(Goods)];

    private ShipmentGoods Goods(ShipmentItem item)
    {
        var batch = _batches[item.Batch];
        var product = _products.GetValueOrDefault(batch.Gtin) ?? RegisteredName.None;
        return new ShipmentGoods(batch.Id, batch.Gtin.ToString(), batch.Lot.ToString(), product.Name, product.NameEn, item.Quantity, batch.Unit.ToString(), item.Arrived);
    }
}
