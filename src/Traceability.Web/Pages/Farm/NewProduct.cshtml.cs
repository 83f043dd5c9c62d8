using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Products;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>Registers a product: loose produce without a net content, packs with one.</summary>
[MayUse(Role.Cooperative, Role.Processor)]
public sealed class NewProductModel(ISender sender, IdempotencyContext idempotency, Wording text) : FormPage("name", "nameEn", "gtin", "netContent", "foodClass", "shelfLifeDays", "storeMinCelsius", "storeMaxCelsius")
{
    /// <summary>The closed set of classes, narrowed by what was sought.</summary>
    public Pick FoodClass => new(Form, "foodClass", text["products.food-class"],
        [
            .. FoodClasses().Where(c => Form.Sought("foodClass") is not { } sought || c.Label.Contains(sought, StringComparison.OrdinalIgnoreCase)),
        ])
    { Hint = text["products.food-class.hint"], Optional = true };

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Form.Looks)
            return Page();
        var (name, gtin, net) = (Form.Required("name"), Form.Identifier<Gtin>("gtin"), Form.NumberOrNone("netContent"));
        var (days, low, high) = (Form.WholeOrNone("shelfLifeDays"), Form.NumberOrNone("storeMinCelsius"), Form.NumberOrNone("storeMaxCelsius"));
        Quantity? content = null;
        if (net is { } kilograms && Quantity.TryCreate(kilograms, UnitCode.Kilogram, out var mass, out _))
            content = mass;
        else if (net is not null)
            Form.Refuse(Domain.Products.ProductProblems.ContentOutOfRange);
        Domain.Values.FoodClass? food = Form.Text("foodClass") is null ? null : Form.Identifier<Domain.Values.FoodClass>("foodClass");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var registered = await sender.Send(new RegisterProduct(gtin, name, Form.Text("nameEn"), content, days, low, high, FoodClass: food), cancellationToken);
        if (registered.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("product-registered");
        return LocalRedirect("/farm/products");
    }

    private IEnumerable<PickOption> FoodClasses() => Domain.Values.FoodClass.All.Select(c => new PickOption(c.ToString(), text[$"food-class.{c}"]));
}
