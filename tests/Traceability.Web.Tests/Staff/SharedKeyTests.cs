using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Data;
using Traceability.Web.Hosting;
using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

[Collection(Servers.Name)]
public sealed class SharedKeyTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task Store_AnotherNodeWasFirst_LeavesItsKeyAlone(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        SharedKeys.KeyRows one = Node(server), other = Node(server);
        var before = one.GetAllElements().Count;
        Assert.True(before > 0, "The server's own key is in the database.");
        Assert.Equal(before, other.GetAllElements().Count);
        try
        {
            one.StoreElement(new XElement("first"), "test-1");
            other.StoreElement(new XElement("second"), "test-2");
            Assert.Equal(["first"], Made(other));

            // It has looked since: what it stores now is another.
            other.StoreElement(new XElement("third"), "test-3");
            Assert.Equal(["first", "third"], Made(one));
        }
        finally
        {
            await server.Services.GetRequiredService<IWriteLane>().RunAsync(
                connection => ValueTask.FromResult((connection.Prepared.Command("DELETE FROM deployment_value WHERE name LIKE 'data-protection/test-%'").ExecuteNonQuery(), Keep: true)),
                TestContext.Current.CancellationToken);
        }
    }

    private static IEnumerable<string> Made(SharedKeys.KeyRows node) => node.GetAllElements().Select(key => key.Name.LocalName).Where(name => name is "first" or "second" or "third");

    private static SharedKeys.KeyRows Node(Server server) =>
        new(server.Services.GetRequiredService<IDbContextFactory<TraceDb>>(), server.Services.GetRequiredService<IWriteLane>());
}
