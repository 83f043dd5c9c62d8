using System.Net;
using System.Text;
using AngleSharp.Html.Parser;

namespace Traceability.Web.Tests.Api;

/// <summary>A lot may have any of GS1's characters. Page, trace, symbol and proof read one address alike, and lots that look alike encoded stay apart.</summary>
[Collection(Servers.Name)]
public sealed class LabelAddressTests(Servers servers)
{
    private const string AllCharacters = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    public static TheoryData<string> Lots { get; } =
    [
        "A/B", "A%2FB", "A%2fB", "A%252FB", "50%", "A+B", "A B".Replace(' ', '&'), "?x=1&y=2", "a;b=c", "'\"<>", "...", ".A", "//", "%", "%%%", "%2F", "/", "*:,!()_-=",
        .. AllCharacters.Chunk(20).Select(c => new string(c)),
    ];

    [Theory]
    [OnDatabases(Rows = nameof(Lots))]
    public async Task Lot_OfAnyCharacters_IsTheSameOnPageTraceSymbolAndProof(Provider provider, string lot)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(3, lot);
        var run = await farm.LabelAsync(batch, 3);
        await server.LoggedAsync();

        var label = (await server.GetAsync((string)run["labelsUrl"]!, farm.Key)).Json["labels"]![0]!;
        var address = new Uri((string)label["digitalLink"]!).AbsolutePath["/t".Length..];
        var segment = address.Split('/')[4];
        var serial = (string)label["serial"]!;

        foreach (var path in new[] { $"/01/{farm.Box}/10/{segment}", address, $"/api/trace{address}" })
            Assert.Equal((lot, farm.Box), await TraceAsync(server, path));
        Assert.Equal(serial, (string)(await server.GetAsync(address)).Json["serial"]!);
        var page = new HtmlParser().ParseDocument((await server.GetAsync(address, accept: "text/html")).Text);
        Assert.Equal(lot, page.QuerySelector(".under span:nth-child(2) bdi")!.TextContent);

        foreach (var format in new[] { "svg", "png" })
        {
            var symbol = await server.GetAsync($"/api/labels{address}/qr.{format}");
            Assert.Equal((HttpStatusCode.OK, format == "svg" ? "image/svg+xml" : "image/png"), (symbol.Status, symbol.MediaType));
            Assert.Equal(symbol.Bytes, (await server.GetAsync($"/api/labels{address}/qr.{format}")).Bytes);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"/ledger/proof/batch/{farm.Box}/{segment}")).Status);
    }

    /// <summary>Each pair is one lot and another that a careless reading takes for it.</summary>
    [Theory]
    [OnDatabases("A/B", "A%2FB")]
    [OnDatabases("A%2FB", "A%252FB")]
    [OnDatabases("A+B", "A%2BB")]
    [OnDatabases("50%", "50%25")]
    [OnDatabases("a", "A")]
    public async Task Lots_ThatLookAlikeEncoded_AreNeverShownForOneAnother(Provider provider, string one, string other)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batches = new[] { await farm.PackAsync(3, one), await farm.PackAsync(4, other) };
        foreach (var batch in batches)
            await farm.LabelAsync(batch, 2);
        await server.LoggedAsync();

        // Twice: the second time the page comes out of the cache.
        for (var i = 0; i < 2; i++)
        {
            foreach (var (batch, packs) in batches.Zip([3, 4]))
            {
                Assert.Equal((batch.Lot, farm.Box), await TraceAsync(server, batch.Path));
                Assert.Equal(packs, (int)(await server.GetAsync(batch.Path)).Json["quantities"]!["packs"]!);
                var page = new HtmlParser().ParseDocument((await server.GetAsync(batch.Path, accept: "text/html")).Text);
                Assert.Equal(batch.Lot, page.QuerySelector(".under span:nth-child(2) bdi")!.TextContent);
                var proof = (await server.GetAsync($"/ledger/proof/batch/{farm.Box}/{Uri.EscapeDataString(batch.Lot)}")).Json;
                Assert.Contains(proof["entries"]!.AsArray(), e => Encoding.UTF8.GetString(Convert.FromBase64String((string)e!["entry"]!)).Contains($"\"lot\":{System.Text.Json.JsonSerializer.Serialize(batch.Lot, App.Json.AppJson.Entries)}", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Symbol_OfWhatWasNotIssued_IsNotDrawn(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var (unlabelled, labelled) = (await farm.PackAsync(3), await farm.PackAsync(3));
        await farm.LabelAsync(labelled, 1, serialised: false);

        foreach (var path in new[] { unlabelled.Path, $"{unlabelled.Path}/21/0123456789ABCDEF", $"{labelled.Path}/21/0123456789ABCDEF", $"/01/{farm.Loose}/10/HV01" })
        {
            foreach (var format in new[] { "svg", "png" })
                Assert.Equal((404, "label.unknown", null), (await server.GetAsync($"/api/labels{path}/qr.{format}")).Problem);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"/api/labels{labelled.Path}/qr.svg")).Status);
        Assert.Equal(404, (await server.GetAsync($"/api/labels{labelled.Path}/qr.gif")).Problem.Status);
    }

    [Theory]
    [OnDatabases]
    public async Task Serial_OfAnotherBatchOrChangedInOneCharacter_IsNotFound(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var (one, other) = (await farm.PackAsync(3), await farm.PackAsync(3));
        var run = await farm.LabelAsync(one, 2);
        await farm.LabelAsync(other, 2);
        var serial = (string)(await server.GetAsync((string)run["labelsUrl"]!, farm.Key)).Json["labels"]![1]!["serial"]!;

        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync($"{one.Path}/21/{serial}")).Status);
        Assert.Equal((404, "label.unknown", null), (await server.GetAsync($"{other.Path}/21/{serial}")).Problem);
        Assert.Equal((404, "label.unknown", null), (await server.GetAsync($"{one.Path}/21/{serial.ToLowerInvariant()}")).Problem);
        for (var i = 0; i < serial.Length; i++)
        {
            var changed = serial[..i] + (serial[i] == '0' ? '1' : '0') + serial[(i + 1)..];
            Assert.Equal((404, "label.unknown", null), (await server.GetAsync($"{one.Path}/21/{changed}")).Problem);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Gtin_WrittenShorterOrWithASlashAtTheEnd_LeadsToTheSame(Provider provider)
    {
        var server = await servers.OnAsync(provider);

        foreach (var path in new[] { "/01/9520100000102/10/PK01", "/01/09520100000102/10/PK01/", "/01/09520100000102/10/PK01?utm=x", "/01/09520100000102/10/%50K01" })
            Assert.Equal(("PK01", "09520100000102"), await TraceAsync(server, path));
    }

    private static async Task<(string, string)> TraceAsync(Server server, string path)
    {
        var answer = await server.GetAsync(path);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{path}: {answer.Text}");
        return ((string)answer.Json["lot"]!, (string)answer.Json["gtin"]!);
    }
}
