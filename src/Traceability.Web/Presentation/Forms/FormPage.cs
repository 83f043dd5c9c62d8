using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Http;
using Traceability.Domain;

namespace Traceability.Web.Presentation.Forms;

/// <summary>A page with a form: what is posted is read before its handler runs, and stays when it is refused.</summary>
/// <param name="fields">See <see cref="Forms.Form"/>.</param>
public abstract class FormPage(params IReadOnlyList<string> fields) : PageModel
{
    public Form Form { get; } = new(fields);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(Request.Method) && Request.HasFormContentType)
            Form.Read(await Request.ReadFormAsync(HttpContext.RequestAborted));
        await next();
    }

    /// <summary>The form again, with why it was refused; the status says the same to a machine.</summary>
    protected PageResult Refuse(Problem? problem = null)
    {
        if (problem is not null)
            Form.Refuse(problem);
        Response.StatusCode = Form.Problems is [var first, ..] ? ProblemResult.StatusOf(first.Kind) : StatusCodes.Status400BadRequest;
        return Page();
    }
}
