using System.Globalization;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Traceability.Web.Presentation;

/// <summary>Serves each page in its reader's language, says so in the headers, and remembers a choice that the address makes.</summary>
internal sealed class ReaderFilter : IAsyncResourceFilter
{
    private static readonly string[] DependsOn = ["Accept", "Accept-Language", "Cookie"];
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        var http = context.HttpContext;
        var reader = Reader.Of(http);
        CultureInfo.CurrentCulture = reader.Culture;
        CultureInfo.CurrentUICulture = reader.Culture;

        var headers = http.Response.Headers;
        headers.ContentLanguage = reader.Language;
        headers.Vary = string.Join(", ", headers.GetCommaSeparatedValues("Vary").Union(DependsOn, StringComparer.OrdinalIgnoreCase));
        if (Reader.Chooses(http.Request))
        {
            // A page that sets cookies is for one reader.
            headers.CacheControl = "private, no-store";
            Remember(http, Reader.LanguageKey, reader.Language);
            Remember(http, Reader.TypeKey, reader.LargeType ? Reader.Large : Reader.Normal);
        }

        await next();
    }

    private static void Remember(HttpContext http, string key, string value)
    {
        if (!http.Request.Query.ContainsKey(key))
            return;
        http.Response.Cookies.Append(key, value, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = Remembered,
            IsEssential = true,
        });
    }
}
