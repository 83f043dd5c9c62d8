using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Auditing;
using Traceability.App.Data;

namespace Traceability.Web.Tests.Api;

[Collection(Servers.Name)]
public sealed class DemonstrationTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Audit_OfEverythingThatWasRecordedOverHttp_Passes(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        await server.LoggedAsync();

        var findings = await new Audit(server.Services.GetRequiredService<IDatabase>()).RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(findings.Problems);
    }

    [Theory]
    [OnDatabases]
    public async Task Credentials_OfEachRole_HaveUserNamePasswordAndKey(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var path = Path.Combine(server.DataFolder, "demo-credentials.json");

        var credentials = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!.AsObject();

        Assert.Equal(["brandManager", "certifier", "cooperative", "inspector", "logistics", "operator", "processor", "seller", "supervisor", "warehouse"], credentials.Select(c => c.Key).Order(StringComparer.Ordinal));
        Assert.All(credentials, c =>
        {
            Assert.Equal(["user", "password", "apiKey"], c.Value!.AsObject().Select(m => m.Key));
            Assert.Equal("demo-" + c.Key, (string?)c.Value["user"]);
            Assert.NotEmpty((string)c.Value["password"]!);
            Assert.StartsWith("trk_", (string)c.Value["apiKey"]!, StringComparison.Ordinal);
        });
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Theory]
    [OnDatabases]
    public async Task Description_OfTheApi_NamesEveryParameterOfEveryAddress(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var paths = (await server.GetAsync("/swagger/v1/swagger.json")).Json["paths"]!.AsObject();

        Assert.NotEmpty(paths);
        foreach (var (path, operations) in paths)
        {
            var named = path.Split('{').Skip(1).Select(part => part.Split('}')[0]);
            foreach (var (_, operation) in operations!.AsObject())
                Assert.Equal(named, (operation!["parameters"]?.AsArray() ?? []).Where(p => (string)p!["in"]! == "path").Select(p => (string)p!["name"]!).OrderBy(n => path.IndexOf($"{{{n}}}", StringComparison.Ordinal)));
        }
    }

    /// <summary>Another test holds what the code says against the file; this one that the server says it.</summary>
    [Theory]
    [OnDatabases]
    public async Task Description_OfTheApiAsServed_IsTheOneTheClientIsMadeOf(Provider provider)
    {
        var server = await servers.OnAsync(provider);

        var kept = await File.ReadAllTextAsync(Path.Combine(TestFiles.Root, "src", "Traceability.Client", "openapi.json"), TestContext.Current.CancellationToken);
        Assert.Equal(JsonNode.Parse(kept)!.ToJsonString(), (await server.GetAsync("/swagger/v1/swagger.json")).Json.ToJsonString());
    }
}
