using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

/// <summary>Somebody with a browser: it keeps its cookies, follows what leads on, and sends forms with all that is in them.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _client;

    public Visitor(Server server, string language = "zh-CN")
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = server.Address };
        _client.DefaultRequestHeaders.Add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        _client.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies();

    /// <summary>Somebody whose browser holds this session.</summary>
    public static Visitor With(Server server, string session)
    {
        var visitor = new Visitor(server);
        visitor._cookies.Add(server.Address, new Cookie("traceability-session", session));
        return visitor;
    }

    /// <summary>Somebody who took all cookies of another.</summary>
    public static Visitor Thief(Server server, Visitor victim)
    {
        var thief = new Visitor(server);
        foreach (var cookie in victim.Cookies)
            thief._cookies.Add(server.Address, new Cookie(cookie.Name, cookie.Value));
        return thief;
    }

    public async Task<Shown> OpenAsync(string path) => await FollowAsync(await _client.GetAsync(new Uri(path, UriKind.Relative), Ct));

    /// <summary>What is answered at first, whatever it leads to.</summary>
    public async Task<Shown> AskAsync(HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>>? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : new FormUrlEncodedContent(body) };
        return await ReadAsync(await _client.SendAsync(request, Ct));
    }

    /// <summary>A file, byte for byte as characters.</summary>
    public async Task<string> DownloadAsync(string path) => System.Text.Encoding.Latin1.GetString(await _client.GetByteArrayAsync(new Uri(path, UriKind.Relative), Ct));

    /// <summary>What a script of another site would send, were it let.</summary>
    public async Task<Shown> CommandAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = method == HttpMethod.Post ? Server.JsonContent("{}") : null };
        return await ReadAsync(await _client.SendAsync(request, Ct));
    }

    /// <summary>Fills in the form of the page's own part and sends it.</summary>
    public Task<Shown> SendAsync(Shown page, params (string Name, string Value)[] typed) => SendAsync(page, "main form", typed);

    public async Task<Shown> SendAsync(Shown page, string form, params (string Name, string Value)[] typed)
    {
        var (path, body) = page.Filled(form, typed);
        using var content = new FormUrlEncodedContent(body);
        return await FollowAsync(await _client.PostAsync(new Uri(path, UriKind.Relative), content, Ct));
    }

    /// <summary>The same with a file.</summary>
    public async Task<Shown> UploadAsync(Shown page, string field, byte[] file, params (string Name, string Value)[] typed)
    {
        var (path, body) = page.Filled("main form", [(field, ""), .. typed]);
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in body.Where(b => b.Key != field))
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(file), field, "../../<b>.csv");
        return await FollowAsync(await _client.PostAsync(new Uri(path, UriKind.Relative), content, Ct));
    }

    public async Task<Shown> SignInAsync(string userName, string password, string? returnUrl = null) =>
        await SendAsync(await OpenAsync("/sign-in" + (returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl))), ("userName", userName), ("password", password));

    public void Dispose() => _client.Dispose();

    private async Task<Shown> FollowAsync(HttpResponseMessage first)
    {
        var response = first;
        for (var i = 0; i < 6 && response.Headers.Location is { } next; i++)
        {
            var from = response.RequestMessage!.RequestUri!;
            response.Dispose();
            var to = new Uri(from, next);
            Assert.Equal(from.Authority, to.Authority);
            response = await _client.GetAsync(to, Ct);
        }

        return await ReadAsync(response);
    }

    private static async Task<Shown> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var html = await response.Content.ReadAsStringAsync(Ct);
            return new Shown(response.StatusCode, response.RequestMessage!.RequestUri!.PathAndQuery, response.Headers, html, new HtmlParser().ParseDocument(html));
        }
    }
}

/// <summary>A page as it came.</summary>
internal sealed record Shown(HttpStatusCode Status, string Path, HttpResponseHeaders Headers, string Html, IHtmlDocument Page)
{
    public string Heading => Words("h1");

    public string Words(string selector) => string.Join(' ', (Page.QuerySelector(selector)?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What stands beside a field.</summary>
    public string ErrorOf(string field) => Words($"#f-{field}-error");

    public string ValueOf(string field) => Page.GetElementById("f-" + field)?.GetAttribute("value") ?? "";

    public string Secret => Words(".secret .code");

    public (string Path, List<KeyValuePair<string, string>> Body) Filled(string selector, (string Name, string Value)[] typed)
    {
        var form = (IHtmlFormElement)(Page.QuerySelector(selector) ?? throw new InvalidOperationException($"{Path} has no {selector}: {Heading}"));
        var names = typed.Select(t => t.Name).ToHashSet(StringComparer.Ordinal);
        var body = form.QuerySelectorAll("input").OfType<IHtmlInputElement>()
            .Where(i => i.Name is { } name && !names.Contains(name) && (i.Type is not ("checkbox" or "radio") || i.IsChecked))
            .Select(i => KeyValuePair.Create(i.Name!, i.Value)).ToList();
        body.AddRange(typed.Select(t => KeyValuePair.Create(t.Name, t.Value)));
        return (form.GetAttribute("action") is { Length: > 0 } action ? action : Path, body);
    }
}
