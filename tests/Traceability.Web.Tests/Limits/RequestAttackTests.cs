using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Traceability.Web.Tests.Limits;

/// <summary>Requests that nobody who means well sends: too large, too slow, of two meanings, of too many headers. Each costs little and harms nobody else.</summary>
public sealed class RequestAttackTests(AttackServer attacked)
{
    private const string Label = "/01/09520100000102/10/PK01";
    private const string Harvests = "/api/batches/harvests";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Body_DeclaredTooLarge_IsRefusedBeforeAByteOfItIsRead()
    {
        var server = await attacked.Server;
        var answer = await RawConnection.AskAsync(server.Address, Post(Harvests, $"X-Api-Key: {server.Key("cooperative")}\r\nContent-Length: 70000000000\r\nConnection: close\r\n", ""));

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("request.too-large", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_DeclaredTooLargeForAPage_IsRefused()
    {
        var server = await attacked.Server;
        var answer = await RawConnection.AskAsync(server.Address, Post("/error/404", "Content-Length: 70000000000\r\nContent-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n", "a=b"));

        Assert.Matches("^HTTP/1.1 (404|413)", answer);
    }

    [Fact]
    public async Task Body_ChunkedWithoutEnd_IsCutOff()
    {
        var server = await attacked.Server;
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync(Post(Harvests, $"X-Api-Key: {server.Key("cooperative")}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n", "", chunked: true));
        var chunk = $"4000\r\n{new string(' ', 0x4000)}\r\n";
        var sent = 0;
        while (sent < 4_000 && await connection.SendAsync(chunk))
            sent++;

        // 64 MiB would be 4,000 chunks.
        Assert.InRange(sent, 1, 1_000);
        Assert.Matches("^($|HTTP/1.1 (400|413))", await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task Body_ChunkedTooLarge_IsRefusedInWords()
    {
        var server = await attacked.Server;
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(new string(' ', 100_000)));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        Assert.Equal((400, "request.too-large"), await server.RefusalAsync(HttpMethod.Post, Harvests, body, ("X-Api-Key", server.Key("cooperative")), ("Transfer-Encoding", "chunked")));
    }

    [Fact]
    public async Task Body_CompressedToABomb_IsNotUnpacked()
    {
        var server = await attacked.Server;
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            await gzip.WriteAsync(new byte[10_000_000], Ct);
        using var body = new ByteArrayContent(packed.ToArray());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        body.Headers.ContentEncoding.Add("gzip");

        Assert.Equal((415, "request.content-encoding"), await server.RefusalAsync(HttpMethod.Post, Harvests, body, ("X-Api-Key", server.Key("cooperative"))));
    }

    [Theory]
    [InlineData(65, 10)]
    [InlineData(10, 2_000)]
    [InlineData(1, 17_000)]
    public async Task Headers_TooManyOrTooLong_Are431(int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => $"X-{i}: {new string('a', length)}\r\n"));

        Assert.StartsWith("HTTP/1.1 431", await RawConnection.AskAsync((await attacked.Server).Address, $"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_TooLong_Is414() =>
        Assert.StartsWith("HTTP/1.1 414", await RawConnection.AskAsync((await attacked.Server).Address, $"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n", "aaaaaa")]
    [InlineData("Content-Length: 5, 5\r\n", "aaaaa")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "5;\nx\r\naaaaa\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "-1\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n\r\n")]
    public async Task Body_OfTwoLengths_EndsTheConnectionAfterOneAnswer(string headers, string body)
    {
        var server = await attacked.Server;
        var answer = await RawConnection.AskAsync(server.Address, Post(Harvests, $"X-Api-Key: {server.Key("cooperative")}\r\n{headers}", body));

        Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1/evil\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1 evil\r\n\r\n")]
    [InlineData("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1.evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n")]
    [InlineData("GET / HTTP/1.0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0b\r\n\r\n")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")]
    public async Task Request_ForAnotherHostOrOfBrokenForm_IsRefused(string request)
    {
        var answer = await RawConnection.AskAsync((await attacked.Server).Address, request);

        Assert.Matches("^(HTTP/1.1 (400|505)|HTTP/1.0 400|$)", answer.Split("\r\n")[0]);
        Assert.DoesNotContain("evil", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Host", "evil.example")]
    [InlineData("X-Original-URL", "/readyz")]
    [InlineData("X-Rewrite-URL", "/readyz")]
    [InlineData("Forwarded", "host=evil.example;proto=https")]
    [InlineData("X-Forwarded-Prefix", "/evil.example")]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("X-Forwarded-Proto", "javascript")]
    public async Task Header_ThatWouldLeadElsewhere_IsWithoutEffect(string name, string value)
    {
        var server = await attacked.Server;
        foreach (var path in new[] { "/", Label, "/api/trace" + Label, "/find?code=" + Uri.EscapeDataString(Label) })
        {
            using var plain = await server.SendAsync(HttpMethod.Get, path);
            using var told = await server.SendAsync(HttpMethod.Get, path, null, (name, value));

            Assert.Equal(plain.StatusCode, told.StatusCode);
            Assert.Equal(plain.Headers.Location, told.Headers.Location);
            Assert.Equal(await plain.Content.ReadAsStringAsync(Ct), await told.Content.ReadAsStringAsync(Ct));
        }
    }

    [Theory]
    [InlineData("TRACE", 405)]
    [InlineData("CONNECT", 405)]
    [InlineData("OPTIONS", 405)]
    [InlineData("PROPFIND", 405)]
    [InlineData("PUT", 405)]
    [InlineData("DELETE", 405)]
    public async Task Method_ThatNothingTakes_Is405AndEchoesNothing(string method, int expected)
    {
        var server = await attacked.Server;
        foreach (var path in new[] { "/", "/find", Label, "/api/trace" + Label, "/healthz", "/readyz", Harvests, "/icon.svg" })
        {
            var answer = await RawConnection.AskAsync(server.Address, $"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Secret: do-not-echo\r\nConnection: close\r\n\r\n");

            Assert.StartsWith($"HTTP/1.1 {expected}", answer, StringComparison.Ordinal);
            Assert.Contains("Allow: ", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("do-not-echo", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Head_OfWhatAnswersGet_IsAnsweredWithoutBody()
    {
        var server = await attacked.Server;
        foreach (var (path, accept) in new[] { ("/", "text/html"), (Label, "text/html"), (Label, "application/json"), ("/api/trace" + Label, "*/*"), ("/healthz", "*/*"), ("/readyz", "*/*"), ("/ledger/checkpoint", "*/*"), ("/icon.svg", "*/*") })
        {
            using var got = await server.SendAsync(HttpMethod.Get, path, null, ("Accept", accept));
            var answer = await RawConnection.AskAsync(server.Address, $"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\nConnection: close\r\n\r\n");

            Assert.True(answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal), $"{path} {accept}: {answer}");
            Assert.Contains($"Content-Type: {got.Content.Headers.ContentType}", answer, StringComparison.Ordinal);
            Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/../../../etc/passwd")]
    [InlineData("/..%2f..%2f..%2fetc/passwd")]
    [InlineData("/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/%252e%252e/%252e%252e/etc/passwd")]
    [InlineData("/..\\..\\..\\etc\\passwd")]
    [InlineData("/..%5c..%5cappsettings.json")]
    [InlineData("/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("/site.css/../appsettings.json")]
    [InlineData("/appsettings.json")]
    [InlineData("/keys/log.key")]
    [InlineData("/data/traceability.db")]
    [InlineData("/Traceability.Web.dll")]
    [InlineData("/site.css%00.html")]
    [InlineData("/swagger/../appsettings.json")]
    [InlineData("/swagger/..%2f..%2fappsettings.json")]
    [InlineData("/api/labels/01/09520100000102/10/..%2f..%2f..%2fetc%2fpasswd/qr.svg")]
    [InlineData("/ledger/proof/batch/09520100000102/..%2f..%2fkeys%2flog.key")]
    public async Task Path_ThatClimbs_FindsNothing(string path)
    {
        var answer = await RawConnection.AskAsync((await attacked.Server).Address, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        Assert.Matches("^HTTP/1.1 (400|404)", answer);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("LogLevel", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Accept")]
    [InlineData("Accept-Encoding")]
    [InlineData("Accept-Language")]
    [InlineData("Cookie")]
    [InlineData("Range")]
    [InlineData("If-None-Match")]
    [InlineData("If-Modified-Since")]
    [InlineData("X-Api-Key")]
    [InlineData("Idempotency-Key")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("traceparent")]
    [InlineData("baggage")]
    public async Task Header_OfAbsurdValue_IsAnsweredSoonAndNeverAsAFailure(string name)
    {
        var server = await attacked.Server;
        string[] values =
        [
            "", ";", "=", "\"", string.Concat(Enumerable.Repeat(",", 8_000)), string.Concat(Enumerable.Repeat("a/b;q=0.1,", 1_200)), string.Concat(Enumerable.Repeat("a=b; ", 2_500)),
            new string('a', 12_000), new string('"', 8_000), "bytes=0-,0-,0-,0-,0-,0-,0-,0-", "\u00ff\u00fe\u0080", "text/html;q=99999999999999999999999", "zh;q=-1",
        ];
        var start = TimeProvider.System.GetTimestamp();
        foreach (var value in values)
        {
            foreach (var path in new[] { Label, "/icon.svg" })
            {
                var answer = await RawConnection.AskAsync(server.Address, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{name}: {value}\r\nConnection: close\r\n\r\n");
                Assert.True(answer.StartsWith("HTTP/1.1 2", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 3", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), $"{path} {value[..Math.Min(40, value.Length)]}: {answer}");
            }
        }

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cookies_OfAnyNumberAndForm_ChangeNothing()
    {
        var server = await attacked.Server;
        using var plain = await server.SendAsync(HttpMethod.Get, Label);
        var expected = await plain.Content.ReadAsStringAsync(Ct);
        foreach (var cookie in new[] { string.Concat(Enumerable.Range(0, 1_500).Select(i => $"c{i}=v; ")), "lang=<script>", "type=" + new string('x', 8_000), ";;;;=;=;", "lang=xx; lang=yy" })
        {
            using var answer = await server.SendAsync(HttpMethod.Get, Label, null, ("Cookie", cookie));
            Assert.Equal(expected, await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    private static string Post(string path, string headers, string body, bool chunked = false) =>
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{(headers.Contains("Content-Type", StringComparison.Ordinal) ? "" : "Content-Type: application/json\r\n")}{headers}\r\n{(chunked ? "" : body)}";
}
