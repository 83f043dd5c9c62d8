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
        if (http.User.Identity is not { IsAuthenticated: true })
            context.Result = new LocalRedirectResult(SignInPath + QueryString.Create("returnUrl", http.Request.Path + http.Request.QueryString));
        else if (access.Who == Who.Roles && !(http.RequestServices.GetRequiredService<ActorContext>().Actor is { } actor && access.Roles.Any(actor.Has)))
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
    }
}
