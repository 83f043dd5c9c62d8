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
        using var person = await People.SignedInAsync(server, "cooperative");
        using var stranger = new Visitor(server);
        using var ended = Visitor.With(server, "a-session-that-never-was");

        // Scans are written every few seconds, and a page that says another number of them is another page: then it is looked at anew.
        long before;
        var turns = 0;
        do
        {
            Assert.True(turns++ < 5, "Scans were written each time.");
            var batch = await farm.PackAsync(2);
            await farm.LabelAsync(batch, 1, serialised: false);
            await server.LoggedAsync();
            before = server.Count("scan");
            // Signed in first, then nobody in particular, and the other way round.
            var shown = new List<(bool IsPerson, bool FromMemory)>();
            foreach (var visitor in new[] { person, stranger, person, stranger, person, ended })
            {
                var answer = await visitor.AskAsync(HttpMethod.Get, batch.Path);
                Assert.Equal(200, (int)answer.Status);
                Assert.NotEqual(answer.Headers.CacheControl!.NoStore, answer.Headers.CacheControl.NoCache);
                shown.Add((answer.Headers.CacheControl.NoStore, answer.Headers.Age is not null));
            }

            if (server.Count("scan") == before)
                Assert.Equal([(true, false), (false, false), (true, false), (false, true), (true, false), (false, true)], shown);
        }
        while (server.Count("scan") != before);
    }
}
