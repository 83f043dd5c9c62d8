using Traceability.App.Access;

namespace Traceability.Web.Hosting;

/// <summary>Finds the actor behind <c>X-Api-Key</c>. A wrong key is no actor: what needs one then answers 401.</summary>
internal static class ApiKeyMiddleware
{
    public static void UseApiKeys(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            if (context.Request.Headers.TryGetValue("X-Api-Key", out var keys) && keys is [{ Length: > 0 } key])
                context.RequestServices.GetRequiredService<ActorContext>().Actor = context.RequestServices.GetRequiredService<ApiKeys>().FindActor(key);
            return next(context);
        });
}
