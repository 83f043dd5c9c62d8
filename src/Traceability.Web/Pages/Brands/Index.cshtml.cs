using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Brands;
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Brands;

/// <summary>The organisation's brands, who asked for a licence, and all licences.</summary>
[MayUse(Role.BrandManager)]
public sealed class IndexModel(ISender sender, Wording text) : PageModel
{
    private const string Path = "/brands";

    public IReadOnlyList<ListedLicence> Waiting { get; private set; } = [];

    /// <summary>Licences that the exit rules of their brands speak against.</summary>
    public IReadOnlyList<ExitProposal> Exits { get; private set; } = [];

    public Register Brands { get; private set; } = null!;

    public Register Licences { get; private set; } = null!;

    public async Task OnGetAsync(string? state, Guid? after, CancellationToken cancellationToken)
    {
        Waiting = (await sender.Send(new ListLicences(State: LicenceState.Applied), cancellationToken)).Value.Items;
        Exits = (await sender.Send(new ListExitProposals(), cancellationToken)).Value.Items;
        var brands = (await sender.Send(new ListBrands(Managed: true, Limit: ListBrands.MostAtOnce), cancellationToken)).Value;
        Brands = new Register(
            text["brands.yours"],
            [text["brand.name"], text["brand.level"]],
            [.. brands.Items.Select(b => new RegisterRow(text.Named(b.Name, text["mark.brand"]), $"{Path}/{b.Id}", Cell.Of(text[$"brand.level.{b.Level}"])))],
            new Pager(First: null, Next: null),
            new Empty(text["brands.none"], text["brands.none.next"]));
        var finder = new Finder(
            Path, Label: null, Sought: null, new Filter("state", text["certificate.state"], state, [.. Enum.GetValues<LicenceState>().Select(s => new FilterOption(s.ToString(), text[$"licence.state.{s}"]))]));
        var list = (await sender.Send(new ListLicences(State: finder.Filters[0].Option is { } option ? Enum.Parse<LicenceState>(option.Value) : null, After: after), cancellationToken)).Value;
        Licences = new Register(
            text["brands.licences"],
            [text["licence.licensee"], text["mark.brand"], text["certificate.state"], text["certificate.valid"], text["certificate.used"]],
            [.. list.Items.Select(Row)],
            Pager.Of(finder.Address, after?.ToString(), list.Next?.ToString()),
            new Empty(text["licences.none"], text["licences.none.next"]))
        { Finder = finder };
    }

    private RegisterRow Row(ListedLicence l) => new(
        text.Named(l.LicenseeName, l.Licensee),
        $"{Path}/licences/{l.Id}",
        text.Named(l.BrandName, text["mark.brand"]),
        text.Mark(l.State),
        l.ValidFrom is { } from ? Cell.Of(text.Dates(from, l.ValidTo!.Value)) : null,
        l.QuotaKg is { } quota ? Cell.Of($"{text.Number(l.UsedKg ?? 0)} / {text.Kilograms(quota)}") : Cell.Of(text.Kilograms(l.AskedKg)));
}
