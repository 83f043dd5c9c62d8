using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Traceability.Web.Tests.Hostile;

/// <summary>Masses at the edge of what can be said: they are traced, or refused when they are registered.</summary>
public sealed class SmallestMassTests(WholeServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Packing_OfMilligramsThatCannotBeShared_IsTraced()
    {
        await server.RecordAsync("cooperative", "/api/products", Box("09520100000904", "GRM", 0.001m));
        var inputs = new JsonArray();
        for (var i = 0; i < 2; i++)
        {
            var harvest = await server.RecordAsync(
                "cooperative", "/api/batches/harvests", new JsonObject { ["gtin"] = "99520100000105", ["base"] = "9520109009007", ["plot"] = "1", ["kilograms"] = 0.000001m });
            inputs.Add((JsonNode)new JsonObject { ["batch"] = harvest["batch"]!.DeepClone(), ["kilograms"] = 0.000001m });
        }

        var packed = await server.RecordAsync("cooperative", "/api/batches/packs", new JsonObject
        {
            ["inputs"] = inputs,
            ["outputs"] = new JsonArray(Make(), Make()),
        });

        foreach (var batch in packed["batches"]!.AsArray())
        {
            await server.RecordAsync("cooperative", $"/api/batches/{batch!["batch"]}/labels", new JsonObject { ["count"] = 1, ["serialised"] = false });
            var address = $"/01/09520100000904/10/{batch["lot"]}";
            var trace = await GetAsync(address, "application/json");
            Assert.Equal(2, trace["origins"]!.AsArray().Count);
            Assert.Equal(1m, trace["origins"]!.AsArray().Sum(o => (decimal)o!["share"]!));
            await GetAsync(address, "text/html");
        }

        static JsonObject Make() => new() { ["gtin"] = "09520100000904", ["packs"] = 1 };
    }

    [Theory]
    [InlineData("GRM", "0.0005")]
    [InlineData("TNE", "1000000000000")]
    public async Task Product_ContentThatIsNoQuantityOfKilograms_IsRefused(string unit, string value) =>
        Assert.Equal(
            (422, "product.net-content-range", "netContent"),
            await server.RefusalAsync("cooperative", "/api/products", Box("09520100000911", unit, decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture))));

    private static JsonObject Box(string gtin, string unit, decimal content) =>
        new() { ["gtin"] = gtin, ["name"] = "小盒", ["netContent"] = new JsonObject { ["unit"] = unit, ["value"] = content } };

    private async Task<JsonNode> GetAsync(string address, string type)
    {
        using var client = await server.ClientAsync(role: null);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        using var response = await client.GetAsync(new Uri(address, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return type == "application/json" ? await WholeServer.ReadAsync(response) : new JsonObject();
    }
}
