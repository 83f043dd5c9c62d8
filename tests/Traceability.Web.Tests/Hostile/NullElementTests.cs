using System.Text.Json.Nodes;

namespace Traceability.Web.Tests.Hostile;

/// <summary>A null where a list has things is refused with the list, whatever the list.</summary>
public sealed class NullElementTests(WholeServer server)
{
    [Theory]
    [InlineData("cooperative", "/api/bases", """{"plots":[null]}""", "plots")]
    [InlineData("cooperative", "/api/bases", """{"plots":[{"extension":"1"},null,null]}""", "plots")]
    [InlineData("cooperative", "/api/batches/packs", """{"inputs":[null],"outputs":[]}""", "inputs")]
    [InlineData("cooperative", "/api/batches/packs", """{"outputs":[null]}""", "outputs")]
    [InlineData("cooperative", "/api/shipments", """{"items":[null]}""", "items")]
    [InlineData("cooperative", "/api/shipments/0198c0de-0000-7000-8000-000000000001/receipt", """{"items":[null]}""", "items")]
    [InlineData("operator", "/api/regions", """{"edition":"x","regions":[null]}""", "regions")]
    [InlineData("supervisor", "/api/organisations", """{"roles":[null]}""", "roles[0]")]
    [InlineData("supervisor", "/api/organisations", """{"member":{"name":"x","roles":["cooperative",null]}}""", "member.roles[1]")]
    public async Task Body_NullInAList_IsRefusedWithTheList(string role, string path, string body, string field) =>
        Assert.Equal((400, "request.type", field), await server.RefusalAsync(role, path, JsonNode.Parse(body)!));

    [Fact]
    public async Task Body_NullFarInALongList_IsRefusedWithTheList()
    {
        // Longer than the serializer's buffer, so that the list is read in parts.
        var rows = new JsonArray([.. Enumerable.Range(0, 2_000).Select(n => new JsonObject { ["code"] = $"110101{100 + n / 900}{100 + n % 900}", ["name"] = "某地", ["nameEn"] = "Somewhere" })]);
        rows[1_500] = null;

        Assert.Equal((400, "request.type", "regions"), await server.RefusalAsync("operator", "/api/regions", new JsonObject { ["edition"] = "x", ["regions"] = rows }));
    }
}
