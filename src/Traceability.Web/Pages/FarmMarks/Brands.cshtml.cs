using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Brands;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.FarmMarks;

/// <summary>The brands that a cooperative can ask to use.</summary>
[MayUse(Role.Cooperative)]
public sealed class BrandsModel(ISender sender, Wording text) : PageModel
{
    public Register Brands { get; private set; } = null!;

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var list = (await sender.Send(new ListBrands(After: after), cancellationToken)).Value;
        Brands = new Register(
            text["farm.brands"],
            [text["brand.name"], text["brand.level"], text["brand.manager"]],
            [
                .. list.Items.Select(b => new RegisterRow(
                    text.Named(b.Name, text["mark.brand"]), $"/brands/{b.Id}", Cell.Of(text[$"brand.level.{b.Level}"]), text.Named(b.ManagerName, b.Manager))),
            ],
            Pager.Of("/farm/brands", after?.ToString(), list.Next?.ToString()),
            new Empty(text["farm.brands.none"], text["farm.brands.none.next"]));
    }
}
