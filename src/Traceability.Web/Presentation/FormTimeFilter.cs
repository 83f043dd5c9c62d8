using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.WebUtilities;

namespace Traceability.Web.Presentation;

/// <summary>
/// Takes in a form within the time that a request has. Without it the check of the form's token would be the first to read it, and that
/// waits for any body, however slowly it comes.
/// </summary>
internal sealed class FormTimeFilter : IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>The server lets no larger one through.</summary>
    private const int LargestForm = 256 * 1024;

    /// <summary>After who may, before the token, which is looked at in place 1,000.</summary>
    public int Order => 500;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return;
        try
        {
            request.EnableBuffering(bufferThreshold: LargestForm);
            await request.Body.DrainAsync(context.HttpContext.RequestAborted);
            request.Body.Position = 0;
        }
        catch (IOException)
        {
            // Too long or cut off: without its end it has no token, and is refused for that.
            return;
        }
    }
}
