using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

/// <summary>What holds for every page of the staff, whatever is on it.</summary>
[Collection(Servers.Name)]
public sealed partial class StaffDisciplineTests(Servers servers)
{
    private static readonly Dictionary<string, string[]> Pages = new(StringComparer.Ordinal)
    {
        [""] = ["/sign-in", "/sign-out", "/file", "/file?at=130700", "/file?region=130722"],
        ["cooperative"] =
        [
            "/today", "/account", "/account/password", "/account/authenticator", "/account/authenticator/remove", "/account/recovery-codes", "/account/organisation",
            "/farm", "/farm/harvest", "/farm/pack", "/farm/batches", "/farm/batches?q=PK&kind=Pack&held=yes", "/farm/batches?q=nothing-like-this", "/farm/missing", "/farm/bases", "/farm/bases/new", "/farm/bases/new?region=130722",
            "/farm/products", "/farm/products?loose=no", "/farm/products/new",
            "/organisation", "/organisation/members", "/organisation/members/admit", "/organisation/members/admit?known=true", "/organisation/keys", "/organisation/keys/new",
            "/farm/plots/log?gln=9520109009007&plot=1", "/farm/plots/log/step?gln=9520109009007&plot=1", "/farm/plots/log/spraying?gln=9520109009007&plot=1",
            "/farm/certificates", "/farm/brands",
            "/shipments", "/shipments?q=nothing-like-this&state=Voided&side=Carries&breach=open", "/shipments/new", "/farm/merge", "/farm/process", "/farm/complaints",
        ],
        ["logistics"] = ["/today", "/shipments", "/shipments/new"],
        ["certifier"] = ["/today", "/certificates", "/certificates/new"],
        ["brandManager"] = ["/today", "/brands", "/brands/new"],
        ["supervisor"] = ["/today", "/region", "/region?kind=Pack", "/approvals", "/recalls", "/recalls?open=yes", "/shipments", "/shipments?breach=open"],
        ["operator"] =
        [
            "/today", "/operating", "/operating/accounts", "/operating/supervisors", "/operating/supervisors/appoint", "/operating/supervisors/appoint?region=130722",
            "/operating/accounts/01990000-0000-7000-8000-000000000000/reset",
        ],
    };

    [Theory]
    [OnDatabases]
    public async Task Page_HasOneHeadingNoScriptNoInlineStyleAndNothingFromElsewhere(Provider provider)
    {
        foreach (var (shown, signedIn) in await AllAsync(provider, "zh-CN"))
        {
            var page = shown.Page;
            Assert.True(shown.Status == HttpStatusCode.OK, $"{shown.Path}: {shown.Status}");
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Single(page.QuerySelectorAll("main"));
            Assert.InRange(page.QuerySelectorAll("main .primary, main .final").Length, 0, 1);
            Assert.Empty(page.QuerySelectorAll("script, style, iframe, object, embed, base, [style]"));
            Assert.DoesNotContain(page.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal)));
            Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(e => e.Id).Distinct(StringComparer.Ordinal).Count());
            Assert.All(page.QuerySelectorAll("use"), use => Assert.NotNull(page.GetElementById(use.GetAttribute("href")![1..])));
            Assert.All(page.QuerySelectorAll("[src], link, a[href], form[action]"), e => Assert.Matches("^(/(?!/)|#|\\?)", e.GetAttribute("src") ?? e.GetAttribute("href") ?? e.GetAttribute("action")));
            Assert.Equal(signedIn, shown.Headers.CacheControl is { NoStore: true } && page.QuerySelector(".rooms") is not null);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Fields_EveryOne_HasALabelAndItsWords(Provider provider)
    {
        foreach (var (shown, _) in await AllAsync(provider, "en"))
        {
            foreach (var input in shown.Page.QuerySelectorAll("main input:not([type=hidden], [aria-hidden])").OfType<IHtmlInputElement>())
            {
                var label = input.Closest("label") ?? shown.Page.QuerySelector($"label[for='{input.Id}']");
                Assert.True((label?.TextContent ?? input.GetAttribute("aria-label"))?.Trim().Length > 0, $"{shown.Path}: {input.Name} has no label");
                Assert.All((input.GetAttribute("aria-describedby") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries), id => Assert.NotNull(shown.Page.GetElementById(id)));
                if (input.Type is "password" or "text")
                    Assert.True(input.GetAttribute("autocomplete") is { Length: > 0 } && input.MaxLength > 0, $"{shown.Path}: {input.Name}");
            }
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Forms_ThatSend_CarryATokenAndAreRefusedWithoutIt(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var before = await server.EverythingAsync();
        foreach (var (role, paths) in Pages)
        {
            using var visitor = role.Length == 0 ? new Visitor(server) : await People.SignedInAsync(server, role);
            foreach (var path in paths)
            {
                var shown = await visitor.OpenAsync(path);
                foreach (var form in shown.Page.QuerySelectorAll("form[method=post]"))
                {
                    var token = form.QuerySelector("input[name=__RequestVerificationToken]");
                    Assert.True(token is not null, $"{path} has a form without a token");
                    var to = form.GetAttribute("action") is { Length: > 0 } action ? action : shown.Path;
                    Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync(HttpMethod.Post, to, [])).Status);
                    Assert.Equal(HttpStatusCode.BadRequest, (await visitor.AskAsync(HttpMethod.Post, to, [KeyValuePair.Create("__RequestVerificationToken", "forged")])).Status);
                }
            }
        }

        var changed = (await server.EverythingAsync()).Except(before).Select(t => t.Split(':')[0]).Except(["session", "sign_in"]);
        Assert.Empty(changed);
    }

    [Theory]
    [OnDatabases]
    public async Task Page_InOneLanguage_HoldsNoneOfTheOther(Provider provider)
    {
        var chinese = (await AllAsync(provider, "zh-CN")).SelectMany(p => Own(p.Shown.Page).Where(text => EnglishWord().IsMatch(text)).Select(text => $"{p.Shown.Path}: {text.Trim()}"));
        var english = (await AllAsync(provider, "en")).SelectMany(p => Own(p.Shown.Page).Where(text => Han().IsMatch(text)).Select(text => $"{p.Shown.Path}: {text.Trim()}"));

        Assert.Empty(chinese);
        Assert.Empty(english);
    }

    private async Task<List<(Shown Shown, bool SignedIn)>> AllAsync(Provider provider, string language)
    {
        var server = await servers.OnAsync(provider);
        var all = new List<(Shown, bool)>();
        foreach (var (role, paths) in Pages)
        {
            using var visitor = role.Length == 0 ? new Visitor(server, language) : await People.SignedInAsync(server, role, language);
            foreach (var path in paths)
                all.Add((await visitor.OpenAsync(path), role.Length > 0));
        }

        return all;
    }

    // Names come isolated from outside, codes are nobody's language, and the switch is written in the other one.
    private static IEnumerable<string> Own(IParentNode page) =>
        page.QuerySelectorAll("body *").Where(e => !e.Matches("bdi, code, pre, .code, [lang]"))
            .SelectMany(e => e.ChildNodes.OfType<IText>()).Select(t => t.Text)
            .Concat(page.QuerySelectorAll("[aria-label], [data-label]").Select(e => e.GetAttribute("aria-label") ?? e.GetAttribute("data-label")!));

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Han();

    [GeneratedRegex(@"\b(?!GTIN|GLN|SSCC|CSV|UTF|UTC|TOTP|API|Api|Key|POST|PDF|PNG|JPEG|MiB|api|regions)[A-Za-z]{3,}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnglishWord();
}
