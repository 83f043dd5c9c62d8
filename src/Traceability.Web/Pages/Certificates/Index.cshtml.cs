using Mediator;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Certification;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Certificates;

/// <summary>The certificates that the organisation entered in the register.</summary>
[MayUse(Role.Certifier)]
public sealed class IndexModel(ISender sender, Wording text) : PageModel
{
    private const string Path = "/certificates";

    public Register Register { get; private set; } = null!;

    public async Task OnGetAsync(string? q, string? scheme, string? state, Guid? after, CancellationToken cancellationToken)
    {
        var finder = new Finder(
            Path, text["certificate.number"], q,
            new Filter("scheme", text["certificate.scheme"], scheme, [.. Enum.GetValues<CertificateScheme>().Where(s => s != CertificateScheme.Compliance).Select(s => new FilterOption(s.ToString(), text[$"scheme.{s}"]))]),
            new Filter("state", text["certificate.state"], state, [.. Enum.GetValues<CertificateState>().Select(s => new FilterOption(s.ToString(), text[$"mark.state.{s}"]))]));
        var found = await sender.Send(
            new ListCertificates(
                Held: false, Chosen<CertificateScheme>(finder.Filters[0]), string.IsNullOrWhiteSpace(q) ? null : q.Trim(), Chosen<CertificateState>(finder.Filters[1]), after),
            cancellationToken);
        var list = found.Failed(out var items) ? new CertificateList([], Next: null) : items;
        Register = new Register(
            text["room.certificates"],
            [text["certificate.number"], text["certificate.holder"], text["certificate.valid"], text["certificate.state"], text["certificate.used"]],
            [.. list.Items.Select(Row)],
            Pager.Of(finder.Address, after?.ToString(), list.Next?.ToString()),
            new Empty(text["certificates.none"], text["certificates.none.next"], text["certificates.register"], "/certificates/new"))
        { Finder = finder };
    }

    private RegisterRow Row(ListedCertificate c) => new(
        Cell.With(Cell.Of(text[$"scheme.{c.Scheme}"]), c.Number is { } number ? Cell.Code(number) : null),
        $"{Path}/{c.Id}",
        text.Named(c.HolderName, c.Holder),
        c.ValidTo is { } to ? Cell.Of(text.Dates(c.ValidFrom, to)) : Cell.Day(c.ValidFrom, text),
        text.Mark(c.State),
        c.AnnualOutputKg is { } annual ? Cell.Of($"{text.Number(c.UsedKg)} / {text.Kilograms(annual)}") : null);

    private static T? Chosen<T>(Filter filter)
        where T : struct, Enum => filter.Option is { } option ? Enum.Parse<T>(option.Value) : null;
}
