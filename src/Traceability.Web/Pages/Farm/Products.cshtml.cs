using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Products;
using Traceability.Domain.Parties;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>The organisation's products.</summary>
[MayUse(Role.Cooperative, Role.Processor)]
public sealed class ProductsModel(ISender sender, Wording text) : PageModel
{
    public Register Register { get; private set; } = null!;

    public async Task OnGetAsync(string? q, string? loose, string? after, CancellationToken cancellationToken)
    {
        var measure = new Filter("loose", text["products.measure"], loose, new FilterOption("yes", text["products.loose"]), new FilterOption("no", text["products.packs"]));
        var finder = new Finder("/farm/products", text["products.search"], q?.Length > Finder.MaxLength ? q[..Finder.MaxLength] : q, measure);
        Gtin? behind = Gtin.TryParse(after, out var gtin) ? gtin : null;
        var page = (await sender.Send(new ListProducts(behind, Search: finder.Sought, Loose: measure.Option is { } m ? m.Value == "yes" : null), cancellationToken)).Value;
        Register = new Register(
            text["products"],
            [text["products.name"], text["product.gtin"], text["products.net"]],
            [.. page.Items.Select(p => new RegisterRow(text.Product(p.Name, p.NameEn, p.Gtin), null, Cell.Code(p.Gtin), Cell.Of(p.NetContentKg is { } net ? text.Kilograms(net) : text["products.loose"])))],
            Pager.Of(finder.Address, behind?.ToString(), page.Next),
            new Empty(text["products.none"], text["products.none.next"], text["products.register"], "/farm/products/new"))
        { Finder = finder };
    }
}
