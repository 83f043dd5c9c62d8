using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Traceability.Web.Hosting;

namespace Traceability.Web.Tests.Hostile;

public sealed class BaseUrlTests
{
    [Theory]
    [InlineData("https://user@id.example/")]
    [InlineData("https://user:secret@id.example/trace")]
    public void Read_BaseUrlWithUserInfo_IsRefusedWithoutShowingIt(string url)
    {
        var refused = Assert.Throws<SettingsException>(() => Read(url));

        Assert.StartsWith("Labels__BaseUrl", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BaseUrlWithAPath_IsTaken() => Assert.Equal(new Uri("https://id.example/trace"), Read("https://id.example/trace").BaseUrl);

    private static Settings Read(string url) => Settings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Labels:BaseUrl"] = url,
            ["Ledger:Origin"] = "trace.example/log",
            ["Ledger:SequenceInterval"] = "00:00:00",
            ["Chain:AnchorInterval"] = "00:10:00",
        }).Build(),
        new HostingEnvironment { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory });
}
