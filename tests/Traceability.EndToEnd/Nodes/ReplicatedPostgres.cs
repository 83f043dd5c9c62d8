using System.Globalization;
using Traceability.EndToEnd.Processes;

namespace Traceability.EndToEnd.Nodes;

/// <summary>A primary and two streaming standbys, set up as the operator's manual says.</summary>
internal sealed class ReplicatedPostgres : IDisposable
{
    private static readonly TimeSpan LongestAttach = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = PostgresCluster.NewFolder();
    private readonly PostgresServer[] _servers;

    public ReplicatedPostgres()
    {
        _servers = [.. Enumerable.Range(1, 3).Select(n => new PostgresServer($"db{n}", FreePort.Next(), Path.Combine(_folder.FullName, $"db{n}")))];
        Primary = _servers[0];
    }

    public PostgresServer Primary { get; private set; }

    public IEnumerable<PostgresServer> Standbys => _servers.Where(server => server != Primary);

    /// <summary>With every host, as a node needs it.</summary>
    public string ConnectionString(string database) =>
        $"Host={string.Join(',', _servers.Select(s => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{s.Port}")))};Username=traceability;Database={database}";

    public async Task StartAsync()
    {
        await PostgresServer.SucceedAsync("initdb", "-D", Primary.Data, "--data-checksums", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
        await File.AppendAllTextAsync(Path.Combine(Primary.Data, "postgresql.conf"), Settings());
        await Primary.StartAsync();
        await Primary.RunScriptAsync(Manual.Block("-- psql -U postgres, on db1"));
        foreach (var standby in Standbys)
        {
            await PostgresServer.SucceedAsync(
                "pg_basebackup", "-h", "127.0.0.1", "-p", Primary.Port.ToString(CultureInfo.InvariantCulture), "-U", "replicator", "-D", standby.Data, "-X", "stream", "--checkpoint=fast");
            await FollowAsync(standby);
        }

        await WaitForStandbysAsync(2);
    }

    /// <summary>Waits until that many standbys confirm commits.</summary>
    public Task WaitForStandbysAsync(int count) =>
        Wait.UntilAsync(
            $"{count} standbys stream", LongestAttach,
            async () => await Primary.AskAsync("SELECT COUNT(*) FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'quorum'") == count.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the operator does when the primary is gone: the standby that received more becomes the primary.</summary>
    public async Task PromoteAsync()
    {
        var received = new List<(PostgresServer Server, long Lsn)>();
        foreach (var standby in Standbys)
            received.Add((standby, Number(await standby.AskAsync(Manual.Question("pg_last_wal_receive_lsn")))));
        var chosen = received.MaxBy(r => r.Lsn).Server;
        Assert.Equal("t", await chosen.AskAsync(Manual.Question("pg_promote")));
        Primary = chosen;
    }

    /// <summary>What was primary once comes back as a standby.</summary>
    public async Task RejoinAsync(PostgresServer server)
    {
        await Primary.AskAsync("CHECKPOINT");
        await PostgresServer.SucceedAsync(
            "pg_rewind", "-D", server.Data, string.Create(CultureInfo.InvariantCulture, $"--source-server=host=127.0.0.1 port={Primary.Port} user=postgres dbname=postgres"));
        await FollowAsync(server);
        await WaitForStandbysAsync(2);
    }

    public void Dispose()
    {
        foreach (var server in _servers)
            server.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task FollowAsync(PostgresServer server)
    {
        await File.WriteAllTextAsync(Path.Combine(server.Data, "standby.signal"), "");
        await server.StartAsync();
    }

    /// <summary>Three servers on one machine differ by their ports.</summary>
    private string Settings()
    {
        const string Hosts = "host=db1,db2,db3 port=5432";
        var settings = Manual.Block("# postgresql.conf, the same on db1, db2 and db3");
        Assert.Contains(Hosts, settings, StringComparison.Ordinal);
        return settings.Replace(Hosts, $"host=127.0.0.1,127.0.0.1,127.0.0.1 port={string.Join(',', _servers.Select(s => s.Port.ToString(CultureInfo.InvariantCulture)))}", StringComparison.Ordinal);
    }

    // An LSN is two numbers in hexadecimal, the higher one first.
    private static long Number(string lsn)
    {
        var parts = lsn.Split('/').Select(part => long.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        return (parts[0] << 32) | parts[1];
    }
}
