using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Traceability.Web.Presentation;

/// <summary>Where somebody goes on after a step in between. It is always an address of ours.</summary>
internal static class ReturnAddress
{
    public const string Today = "/today";

    private const int Longest = 500;

    /// <summary>The address asked for, or the start page where it is another's or none.</summary>
    public static string Next(this PageModel page, string? asked) =>
        asked is { Length: <= Longest } && page.Url.IsLocalUrl(asked) && asked[0] == '/' ? asked : Today;

    /// <summary>A step in between that remembers it.</summary>
    public static string With(this PageModel page, string path, string? asked) =>
        page.Next(asked) is var next && next == Today ? path : path + QueryString.Create("returnUrl", next);
}
