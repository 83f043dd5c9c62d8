using System.Security.Claims;
using Microsoft.AspNetCore.Diagnostics;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.Web.Presentation;

namespace Traceability.Web.Hosting;

/// <summary>
/// The cookie of a signed-in person. It is for pages alone: machines have keys, and an address of theirs never looks at it, so no other
/// site can make a browser command anything there.
/// </summary>
public sealed class SessionCookie
{
    private readonly bool _development;

    internal SessionCookie(Settings settings) => _development = settings.Development;

    // Only over TLS, for this host alone and the whole of it: the browser holds to that for a name that begins so.
    private string Name => _development ? "traceability-session" : "__Host-traceability-session";

    public string? Read(HttpContext http) => http.Request.Cookies[Name];

    /// <param name="session">The secret that signing in answered.</param>
    public void Set(HttpContext http, string session) => http.Response.Cookies.Append(Name, session, Options(http, Sessions.Longest));

    public void Remove(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, longest: null));

    private CookieOptions Options(HttpContext http, TimeSpan? longest) =>
        new() { HttpOnly = true, Secure = !_development || http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true, MaxAge = longest };
}

/// <summary>Finds who asks: for machines by <c>X-Api-Key</c>, for pages by the cookie. Neither counts for the other.</summary>
internal static class RequestIdentity
{
    public static void UseRequestIdentity(this IApplicationBuilder app) =>
        app.Use(async (context, next) =>
        {
            if (context.Request.IsForMachines())
                await FindMachineAsync(context);
            else
                await FindPersonAsync(context);
            await next(context);
        });

    /// <summary>A wrong key is no actor: what needs one then answers 401.</summary>
    private static async ValueTask FindMachineAsync(HttpContext context)
    {
        if (context.Request.Headers.TryGetValue("X-Api-Key", out var keys) && keys is [{ Length: > 0 } key])
            context.RequestServices.GetRequiredService<ActorContext>().Actor = await context.RequestServices.GetRequiredService<ApiKeys>().FindActorAsync(key);
    }

    private static async ValueTask FindPersonAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<SessionCookie>().Read(context) is not { Length: > 0 } token || await FindAsync(context, token) is not { } person)
            return;
        context.Response.Headers.CacheControl = "no-store";
        context.RequestServices.GetRequiredService<PersonContext>().Person = person;
        context.RequestServices.GetRequiredService<ActorContext>().Actor = person.Actor;
        if (person.AwaitsCode)
            return;
        // The token against forgery is bound to who this is.
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, person.Account), new Claim(ClaimTypes.Name, person.UserName)], authenticationType: "session"));
    }

    private static async ValueTask<Person?> FindAsync(HttpContext context, string token)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<Sessions>().FindAsync(token);
        }
        catch (Exception e) when (context.Features.Get<IStatusCodeReExecuteFeature>() is not null && context.RequestServices.GetRequiredService<IDatabase>().IsAbsence(e))
        {
            // The page that says that the database is away needs nobody's name.
            return null;
        }
    }
}
