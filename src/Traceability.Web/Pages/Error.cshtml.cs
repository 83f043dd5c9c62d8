using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages;

/// <summary>A failure in words, without its details.</summary>
[MayUse(Who.Everybody)]
[IgnoreAntiforgeryToken]
[ResponseCache(Location = ResponseCacheLocation.None, NoStore = true)]
public sealed class ErrorModel : PageModel
{
    /// <summary>Which words fit: <c>missing</c>, <c>forbidden</c>, <c>busy</c>, <c>refused</c> or <c>server</c>.</summary>
    public string Kind { get; private set; } = "server";

    /// <summary>Lets whoever is called find the failure in the logs; null where nothing failed here.</summary>
    public string? RequestId { get; private set; }

    public void OnGet() => Show();

    // What failed may have been a POST: it is shown by the same method.
    public void OnPost() => Show();

    private void Show()
    {
        // Not a parameter: where the body is what failed, nothing is bound.
        var status = int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture);
        Response.StatusCode = status;
        Kind = status switch
        {
            StatusCodes.Status404NotFound => "missing",
            StatusCodes.Status403Forbidden => "forbidden",
            StatusCodes.Status429TooManyRequests => "busy",
            < StatusCodes.Status500InternalServerError => "refused",
            _ => "server",
        };
        RequestId = status < StatusCodes.Status500InternalServerError ? null : Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
    }
}
