using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages;

/// <summary>Leads from a typed code to its label's page on this host, wherever the code points.</summary>
[MayUse(Who.Everybody)]
public sealed class FindModel(Wording text) : PageModel
{
    public CodeTyped Typed { get; private set; } = new("", Error: null);

    public IActionResult OnGet(string? code)
    {
        if (code is null)
            return Page();
        if (LabelCode.TryParse(code, out var label, out var error))
            return LocalRedirect(label.Path);
        Typed = new(code.Length > LabelCode.MaxLength ? "" : code, text.Rule(error.Rule));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
