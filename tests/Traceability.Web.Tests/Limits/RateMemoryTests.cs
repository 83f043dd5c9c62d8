using System.Net;

namespace Traceability.Web.Tests.Limits;

/// <summary>Alone in the process while it runs: it measures memory.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
public sealed class RateMemoryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TenThousandAddressesAndKeys_AreAnsweredInTheSameMemory()
    {
        // Two askers may share a place, by chance six of so many do; twenty do not.
        await using var server = await LimitedServer.InProductionAsync(("Limits:AddressPerMinute", "20"), ("Limits:UnknownKeysPerMinute", "20"));
        async Task AskAsync(int asker)
        {
            using var answer = await server.SendAsync(
                HttpMethod.Get, "/healthz", null, ("X-Forwarded-For", $"10.{asker >> 16}.{asker >> 8 & 255}.{asker & 255}"), ("X-Api-Key", $"trk_{asker:D43}"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        async Task AllAsync(int first) => await Parallel.ForEachAsync(Enumerable.Range(first, 10_000), Ct, async (asker, _) => await AskAsync(asker));
        await AllAsync(0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await AllAsync(10_000);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;

        // What keeps something for each would keep at least 200 bytes.
        Assert.True(grown < 1_500_000, $"{grown} bytes more.");
    }
}
