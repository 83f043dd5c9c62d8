using System.Security.Cryptography;
using Traceability.App.Data;
using Traceability.App.Sequencing;

namespace Traceability.App.Tests.Sequencing;

public sealed class LogGuardTests(Databases databases)
{
    private const int Size = 300;

    [Theory]
    [OnDatabases]
    public async Task Look_EmptyLog_MaySign(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);

        Assert.Equal((LogState.Empty, null), await LookAsync(database));
    }

    [Theory]
    [OnDatabases]
    public async Task Look_LogAsItWasSigned_MaySignFromItsHead(Provider provider)
    {
        await using var database = await LoggedAsync(provider);

        var (state, refusal) = await LookAsync(database);

        Assert.Null(refusal);
        Assert.Equal(Size, state.Size);
        Assert.NotNull(state.Note);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_ChangedTile_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider);
        var tile = (byte[])database.Rows("SELECT hashes FROM log_tile WHERE level = 0 AND number = 1")[0][0]!;
        tile[5] ^= 1;
        database.Execute("UPDATE log_tile SET hashes = @hashes WHERE level = 0 AND number = 1", ("@hashes", tile));

        Assert.Contains("tiles do not give the signed root", (await LookAsync(database)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_MissingTile_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider);
        database.Execute("DELETE FROM log_tile WHERE level = 1");

        Assert.Contains("tile", (await LookAsync(database)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_CheckpointByAnotherKey_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider);

        Assert.Contains("another key", (await LookAsync(database, logSeed: 2)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_CheckpointThatWasChanged_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider);
        database.Execute("UPDATE log_checkpoint SET note = REPLACE(note, @old, @new)", ("@old", "\n300\n"), ("@new", "\n299\n"));

        Assert.NotNull((await LookAsync(database)).Refusal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_HeadSmallerThanTheLastCheckpoint_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider);
        database.Execute("UPDATE log_head SET size = @size", ("@size", Size - 1));

        Assert.Contains("299 entries and the last signed checkpoint 300", (await LookAsync(database)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_HeadWithAnotherRoot_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider);
        database.Execute("UPDATE log_head SET root = @root", ("@root", RandomNumberGenerator.GetBytes(32)));

        Assert.NotNull((await LookAsync(database)).Refusal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_AnchoredBeyondTheTree_RefusesAlsoWhereTheLogIsEmpty(Provider provider)
    {
        await using var logged = await LoggedAsync(provider);
        await using var empty = await databases.EmptyAsync(provider);
        foreach (var database in new[] { logged, empty })
        {
            Anchor(database, Size + 1, new byte[32], AnchorState.Pending);

            Assert.Contains("A tree of 301 entries was signed for the chain", (await LookAsync(database)).Refusal, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Look_AnchoredAsAnotherTree_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider);
        Anchor(database, Size - 7, new byte[32], AnchorState.Confirmed);

        Assert.Contains("this is another history", (await LookAsync(database)).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_AnchoredAsThisTree_MaySign(Provider provider)
    {
        await using var database = await LoggedAsync(provider);
        var tree = new Ledger.Tests.NaiveTree(Inbox.Leaves(Size));
        Anchor(database, Size - 7, tree.Root(Size - 7).ToArray(), AnchorState.Confirmed);
        Anchor(database, Size + 50, new byte[32], AnchorState.Abandoned);

        Assert.Null((await LookAsync(database)).Refusal);
    }

    [Theory]
    [OnDatabases]
    public async Task Look_LogThatLacksWhatThisNodeHasShown_Refuses(Provider provider)
    {
        await using var database = await LoggedAsync(provider);
        await using var app = new TestApp(database);
        var guard = app.Get<LogGuard>();
        var (state, _) = await guard.LookAsync(TestContext.Current.CancellationToken);

        app.Head.State = state;
        Assert.Null((await guard.LookAsync(TestContext.Current.CancellationToken)).Refusal);
        app.Head.State = state with { Size = Size + 1 };
        Assert.Contains($"shown a checkpoint of {Size + 1} entries", (await guard.LookAsync(TestContext.Current.CancellationToken)).Refusal, StringComparison.Ordinal);
        // Another tree of the same size, or of a smaller one.
        app.Head.State = state with { Root = Ledger.MerkleHashing.EmptyRoot };
        Assert.NotNull((await guard.LookAsync(TestContext.Current.CancellationToken)).Refusal);
        app.Head.State = state with { Size = Size - 1 };
        Assert.NotNull((await guard.LookAsync(TestContext.Current.CancellationToken)).Refusal);
    }

    private static async Task<(LogState State, string? Refusal)> LookAsync(TestDatabase database, byte logSeed = 1)
    {
        await using var app = new TestApp(database, logSeed);
        return await app.Get<LogGuard>().LookAsync(TestContext.Current.CancellationToken);
    }

    private static void Anchor(TestDatabase database, long size, byte[] root, AnchorState state) => database.Execute(
        """
        INSERT INTO anchor ("transaction", tree_size, root, chain_id, genesis, contract, nonce, raw, state, block, block_hash, signed_at)
        VALUES (@tx, @size, @root, 1, '0x', '0x', 0, @root, @state, 1, '0x', '2026-10-01T08:00:00.000+00:00')
        """,
        ("@tx", $"0x{size}"), ("@size", size), ("@root", root), ("@state", state.ToString()));

    private async Task<TestDatabase> LoggedAsync(Provider provider)
    {
        var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        await app.Get<IWriteLane>().FillAsync(0, Size);
        await app.SequenceAsync();
        return database;
    }
}
