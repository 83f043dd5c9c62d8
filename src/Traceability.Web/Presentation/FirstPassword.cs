using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Traceability.Web.Presentation;

/// <summary>What somebody has to be told so that they can sign in for the first time.</summary>
/// <param name="Password">Null where the same was asked before and it was shown then.</param>
/// <param name="Back">Where to go when they know it.</param>
public sealed record FirstPassword(string UserName, string? Password, string SignInAddress, string Back);

internal static class FirstPasswords
{
    public static FirstPassword FirstPassword(this PageModel page, string userName, string? password, string back) =>
        new(userName, password, $"{page.Request.Scheme}://{page.Request.Host}{PageAccessFilter.SignInPath}", back);
}
