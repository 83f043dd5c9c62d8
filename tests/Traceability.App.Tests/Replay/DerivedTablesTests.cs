using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.App.Replay;
using Traceability.App.Tests.Auditing;

namespace Traceability.App.Tests.Replay;

public sealed class DerivedTablesTests(AuditedChain chain) : IClassFixture<AuditedChain>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [OnDatabases]
    public async Task Renew_TablesOfAnEarlierMigration_AreMadeAgainFromTheEntriesOnce(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        database.Execute("UPDATE batch SET lot = 'WRONG'");
        database.Execute("DELETE FROM holding");
        database.Execute("INSERT INTO deployment_value (name, value) VALUES (@name, '20200101000000_Old')", ("@name", DerivedTables.MadeFor));
        await using var app = new TestApp(database);

        Assert.True(await DerivedTables.RenewAfterMigrationAsync(app.Get<IWriteLane>(), Token));

        Assert.Empty((await new Audit(database.Database).RunAsync(Token)).Problems);
        Assert.False(await DerivedTables.RenewAfterMigrationAsync(app.Get<IWriteLane>(), Token));
    }

    [Theory]
    [OnDatabases]
    public async Task Renew_EntriesThatCannotBeReplayed_LeavesTheTablesAsTheyWere(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        var batches = database.Scalar<long>("SELECT COUNT(*) FROM batch");
        database.Execute("DELETE FROM vault_payload");
        await using var app = new TestApp(database);

        await Assert.ThrowsAsync<InvalidDataException>(() => DerivedTables.RenewAfterMigrationAsync(app.Get<IWriteLane>(), Token));

        Assert.Equal(batches, database.Scalar<long>("SELECT COUNT(*) FROM batch"));
        Assert.Equal(0, database.Scalar<long>("SELECT COUNT(*) FROM deployment_value"));
    }
}
