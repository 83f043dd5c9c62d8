using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Access;

namespace Traceability.Web.Presentation;

/// <summary>Holds every page to what it says of who may use it, before anything of a request to it is read.</summary>
internal sealed class PageAccessFilter : IAuthorizationFilter
{
    public const string SignInPath = "/sign-in";
    public const string PasswordPath = "/account/password";

    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (context.ActionDescriptor is not CompiledPageActionDescriptor page)
            return;
        var access = page.HandlerTypeInfo.GetCustomAttribute<MayUseAttribute>()
            ?? throw new InvalidOperationException($"The page {page.ViewEnginePath} does not say who may use it.");
        if (access.Who == Who.Everybody)
            return;

        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (http.RequestServices.GetRequiredService<PersonContext>().Person is not { AwaitsCode: false } person)
            context.Result = Detour(http, SignInPath);
        else if (person.MustChangePassword && http.Request.Path != PasswordPath)
            context.Result = Detour(http, PasswordPath);
        else if (access.Who == Who.Roles && !(person.Actor is { } actor && access.Roles.Any(actor.Has)))
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
    }

    /// <summary>There and, afterwards, back; a form that was sent is shown again, not sent again.</summary>
    private static LocalRedirectResult Detour(HttpContext http, string path) =>
        new(path + QueryString.Create("returnUrl", http.Request.Path + (HttpMethods.IsPost(http.Request.Method) ? QueryString.Empty : http.Request.QueryString)));
}
