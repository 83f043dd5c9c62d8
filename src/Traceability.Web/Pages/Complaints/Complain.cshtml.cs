using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Complaints;
using Traceability.App.Http;
using Traceability.Gs1.DigitalLink;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Complaints;

/// <summary>Whoever holds a label says what is wrong with what carries it.</summary>
[MayUse(Who.Everybody)]
[LimitedRate(Rate.Filing)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ComplainModel(ISender sender) : FormPage("text", "contact")
{
    /// <summary>Path of the label's own page.</summary>
    public string Label { get; private set; } = "";

    public string Lot { get; private set; } = "";

    public IActionResult OnGet() => Read() is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Read() is not { } address)
            return NotFound();
        var text = Form.Line("text");
        if (Form.Refused)
            return Refuse();
        var filed = await sender.Send(new FileComplaint(address.Gtin, address.Lot, text, address.Serial, Form.Text("contact")), cancellationToken);
        return filed.Failed(out var answer) ? Refuse(filed.Problem) : LocalRedirect($"/complaints/{answer.Complaint}");
    }

    private LabelAddress? Read()
    {
        if (LabelAddress.Read(HttpContext).Failed(out var address))
            return null;
        (Label, Lot) = (DigitalLinkUri.ForItem(address.Gtin, address.Lot, address.Serial).ToPath(), address.Lot.ToString());
        return address;
    }
}
