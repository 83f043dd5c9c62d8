using System.Data.Common;
using Traceability.App.Data;

namespace Traceability.App.Tests.Data;

public sealed class ReadPoolTests(Databases databases)
{
    private const string Twice = "SELECT CAST(@number AS integer) * 2";

    [Theory]
    [OnDatabases]
    public async Task Ask_ManyAtOnce_EachHasItsOwnAnswer(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        using var reads = new ReadPool(database.Database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(async () => await reads.AskAsync(Double(i), Number))));

        Assert.Equal(Enumerable.Range(0, 500).Select(i => i * 2), answers);
    }

    [Theory]
    [OnDatabases]
    public async Task Ask_AnswerThatCannotBeRead_IsTheTroubleOfThatQuestionAlone(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        using var reads = new ReadPool(database.Database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            try
            {
                return await reads.AskAsync(Double(i), rows => Number(rows) == 20 ? throw new FormatException("twenty") : i);
            }
            catch (FormatException)
            {
                return -1;
            }
        })));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i == 10 ? -1 : i), answers);
    }

    /// <param name="idle">How many seconds after. The driver looks after an idle connection, and closes a dead one before anybody asks on it.</param>
    [Theory]
    [OnDatabases(0)]
    [OnDatabases(7)]
    public async Task Ask_AfterItsConnectionsDied_IsAnsweredNevertheless(Provider provider, int idle)
    {
        await using var database = await databases.EmptyAsync(provider);
        using var reads = new ReadPool(database.Database);
        // So many that both threads have a connection.
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () => await reads.AskAsync(Double(i), Number))));

        if (provider == Provider.Postgres)
        {
            Assert.NotEqual(0, database.Scalar<long>("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"));
            await Task.Delay(TimeSpan.FromSeconds(idle), TestContext.Current.CancellationToken);
        }

        for (var i = 0; i < 4; i++)
            Assert.Equal(i * 2, await reads.AskAsync(Double(i), Number));
    }

    [Theory]
    [OnDatabases]
    public async Task Ask_QuestionThatTheDatabaseRefuses_FailsAlone(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        using var reads = new ReadPool(database.Database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(async () =>
        {
            try
            {
                return await reads.AskAsync(i == 10 ? new Statement("SELECT nothing FROM nowhere WHERE 1 = @number", ("@number", 1)) : Double(i), Number);
            }
            catch (DbException)
            {
                return -1;
            }
        })));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => i == 10 ? -1 : i * 2), answers);
    }

    private static Statement Double(int number) => new(Twice, ("@number", number));

    private static int Number(DbDataReader rows)
    {
        Assert.True(rows.Read());
        return rows.GetInt32(0);
    }
}
