using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Features.Certification;
using Traceability.App.Pipeline;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Certificates;

/// <summary>Enters a certificate in the register; one of an ended scheme is only entered to be read.</summary>
[MayUse(Role.Certifier)]
[RequestSizeLimit(SentFile.MostBytes)]
public sealed class NewModel(ISender sender, IdempotencyContext idempotency, Wording text) : FormPage(
    "scheme", "number", "holder", "validFrom", "validTo", "products", "bases", "annualOutputKg", "enterpriseCode", "fileSha256", "announcement", "area", "west", "east", "south", "north")
{
    private static readonly CertificateScheme[] Offered = [.. Enum.GetValues<CertificateScheme>().Where(s => s != CertificateScheme.Compliance)];

    public IReadOnlyList<ChoiceOption> Schemes => [.. Offered.Select(s => new ChoiceOption(s.ToString(), new StringHtmlContent(text[$"scheme.{s}"])))];

    public async Task<IActionResult> OnPostAsync(IFormFile? fileSha256, CancellationToken cancellationToken)
    {
        var schemes = Form.SomeOf("scheme", Offered);
        var (number, holder) = (Form.Required("number"), Form.Identifier<UnifiedSocialCreditCode>("holder"));
        var (from, to) = (Form.RequiredDay("validFrom"), Form.RequiredDay("validTo"));
        var (products, bases) = (Form.Several<Gtin>("products"), Form.Several<Gln>("bases"));
        var output = Form.NumberOrNone("annualOutputKg");
        var code = Form.Text("enterpriseCode") is null ? (GreenFoodEnterpriseCode?)null : Form.Identifier<GreenFoodEnterpriseCode>("enterpriseCode");
        var area = Area();
        if (Form.Refused)
            return Refuse();
        if (await sender.KeepAsync(fileSha256, "fileSha256", cancellationToken) is var kept && kept.Problem is { } unkept)
            return Refuse(unkept);
        idempotency.Key = Form.Once;
        var sent = schemes[0] == CertificateScheme.PollutionFree
            ? await sender.Send(new RegisterLegacyCertificate(number, holder, from, to, products, bases, kept.Value), cancellationToken)
            : await sender.Send(new RegisterCertificate(schemes[0], number, holder, from, to, products, bases, output, code, Form.Text("announcement"), area, kept.Value), cancellationToken);
        if (sent.Failed(out var answer))
            return Refuse(sent.Problem);
        TempData.Say("certificate-registered");
        return LocalRedirect($"/certificates/{answer.Id}");
    }

    private ProtectedArea? Area()
    {
        if (Form.Text("area") is null)
            return null;
        return new ProtectedArea(Form.Several<RegionCode>("area"), new AreaBox(Form.Number("west"), Form.Number("south"), Form.Number("east"), Form.Number("north")));
    }
}
