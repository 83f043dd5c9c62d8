using Microsoft.AspNetCore.Html;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Trace;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Presentation;

/// <summary>Shipments as those who send, carry and receive them read them.</summary>
internal static class ShipmentWords
{
    public static IHtmlContent Named(this Wording text, ShipmentParty party) =>
        party.Name is { } zh ? text.Name(new LocalText(zh, party.NameEn)) : text.Sentence("party.erased", party.Uscc);

    public static string PlainNamed(this Wording text, ShipmentParty party) => party.Name is { } zh ? text.PlainName(new LocalText(zh, party.NameEn)) : party.Uscc;

    /// <summary>The first of them by name, the others by how many they are.</summary>
    public static string Goods(this Wording text, IReadOnlyList<ShipmentGoods> goods)
    {
        var first = text.PlainProduct(goods[0].ProductName, goods[0].ProductNameEn, goods[0].Gtin);
        return goods.Count == 1 ? first : first + text.Count("shipment.and-others", goods.Count - 1);
    }

    public static IHtmlContent Mark(this Wording text, ShipmentState state) => Cell.Mark(
        state switch { ShipmentState.Received => "good", ShipmentState.Voided => "stop", _ => "unknown" }, text[$"shipment.state.{state}"]);
}
