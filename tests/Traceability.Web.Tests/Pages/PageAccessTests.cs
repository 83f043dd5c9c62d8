using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed class PageAccessTests
{
    [Fact]
    public void Pages_EveryOne_SaysWhoMayUseIt()
    {
        var pages = typeof(PagesSetup).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(PageModel)) && !t.IsAbstract).ToList();

        Assert.NotEmpty(pages);
        Assert.Empty(pages.Where(p => p.GetCustomAttribute<MayUseAttribute>() is null).Select(p => p.FullName));
        Assert.Empty(pages.Where(p => p.GetCustomAttribute<MayUseAttribute>() is { Who: Who.Roles, Roles.Count: 0 }).Select(p => p.FullName));
    }
}
