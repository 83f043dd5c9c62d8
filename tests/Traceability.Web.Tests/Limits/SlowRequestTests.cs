namespace Traceability.Web.Tests.Limits;

/// <summary>Who sends slowly, or holds connections, keeps nothing from anybody else.</summary>
public sealed class SlowRequestTests(AttackServer attacked)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_SentSlowly_AreNotWaitedFor()
    {
        var server = await attacked.Server;
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync($"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(25) && await connection.SendAsync("X-A: b\r\n"))
            await Task.Delay(500, Ct);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Body_SentSlowly_IsNotWaitedFor()
    {
        var server = await attacked.Server;
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync($"POST /api/batches/harvests HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Api-Key: {server.Key("cooperative")}\r\nContent-Length: 60000\r\n\r\n{{");
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(25) && await connection.SendAsync(" "))
            await Task.Delay(200, Ct);

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Request_BeyondItsTime_Is503WithACodeOrInWords()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:RequestTime", "00:00:01"));
        var start = TimeProvider.System.GetTimestamp();
        var machine = await RawConnection.AskAsync(server.Address, $"POST /api/batches/harvests HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Api-Key: {server.Key("cooperative")}\r\nContent-Length: 600\r\nConnection: close\r\n\r\n{{");
        var page = await RawConnection.AskAsync(server.Address, "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 600\r\nConnection: close\r\n\r\nuserName=a");

        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(25));
        Assert.StartsWith("HTTP/1.1 503", machine, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"server.timeout\"", machine, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 503", page, StringComparison.Ordinal);
        Assert.All(new[] { machine, page }, answer => Assert.Contains("X-Content-Type-Options: nosniff", answer, StringComparison.Ordinal));
        Assert.Equal(200, (int)(await server.SendAsync(HttpMethod.Get, "/healthz")).StatusCode);
    }

    [Fact]
    public async Task Connections_BeyondTheMost_AreClosedAndThoseBeforeStillServed()
    {
        await using var server = await LimitedServer.InProductionAsync(("Limits:Connections", "3"));
        var open = new List<RawConnection>();
        for (var i = 0; i < 3; i++)
        {
            open.Add(await RawConnection.OpenAsync(server.Address));
            await open[i].SendAsync("GET /healthz HTTP/1.1\r\n");
        }

        await Task.Delay(500, Ct);
        Assert.Equal("", await RawConnection.AskAsync(server.Address, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
        await open[0].SendAsync("Host: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await open[0].ReadToEndAsync(), StringComparison.Ordinal);
        open.ForEach(connection => connection.Dispose());
    }
}
