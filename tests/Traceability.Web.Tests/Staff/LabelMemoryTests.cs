using Traceability.Web.Tests.Api;

namespace Traceability.Web.Tests.Staff;

/// <summary>The memory of label pages is for those who are nobody in particular: a page for somebody who is signed in neither comes from it nor goes into it.</summary>
[Collection(Servers.Name)]
public sealed class LabelMemoryTests(Servers servers)
{
    [Theory]
    [OnDatabases]
    public async Task LabelPage_OfASignedInReader_IsNeitherKeptNorFromMemory(Provider provider)
    {
        var server = await servers.OnAsync(provider);
        var farm = await Farm.RegisterAsync(server);
        var batch = await farm.PackAsync(2);
        await farm.LabelAsync(batch, 1, serialised: false);
        await server.LoggedAsync();
        using var person = await People.SignedInAsync(server, "cooperative");
        using var stranger = new Visitor(server);

        // Signed in first, then nobody in particular, and the other way round.
        foreach (var (visitor, isPerson, fromMemory) in new[] { (person, true, false), (stranger, false, false), (person, true, false), (stranger, false, true), (person, true, false) })
        {
            var shown = await visitor.AskAsync(HttpMethod.Get, batch.Path);

            Assert.Equal(200, (int)shown.Status);
            Assert.Equal(fromMemory, shown.Headers.Age is not null);
            Assert.Equal((isPerson, !isPerson), (shown.Headers.CacheControl!.NoStore, shown.Headers.CacheControl.NoCache));
        }

        using var ended = Visitor.With(server, "a-session-that-never-was");
        Assert.NotNull((await ended.AskAsync(HttpMethod.Get, batch.Path)).Headers.Age);
    }
}
