using System.Text.Json.Nodes;

namespace Traceability.Web.Tests.Hostile;

public sealed class TextTests(WholeServer server)
{
    [Theory]
    [InlineData("\u202E\u2028\u200F")]
    [InlineData("\u202E\u200F")]
    [InlineData("\u200B\u2060\uFEFF")]
    [InlineData("\u3164\u2800")]
    [InlineData("\u0301\u0301")]
    [InlineData("\u3000 ")]
    [InlineData("potatoes\u2028of another line")]
    [InlineData("potatoes\u2029of another paragraph")]
    [InlineData("potatoes\n")]
    public async Task Name_WithNothingToSeeOrSeveralLines_IsRefused(string name) =>
        Assert.Equal((400, "text.form", "name"), await server.RefusalAsync("cooperative", "/api/products", Product(name)));

    // The number is one that is taken: what is asked there comes after the form of the name.
    [Theory]
    [InlineData("\u0628\u0637\u0627\u0637\u0633")]
    [InlineData("\u200Fבצל\u200F")]
    [InlineData("𠮷野家の馬鈴薯")]
    [InlineData("🥔")]
    [InlineData("e\u0301")]
    [InlineData("नींबू")]
    [InlineData("No. 7 (“new”)")]
    public async Task Name_OfAnyScript_IsTaken(string name) =>
        Assert.Equal((409, "product.exists", "gtin"), await server.RefusalAsync("cooperative", "/api/products", Product(name)));

    private static JsonObject Product(string name) =>
        new() { ["gtin"] = "09520100000102", ["name"] = name, ["netContent"] = new JsonObject { ["unit"] = "KGM", ["value"] = 5 } };
}
