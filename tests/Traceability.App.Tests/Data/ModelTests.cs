using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;

namespace Traceability.App.Tests.Data;

public sealed class ModelTests(Databases databases)
{
    [Theory]
    [OnDatabases]
    public async Task Model_AgainstItsMigrations_HasNoPendingChange(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var db = Context(database);

        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [OnDatabases]
    public async Task Tables_EachOne_HasExactlyOneKind(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var db = Context(database);

        var kinds = db.Model.GetEntityTypes().ToLookup(e => e.GetTableName()!, e => e.FindAnnotation(TraceDb.KindAnnotation)?.Value as string);

        Assert.Equal(database.Tables().Order(StringComparer.Ordinal), kinds.Select(k => k.Key).Order(StringComparer.Ordinal));
        Assert.All(kinds, table => Assert.True(Enum.TryParse<TableKind>(Assert.Single(table), out _), table.Key));
    }

    private static TraceDb Context(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        database.Database.Configure(options, connection: null);
        return new TraceDb(options.Options);
    }
}
