using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;
using Traceability.App.Features.Brands;
using Traceability.App.Features.Certification;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.FarmMarks;

/// <summary>The certificates that the organisation holds, and its licences of brands.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class IndexModel(ISender sender, ActorContext actors, Wording text) : PageModel
{
    private const string Path = "/farm/certificates";

    public Register Certificates { get; private set; } = null!;

    /// <summary>Null for who can have none.</summary>
    public Register? Licences { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken cancellationToken)
    {
        var held = (await sender.Send(new ListCertificates(Held: true, After: after), cancellationToken)).Value;
        Certificates = new Register(
            text["farm.certificates"],
            [text["certificate.scheme"], text["certificate.valid"], text["certificate.state"], text["certificate.used"]],
            [
                .. held.Items.Select(c => new RegisterRow(
                    Cell.With(Cell.Of(text[$"scheme.{c.Scheme}"]), c.Number is { } number ? Cell.Code(number) : null),
                    $"/certificates/{c.Id}",
                    c.ValidTo is { } to ? Cell.Of(text.Dates(c.ValidFrom, to)) : Cell.Day(c.ValidFrom, text),
                    text.Mark(c.State),
                    c.AnnualOutputKg is { } annual ? Cell.Of($"{text.Number(c.UsedKg)} / {text.Kilograms(annual)}") : null)),
            ],
            Pager.Of(Path, after?.ToString(), held.Next?.ToString()),
            new Empty(text["farm.certificates.none"], text["farm.certificates.none.next"]));
        if (!actors.Actor!.Has(Role.Cooperative))
            return;
        var licences = (await sender.Send(new ListLicences(Held: true, Limit: ListLicences.MostAtOnce), cancellationToken)).Value;
        Licences = new Register(
            text["farm.licences"],
            [text["mark.brand"], text["certificate.state"], text["certificate.valid"], text["certificate.used"]],
            [
                .. licences.Items.Select(l => new RegisterRow(
                    text.Named(l.BrandName, text["mark.brand"]),
                    $"/brands/licences/{l.Id}",
                    text.Mark(l.State),
                    l.ValidFrom is { } from ? Cell.Of(text.Dates(from, l.ValidTo!.Value)) : null,
                    l.QuotaKg is { } quota ? Cell.Of($"{text.Number(l.UsedKg ?? 0)} / {text.Kilograms(quota)}") : Cell.Of(text.Kilograms(l.AskedKg)))),
            ],
            new Pager(First: null, Next: null),
            new Empty(text["farm.licences.none"], text["farm.licences.none.next"]));
    }
}
