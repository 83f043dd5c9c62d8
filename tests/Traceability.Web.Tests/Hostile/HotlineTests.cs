using System.Text.Json.Nodes;

namespace Traceability.Web.Tests.Hostile;

public sealed class HotlineTests(WholeServer server)
{
    [Theory]
    [InlineData("12316\n")]
    [InlineData("12316\r\n")]
    [InlineData("12316x")]
    public async Task Hotline_WithMoreThanANumber_IsRefused(string hotline)
    {
        var organisation = new JsonObject
        {
            ["uscc"] = "93130722XXXX00094R",
            ["gln"] = "9520109000097",
            ["region"] = "130722",
            ["roles"] = new JsonArray("cooperative"),
            ["name"] = "某合作社",
            ["member"] = new JsonObject { ["name"] = "某人", ["roles"] = new JsonArray("cooperative") },
            ["hotline"] = hotline,
        };

        Assert.Equal((400, "hotline.form", "hotline"), await server.RefusalAsync("supervisor", "/api/organisations", organisation));
    }
}
