using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Http;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Limits;

/// <summary>Every page that there is, found and not listed: no other site can send its forms, none leads to another site, and what strangers may do often they may do only so often.</summary>
public sealed partial class PageFormTests(AttackServer attacked)
{
    private static readonly string[] Names = ["returnUrl", "ReturnUrl", "return", "url", "next", "redirect", "target", "to", "back", "code"];
    private static readonly string[] Elsewhere = ["https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "https:evil.example", "javascript:alert(1)//evil.example", "/%09/evil.example", "\t//evil.example"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_ThatTakeAForm_RefuseOneWithoutItsToken()
    {
        var server = await attacked.Server;
        var posting = (await PagesAsync(server)).Where(p => p.Page.HandlerMethods.Any(h => h.HttpMethod.Equals("Post", StringComparison.OrdinalIgnoreCase))).ToList();

        Assert.Contains(posting, p => p.Page.ViewEnginePath == "/Error");
        Assert.All(posting.Where(p => p.Page.ViewEnginePath != "/Error"), p =>
        {
            Assert.DoesNotContain(p.Page.FilterDescriptors, f => f.Filter is IgnoreAntiforgeryTokenAttribute);
            Assert.Contains(p.Page.FilterDescriptors, f => f.Filter is IFilterFactory and (AutoValidateAntiforgeryTokenAttribute or ValidateAntiForgeryTokenAttribute));
        });
        foreach (var (page, path) in posting.Where(p => p.Page.ViewEnginePath != "/Error"))
        {
            using var form = new FormUrlEncodedContent([new("a", "b")]);
            using var answer = await server.SendAsync(HttpMethod.Post, path, form, ("Accept", "text/html"));
            // Who is not signed in is asked to, before the form is looked at.
            Assert.True((int)answer.StatusCode is 400 or 302 or 401 or 403, $"{path}: {answer.StatusCode}");
            if ((int)answer.StatusCode == 302)
                Assert.StartsWith("/sign-in", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
            if (page.HandlerTypeInfo.GetCustomAttributes(typeof(MayUseAttribute), inherit: false) is [MayUseAttribute { Who: Who.Everybody }])
                Assert.Equal(400, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task Pages_WhereStrangersChangeSomething_AreLimited()
    {
        var server = await attacked.Server;
        // Who signs out changes nothing but their own.
        var open = (await PagesAsync(server)).Select(p => p.Page)
            .Where(p => p.ViewEnginePath is not ("/Error" or "/SigningIn/SignOut") && p.HandlerMethods.Any(h => h.HttpMethod.Equals("Post", StringComparison.OrdinalIgnoreCase)))
            .Where(p => p.HandlerTypeInfo.GetCustomAttributes(typeof(MayUseAttribute), inherit: false) is [MayUseAttribute { Who: Who.Everybody }]).ToList();

        Assert.Contains(open, p => p.ViewEnginePath == "/SigningIn/SignIn");
        Assert.DoesNotContain(open, p => !p.HandlerTypeInfo.IsDefined(typeof(LimitedRateAttribute), inherit: true));
    }

    [Fact]
    public async Task Pages_WithAnAddressOfElsewhere_LeadNowhereElse()
    {
        var server = await attacked.Server;
        foreach (var (_, path) in await PagesAsync(server))
        {
            foreach (var name in Names)
            {
                foreach (var elsewhere in Elsewhere)
                {
                    using var answer = await server.SendAsync(HttpMethod.Get, $"{path}?{name}={Uri.EscapeDataString(elsewhere)}", null, ("Accept", "text/html"));
                    if (answer.Headers.Location is { } location)
                        Assert.True(location.OriginalString.StartsWith('/') && !location.OriginalString.StartsWith("//", StringComparison.Ordinal) && !location.OriginalString.Contains('\\', StringComparison.Ordinal), $"{path} {name}: {location}");
                    var html = await answer.Content.ReadAsStringAsync(Ct);
                    Assert.False(LeadsAway().IsMatch(html), $"{path} {name}={elsewhere}");
                }
            }
        }
    }

    [Fact]
    public void Sources_OfTheWeb_RedirectOnlyWithinTheSite()
    {
        var wrong = Directory.EnumerateFiles(Path.Combine(TestFiles.Root, "src", "Traceability.Web"), "*.cs*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".cshtml")
            // It leads from http to https, at the address that the operator set.
            .Where(file => Path.GetFileName(file) != "Https.cs")
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && FreeRedirect().IsMatch(File.ReadAllText(file)));

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("return Redirect(url);", true)]
    [InlineData("Results.Redirect(url)", true)]
    [InlineData("new RedirectResult(url)", true)]
    [InlineData("Response.Redirect(url)", true)]
    [InlineData("context.Response.Headers.Location = url;", true)]
    [InlineData("headers[\"Location\"] = url;", true)]
    [InlineData("headers[HeaderNames.Location] = url;", true)]
    [InlineData("<meta http-equiv=\"refresh\" content=\"0;url=@url\">", true)]
    [InlineData("return LocalRedirect(url);", false)]
    [InlineData("new LocalRedirectResult(url)", false)]
    [InlineData("return RedirectToPage();", false)]
    public void FreeRedirect_IsFound(string code, bool found) => Assert.Equal(found, FreeRedirect().IsMatch(code));

    private static async Task<IReadOnlyList<(CompiledPageActionDescriptor Page, string Path)>> PagesAsync(LimitedServer server)
    {
        var loader = server.Services.GetRequiredService<PageLoader>();
        var pages = new List<(CompiledPageActionDescriptor, string)>();
        foreach (var endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                pages.Add((await loader.LoadAsync(page, endpoint.Metadata), PathOf(endpoint)));
        }

        Assert.NotEmpty(pages);
        return pages;
    }

    private static string PathOf(RouteEndpoint endpoint) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "gtin" } => "09520100000102",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "status" } => "404",
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "lot" or "serial" } => "PK01",
        _ => "01990000-0000-7000-8000-000000000000",
    }))));

    [GeneratedRegex("""(href|action|src|content)\s*=\s*"\s*(https?:|javascript:[^"]*)?[/\\\s]*evil\.example""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex LeadsAway();

    [GeneratedRegex("""(?<!Local)\bRedirect(Permanent|PreserveMethod|PermanentPreserveMethod)?\(|\bnew RedirectResult\(|\bHeaders\.Location\s*=|\[(HeaderNames\.|")Location"?\]\s*=|http-equiv="?refresh""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FreeRedirect();
}
