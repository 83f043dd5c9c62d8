using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Web.Tests.Api;

/// <summary>What cannot be read or breaks a rule of form: 400 with a stable code and the field, and nothing written.</summary>
[Collection(Servers.Name)]
public sealed class BadInputTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Bodies_ThatCannotBeRead_Are400ForEveryCommand(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var commands = await CommandsAsync(server);
        var before = await server.EverythingAsync();
        var wrong = new List<string>();
        foreach (var command in commands)
        {
            var json = command.Body.ToJsonString();
            var first = command.Body.FirstOrDefault().Key ?? "occurred";
            await command.ExpectAsync(wrong, Raw(""), "request.malformed", "$");
            await command.ExpectAsync(wrong, Raw("{"), "request.malformed", "$");
            await command.ExpectAsync(wrong, Raw(json + "x"), "request.malformed", "$");
            await command.ExpectAsync(wrong, Raw($"{{\"{first}\":NaN}}"), "request.malformed", first);
            await command.ExpectAsync(wrong, Raw("// a comment\n" + json), "request.malformed", "$");
            await command.ExpectAsync(wrong, Raw(Nested(20)), null, null);
            await command.ExpectAsync(wrong, Raw("null"), "request.empty", "$");
            await command.ExpectAsync(wrong, Raw("[]"), "request.type", "$");
            await command.ExpectAsync(wrong, Raw("7"), "request.type", "$");
            await command.ExpectAsync(wrong, Raw("\"text\""), "request.type", "$");
            await command.ExpectAsync(wrong, Raw(json.Insert(1, "\"stranger\":1,").Replace(",}", "}", StringComparison.Ordinal)), "request.unknown-member", "stranger");
            await command.ExpectAsync(wrong, Raw(json.Insert(1, "\"Occurred\":\"2026-09-12T08:30:00Z\",").Replace(",}", "}", StringComparison.Ordinal)), "request.unknown-member", "Occurred");
            if (command.Body.Count > 0)
                await command.ExpectAsync(wrong, Raw(json.Insert(1, $"\"{first}\":{command.Body[first]!.ToJsonString()},")), "request.duplicate-member", first);
            await command.ExpectAsync(wrong, new ByteArrayContent([(byte)'{', (byte)'"', 0xFF, 0xFE, (byte)'"', (byte)':', (byte)'1', (byte)'}']), null, null);
            await command.ExpectAsync(wrong, Raw(json, "text/plain"), "request.content-type", "Content-Type");
            await command.ExpectAsync(wrong, Raw(json, "application/x-www-form-urlencoded"), "request.content-type", "Content-Type");
            await command.ExpectAsync(wrong, Raw(json, mediaType: null), "request.content-type", "Content-Type");
            await command.ExpectAsync(wrong, content: null, "request.content-type", "Content-Type");
            if (command.Path != "/api/regions")
            {
                await command.ExpectAsync(wrong, Raw(json.Insert(1, new string(' ', 64 * 1024))), "request.too-large", "$");
                await command.ExpectAsync(wrong, new Chunked(json.Insert(1, new string(' ', 64 * 1024))), "request.too-large", "$");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await server.EverythingAsync());
    }

    [Theory]
    [OnDatabases]
    public async Task Members_ThatAreMissing_Are400AndNamed(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var commands = await CommandsAsync(server);
        var before = await server.EverythingAsync();
        var wrong = new List<string>();
        foreach (var command in commands)
        {
            foreach (var name in command.Required)
            {
                var answer = await command.SendAsync(Raw(command.With(name, member: null)));
                if (answer.Problem is not (400, "request.missing-member", "$") || !answer.Text.Contains($"'{name}'", StringComparison.Ordinal))
                    wrong.Add($"{command.Path} without {name}: {answer.Text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await server.EverythingAsync());
    }

    [Theory]
    [OnDatabases]
    public async Task Members_ThatBreakARule_Are400WithRuleAndField(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var commands = (await CommandsAsync(server)).ToDictionary(c => c.Name, StringComparer.Ordinal);
        var before = await server.EverythingAsync();
        var wrong = new List<string>();

        foreach (var (name, member, json, code, field) in Breaks())
        {
            var command = commands[name];
            var answer = await command.SendAsync(Raw(command.With(member, json)));
            if (answer.Status != HttpStatusCode.BadRequest || answer.Problem != (400, code, field))
                wrong.Add($"{name} with {member} {(json.Length > 60 ? json[..60] + "…" : json)}: expected {code} on {field}, was {answer.Text}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(before, await server.EverythingAsync());
    }

    [Theory]
    [OnDatabases]
    public async Task Addresses_ThatAreMalformed_Are400WithRuleAndField(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(1);
        var run = (string)(await farm.LabelAsync(batch, 1))["labelsUrl"]!;
        var before = await server.EverythingAsync();
        foreach (var (path, code, field) in new[]
        {
            ("/01/09520100000103/10/PK01", "gtin.check-digit", "gtin"),
            ("/01/0952010000010X/10/PK01", "gtin.digits", "gtin"),
            ("/01/09520100000102/10/%E6%89%B9", "lot.character", "lot"),
            ("/01/09520100000102/10/123456789012345678901", "lot.length", "lot"),
            ("/01/09520100000102/10/PK01/21/a%20b", "serial.character", "serial"),
            ("/01/09520100000102/10/A%2F%E6%89%B9", "lot.character", "lot"),
            ("/api/labels/01/09520100000103/10/PK01/qr.svg", "gtin.check-digit", "gtin"),
            ("/api/labels/01/09520100000102/10/%E6%89%B9/qr.png", "lot.character", "lot"),
            ("/ledger/proof/batch/09520100000103/PK01", "gtin.check-digit", "gtin"),
            ("/ledger/proof/batch/09520100000102/%E6%89%B9", "lot.character", "lot"),
            (run + "?limit=0", "request.page", "limit"),
            (run + "?limit=1001", "request.page", "limit"),
            (run + "?after=-1", "request.page", "limit"),
            (run + "?limit=ten", "request.malformed", null),
        })
        {
            Assert.Equal((400, code, field), (await server.GetAsync(path, farm.Key)).Problem);
        }

        foreach (var id in new[] { "not-an-id", "0199000000007000800000000000000000", "{01990000-0000-7000-8000-000000000000}" })
        {
            Assert.Equal((400, "request.id", "id"), (await server.PostAsync($"/api/batches/{id}/labels", farm.Key, new { count = 1 })).Problem);
            Assert.Equal((400, "request.id", "id"), (await server.PostAsync($"/api/shipments/{id}/receipt", farm.Key, new { })).Problem);
        }

        Assert.Equal(before, await server.EverythingAsync());
    }

    [Theory]
    [OnDatabases]
    public async Task Method_ThatAnAddressDoesNotTake_Is405(Provider provider)
    {
        var server = await servers.OnAsync(provider);

        Assert.Equal((405, "request.method", null), (await server.SendAsync(HttpMethod.Put, "/api/products", server.Key("cooperative"), Server.JsonContent("{}"))).Problem);
        Assert.Equal((405, "request.method", null), (await server.SendAsync(HttpMethod.Delete, "/api/batches/01990000-0000-7000-8000-000000000000", server.Key("cooperative"), content: null)).Problem);
    }

    [Theory]
    [OnDatabases]
    public async Task Batch_NamedInBodyAndAddress_IsThatOfTheAddress(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var (farm, other) = (await Farm.RegisterAsync(server), await Farm.RegisterAsync(server));
        var (mine, others) = (await farm.PackAsync(5), await other.PackAsync(5));

        var answer = await server.RecordAsync($"/api/batches/{mine.Id}/labels", farm.Key, new { count = 1, batch = others.Id });

        Assert.Equal(mine.Id, (string)answer["batch"]!);
        Assert.Equal(0, (int)(await server.GetAsync($"/api/batches/{others.Id}", other.Key)).Json["labelsIssued"]!);
    }

    /// <summary>Command, member (with the place of one below it), what stands there, the code and the field of the answer.</summary>
    private static IEnumerable<(string Command, string Member, string Json, string Code, string Field)> Breaks()
    {
        (string, string, string, string, string) Break(string command, string member, string json, string code, string? field = null) => (command, member, json, code, field ?? member);
        string Quoted(string text) => JsonValue.Create(text).ToJsonString();

        foreach (var command in new[] { "supervisor", "organisation", "product", "base", "harvest", "pack", "labels", "shipment", "receipt" })
        {
            foreach (var time in new[] { "\"2026-09-12\"", "\"2026-09-12T08:30:00\"", "\"yesterday\"", "\"\"", "5", "\"2026-13-45T08:30:00Z\"", "\"2026-09-12T08:30:00+15:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"12/09/2026 08:30 +08:00\"" })
                yield return Break(command, "occurred", time, "time.format");
        }

        foreach (var (command, member, longest) in new[] { ("supervisor", "name", 100), ("organisation", "name", 200), ("organisation", "nameEn", 200), ("product", "name", 200), ("product", "nameEn", 200), ("base", "name", 200), ("regions", "edition", 100) })
        {
            foreach (var text in new[] { "", " ", "\u3000\t", "a\nb", "a\u0000b", "\u0085", new string('名', longest + 1), string.Concat(Enumerable.Repeat("\U00020BB7", (longest / 2) + 1)) })
                yield return Break(command, member, Quoted(text), "text.form");
            yield return Break(command, member, "\"\\ud842\"", "request.type");
            yield return Break(command, member, "7", "request.type");
        }

        yield return Break("organisation", "member.name", "\"\"", "text.form");
        yield return Break("organisation", "member.roles", "[\"cooperative\",\"cooperative\"]", "member.roles");
        yield return Break("organisation", "roles", "[\"cooperative\",\"cooperative\"]", "organisation.roles");
        yield return Break("organisation", "roles", "[\"chef\"]", "request.type", "roles[0]");
        yield return Break("organisation", "roles", "[2]", "request.type", "roles[0]");
        yield return Break("organisation", "roles", "\"cooperative\"", "request.type");
        yield return Break("organisation", "member", "\"社员\"", "request.type");
        yield return Break("organisation", "hotline", "\"call me\"", "hotline.form");
        yield return Break("organisation", "hotline", "\"<script>\"", "hotline.form");
        yield return Break("organisation", "uscc", "\"93130722XXXX00094A\"", "uscc.check-digit");
        yield return Break("organisation", "uscc", "\"93130722\"", "uscc.length");
        yield return Break("organisation", "uscc", "\"93130722XXXX0009OR\"", "uscc.character");
        yield return Break("organisation", "gln", "\"9520109000098\"", "gln.check-digit");
        yield return Break("organisation", "gln", "9520109000097", "request.type");
        foreach (var command in new[] { "supervisor", "organisation", "base" })
        {
            yield return Break(command, "region", "\"13072\"", "region.length");
            yield return Break(command, "region", "\"13072A\"", "region.digits");
        }

        foreach (var command in new[] { "product", "harvest" })
        {
            yield return Break(command, "gtin", "\"99520100000106\"", "gtin.check-digit");
            yield return Break(command, "gtin", "\"9952010000010\"", "gtin.check-digit");
            yield return Break(command, "gtin", "\"99520100000１０5\"", "gtin.digits");
            yield return Break(command, "gtin", "\"\"", "gtin.length");
            yield return Break(command, "gtin", "null", "request.type");
        }

        yield return Break("product", "netContent", "{\"unit\":\"LBR\",\"value\":5}", "unit.unknown", "netContent");
        yield return Break("product", "netContent", "{\"unit\":\"KGM\",\"value\":-5}", "quantity.negative", "netContent");
        yield return Break("product", "netContent", "{\"unit\":\"KGM\",\"value\":\"5\"}", "request.type", "netContent");
        yield return Break("product", "netContent", "{\"unit\":\"KGM\",\"value\":5.0000001}", "quantity.precision", "netContent");
        yield return Break("product", "netContent", "{\"unit\":\"KGM\",\"value\":5,\"more\":1}", "request.unknown-member", "netContent");
        yield return Break("product", "netContent", "{\"unit\":\"KGM\"}", "request.missing-member", "netContent");
        yield return Break("product", "netContent", "5", "request.type", "netContent");
        yield return Break("product", "shelfLifeDays", "0", "product.shelf-life");
        yield return Break("product", "shelfLifeDays", "36501", "product.shelf-life");
        yield return Break("product", "shelfLifeDays", "1.5", "request.type");
        yield return Break("product", "storeMinCelsius", "-90.1", "product.temperature");
        yield return Break("product", "storeMaxCelsius", "6.55", "product.temperature");

        yield return Break("base", "plots", "[]", "base.plots");
        yield return Break("base", "plots", $"[{string.Join(',', Enumerable.Range(0, 21).Select(i => $"{{\"extension\":\"{i}\"}}"))}]", "base.plots");
        yield return Break("base", "plots", "[null]", "request.type");
        yield return Break("base", "plots", "[{\"extension\":\"1\",\"areaMu\":0,\"yieldCapKgPerMu\":1}]", "plot.area", "plots[0].areaMu");
        yield return Break("base", "plots", "[{\"extension\":\"1\",\"areaMu\":1.00001,\"yieldCapKgPerMu\":1}]", "plot.area", "plots[0].areaMu");
        yield return Break("base", "plots", "[{\"extension\":\"1\",\"areaMu\":1,\"yieldCapKgPerMu\":1000001}]", "plot.yield-cap", "plots[0].yieldCapKgPerMu");
        yield return Break("base", "plots", "[{\"extension\":\"地块\",\"areaMu\":1,\"yieldCapKgPerMu\":1}]", "gln-extension.character", "plots[0].extension");
        yield return Break("base", "polygon", "[{\"longitude\":1,\"latitude\":1},{\"longitude\":1,\"latitude\":2}]", "base.polygon");
        yield return Break("base", "polygon", "[{\"longitude\":181,\"latitude\":1},{\"longitude\":1,\"latitude\":2},{\"longitude\":3,\"latitude\":2}]", "base.polygon");
        yield return Break("base", "polygon", "[null,null,null]", "request.type");

        yield return Break("regions", "regions", "[]", "regions.rows");
        yield return Break("regions", "regions", "[null]", "request.type");
        yield return Break("regions", "regions", "[{\"code\":\"110000\",\"name\":\"a\",\"nameEn\":\"a\"},{\"code\":\"110000\",\"name\":\"b\",\"nameEn\":\"b\"}]", "regions.rows");
        yield return Break("regions", "regions", "[{\"code\":\"110000\",\"name\":\"\",\"nameEn\":\"a\"}]", "text.form", "regions[0].name");

        yield return Break("harvest", "base", "\"9520109009008\"", "gln.check-digit");
        yield return Break("harvest", "plot", "\"\"", "gln-extension.length");
        foreach (var (lot, rule) in new[] { ("", "length"), ("123456789012345678901", "length"), ("批", "character"), ("A B", "character"), ("A#B", "character"), ("..", "dot-segment") })
        {
            yield return Break("harvest", "lot", Quoted(lot), "lot." + rule);
            yield return Break("pack", "outputs[0].lot", Quoted(lot), "lot." + rule);
        }

        foreach (var number in new[] { "0", "-1", "0.0000001", "1000000000001", "-0.5" })
        {
            yield return Break("harvest", "kilograms", number, "quantity.kilograms");
            yield return Break("pack", "inputs[0].kilograms", number, "quantity.kilograms");
            yield return Break("shipment", "items[0].quantity", number, "quantity.form");
        }

        foreach (var number in new[] { "\"84000\"", "null", "true", "1e400", "[1]", "{}" })
        {
            yield return Break("harvest", "kilograms", number, "request.type");
            yield return Break("shipment", "items[0].quantity", number, "request.type");
        }

        yield return Break("pack", "inputs", "[]", "pack.inputs");
        yield return Break("pack", "inputs", "[null]", "request.type");
        yield return Break("pack", "inputs", "{}", "request.type");
        yield return Break("pack", "outputs", "[]", "pack.outputs");
        yield return Break("pack", "outputs", "[null]", "request.type");
        yield return Break("pack", "inputs[0].batch", "\"not-an-id\"", "request.type");
        yield return Break("pack", "outputs[0].packs", "0", "quantity.packs");
        yield return Break("pack", "outputs[0].packs", "100000001", "quantity.packs");
        yield return Break("pack", "outputs[0].packs", "1.5", "request.type");
        yield return Break("pack", "outputs[0].grade", Quoted(new string('级', 41)), "text.form");
        yield return Break("pack", "declaredLossKg", "-1", "quantity.kilograms");
        yield return Break("pack", "declaredLossKg", "0.0000001", "quantity.kilograms");

        foreach (var count in new[] { "0", "-1", "100001" })
            yield return Break("labels", "count", count, "labels.count");
        foreach (var count in new[] { "1.5", "\"1\"", "99999999999", "null" })
            yield return Break("labels", "count", count, "request.type");
        yield return Break("labels", "serialised", "\"yes\"", "request.type");

        yield return Break("shipment", "items", "[]", "shipment.items");
        yield return Break("shipment", "items", "[null]", "request.type");
        yield return Break("shipment", "sscc", "\"095201000000000035\"", "sscc.check-digit");
        yield return Break("shipment", "sscc", "\"1\"", "sscc.length");
        yield return Break("shipment", "receiver", "\"x\"", "uscc.length");
        yield return Break("receipt", "items", "[]", "shipment.items");
        yield return Break("receipt", "items", "[null]", "request.type");
        yield return Break("receipt", "items", "[{\"batch\":\"01990000-0000-7000-8000-000000000000\",\"quantity\":-1}]", "quantity.form", "items[0].quantity");
    }

    /// <summary>A request of every command that would be taken as it is.</summary>
    private static async Task<IReadOnlyList<Command>> CommandsAsync(Server server)
    {
        var farm = await Farm.RegisterAsync(server);
        var store = await Organisation.RegisterAsync(server, "商店", "seller");
        var harvest = await farm.HarvestAsync(100);
        var pack = await farm.PackAsync(10);
        var shipment = await farm.ShipAsync(store, pack, 4);
        return
        [
            new(server, "regions", "/api/regions", server.Key("operator"), "{\"edition\":\"1\",\"regions\":[{\"code\":\"110000\",\"name\":\"北京市\",\"nameEn\":\"Beijing\"}]}", "edition", "regions"),
            new(server, "supervisor", "/api/supervisors", server.Key("operator"), "{\"region\":\"130700\",\"name\":\"监管员\"}", "region", "name"),
            new(
                server, "organisation", "/api/organisations", server.Key("supervisor"),
                $"{{\"uscc\":\"{Farm.NewUscc()}\",\"gln\":\"{Farm.NewGln()}\",\"region\":\"130722\",\"roles\":[\"cooperative\"],\"name\":\"组织\",\"member\":{{\"name\":\"社员\",\"roles\":[\"cooperative\"]}}}}",
                "uscc", "gln", "region", "roles", "name", "member"),
            new(server, "product", "/api/products", farm.Key, $"{{\"gtin\":\"{Farm.NewGtin()}\",\"name\":\"马铃薯\",\"netContent\":{{\"unit\":\"KGM\",\"value\":5}}}}", "gtin", "name"),
            new(
                server, "base", "/api/bases", farm.Key, $"{{\"gln\":\"{Farm.NewGln()}\",\"region\":\"130722\",\"name\":\"基地\",\"plots\":[{{\"extension\":\"1\",\"areaMu\":1,\"yieldCapKgPerMu\":1}}]}}",
                "gln", "region", "name", "plots"),
            new(server, "harvest", "/api/batches/harvests", farm.Key, $"{{\"gtin\":\"{farm.Loose}\",\"base\":\"{farm.Base}\",\"plot\":\"1\",\"kilograms\":5}}", "gtin", "base", "plot", "kilograms"),
            new(
                server, "pack", "/api/batches/packs", farm.Key, $"{{\"inputs\":[{{\"batch\":\"{harvest}\",\"kilograms\":5}}],\"outputs\":[{{\"gtin\":\"{farm.Box}\",\"packs\":1}}]}}", "inputs", "outputs"),
            new(server, "labels", $"/api/batches/{pack.Id}/labels", farm.Key, "{\"count\":1}", "count"),
            new(server, "shipment", "/api/shipments", farm.Key, $"{{\"items\":[{{\"batch\":\"{pack.Id}\",\"quantity\":1}}],\"receiver\":\"{store.Uscc}\"}}", "items", "receiver"),
            new(server, "receipt", $"/api/shipments/{shipment}/receipt", store.Key, "{}"),
        ];
    }

    private static string Nested(int depth) => $"{{\"occurred\":{new string('[', depth)}{new string(']', depth)}}}";

    private static ByteArrayContent Raw(string json, string? mediaType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
        content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        return content;
    }

    private sealed record Command(Server Server, string Name, string Path, string Key, string Json, params string[] Required)
    {
        public JsonObject Body => JsonNode.Parse(Json)!.AsObject();

        public Task<Answer> SendAsync(HttpContent? content) => Server.SendAsync(HttpMethod.Post, Path, Key, content);

        /// <param name="code">Null where more than one code fits.</param>
        public async Task ExpectAsync(List<string> wrong, HttpContent? content, string? code, string? field)
        {
            if (content is ByteArrayContent { Headers.ContentType: null } bytes && code is null)
                bytes.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            var answer = await SendAsync(content);
            if (answer.Status != HttpStatusCode.BadRequest || (code is not null && answer.Problem != (400, code, field)))
                wrong.Add($"{Name}: expected {code} on {field}, was {answer.Text}");
        }

        /// <summary>The request as text with one member put in its place, as it is written, or left out.</summary>
        public string With(string path, string? member)
        {
            const string Mark = "\u0001";
            var body = Body;
            JsonNode at = body;
            var steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.');
            foreach (var step in steps[..^1])
                at = step[0] == '[' ? at[int.Parse(step[1..^1], CultureInfo.InvariantCulture)]! : at[step]!;
            if (member is null)
                at.AsObject().Remove(steps[^1]);
            else
                at[steps[^1]] = Mark;
            return body.ToJsonString().Replace("\"\\u0001\"", member, StringComparison.Ordinal);
        }
    }

    /// <summary>A body that does not say its length.</summary>
    private sealed class Chunked : HttpContent
    {
        private readonly byte[] _bytes;

        public Chunked(string json)
        {
            _bytes = Encoding.UTF8.GetBytes(json);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
