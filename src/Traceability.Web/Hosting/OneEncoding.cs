using Microsoft.Net.Http.Headers;

namespace Traceability.Web.Hosting;

/// <summary>
/// Reduces <c>Accept-Encoding</c> to the one encoding that will be used, before anything is kept under it: what is compressed and
/// what the page cache files it under can then never disagree.
/// </summary>
internal static class OneEncoding
{
    private static readonly string[] Preferred = ["br", "gzip"];

    public static void UseOneEncoding(this IApplicationBuilder app) =>
        app.Use((context, next) =>
        {
            var headers = context.Request.Headers;
            if (headers.AcceptEncoding.Count > 0)
                headers.AcceptEncoding = Chosen(context.Request.GetTypedHeaders().AcceptEncoding);
            return next(context);
        });

    private static string? Chosen(IList<StringWithQualityHeaderValue> accepted) =>
        Array.Find(Preferred, encoding => accepted.Any(a => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0));
}
