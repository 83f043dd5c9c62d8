using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Traceability.App.Auditing;
using Traceability.App.Data;
using Traceability.Domain.Files;
using Traceability.Domain.Quality;
using Traceability.Sqlite;

namespace Traceability.App.Tests.Auditing;

public sealed class AuditTests(AuditedChain chain) : IClassFixture<AuditedChain>
{
    private static readonly IReadOnlyList<DerivedTable> Derived = DerivedTables();

    public static TheoryData<string> ChangeableTables { get; } = [.. Derived.Where(t => t.Columns.Count > 0).Select(t => t.Name)];

    [Theory]
    [OnDatabases]
    public async Task Run_UntouchedChain_Passes(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);

        var findings = await RunAsync(database);

        Assert.Empty(findings.Problems);
        var entries = database.Scalar<long>("SELECT COUNT(*) FROM log_entry");
        Assert.Equal($"Audit passed: {entries} entries, tree, payloads and derived tables agree.", findings.Summary);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EntriesThatWaitForTheirPlace_ArePartOfIt(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        database.Execute("DELETE FROM log_leaf WHERE \"index\" = (SELECT MAX(\"index\") FROM log_leaf)");

        Assert.Equal([$"tree: the head says {AuditedChain.Entries} entries and {AuditedChain.Entries - 1} have an index.", "tree: the entries do not give the signed root."], (await RunAsync(database)).Problems.Take(2));
    }

    [Theory]
    [OnDatabases(Rows = nameof(ChangeableTables))]
    public async Task Run_OneCellChangedByHand_NamesTableRowAndColumn(Provider provider, string name)
    {
        await using var database = await chain.CopyAsync(provider);
        var table = Derived.Single(t => t.Name == name);

        var expected = table.Change(database, table.Columns[0]);

        Assert.Equal([expected], (await RunAsync(database)).Problems);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EveryColumnOfEveryTableChanged_NamesEachOne(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);

        var expected = Derived.SelectMany(table => table.Columns.Select(column => table.Change(database, column))).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, (await RunAsync(database)).Problems.Order(StringComparer.Ordinal));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ARowOfEachTableRemoved_NamesEachOne(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);

        var expected = Derived.Select(table => table.Remove(database)).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, (await RunAsync(database)).Problems.Order(StringComparer.Ordinal));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ARowAddedToEachTable_NamesEachOne(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);

        var expected = Derived.Select(table => table.Add(database)).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(expected, (await RunAsync(database)).Problems.Order(StringComparer.Ordinal));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EachEntryWithOneByteChanged_IsNamedByIndex(Provider provider)
    {
        await using var original = await chain.CopyAsync(provider);
        for (var index = 0; index < AuditedChain.Entries; index += 4)
        {
            await using var database = await original.CopyAsync();
            var bytes = Bytes(database, index);
            // Inside a text, so that only the hash and the commitments tell.
            var at = Encoding.UTF8.GetString(bytes).IndexOf("account:", StringComparison.Ordinal) + 12;
            bytes[at] = bytes[at] == (byte)'0' ? (byte)'1' : (byte)'0';
            database.Execute("UPDATE log_entry SET bytes = @bytes WHERE sequence = (SELECT sequence FROM log_leaf WHERE \"index\" = @index)", ("@bytes", bytes), ("@index", index));

            var problems = (await RunAsync(database)).Problems;

            Assert.Contains(problems, p => p.StartsWith($"entry {index} (", StringComparison.Ordinal) && p.EndsWith("its bytes are not those of its leaf hash.", StringComparison.Ordinal));
            Assert.Contains("tree: the entries do not give the signed root.", problems);
            Assert.Contains(problems, p => p.StartsWith("tree: the tile 0/0", StringComparison.Ordinal) && p.EndsWith($"first at entry {index}.", StringComparison.Ordinal));
            Assert.DoesNotContain(problems, p => p.StartsWith("entry ", StringComparison.Ordinal) && !p.StartsWith($"entry {index} ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EntryThatIsNoEntryAnyMore_IsNamedByIndex(Provider provider)
    {
        await using var original = await chain.CopyAsync(provider);
        foreach (var bytes in new byte[][] { [], "garbage"u8.ToArray(), "{}"u8.ToArray() })
        {
            await using var database = await original.CopyAsync();
            database.Execute("UPDATE log_entry SET bytes = @bytes WHERE sequence = (SELECT sequence FROM log_leaf WHERE \"index\" = 9)", ("@bytes", bytes));

            Assert.Contains((await RunAsync(database)).Problems, p => p.StartsWith("entry 9 (", StringComparison.Ordinal));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EntryChangedTogetherWithItsLeafHash_StillDoesNotGiveTheSignedRoot(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Bytes(database, 11)).Replace("\"84000\"", "\"84001\"", StringComparison.Ordinal));
        database.Execute(
            "UPDATE log_entry SET bytes = @bytes, leaf_hash = @leaf WHERE sequence = (SELECT sequence FROM log_leaf WHERE \"index\" = 11)",
            ("@bytes", bytes), ("@leaf", Ledger.MerkleHashing.Leaf(bytes).ToArray()));

        var problems = (await RunAsync(database)).Problems;

        Assert.Contains(problems, p => p.StartsWith("entry 11 (", StringComparison.Ordinal) && p.EndsWith("the payload's field quantity does not agree with the entry.", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.EndsWith("first at entry 11.", StringComparison.Ordinal));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_LeafHashChanged_IsNamedByIndex(Provider provider)
    {
        await using var original = await chain.CopyAsync(provider);
        foreach (var leaf in new[] { new byte[32], [], new byte[33] })
        {
            await using var database = await original.CopyAsync();
            database.Execute("UPDATE log_entry SET leaf_hash = @leaf WHERE sequence = (SELECT sequence FROM log_leaf WHERE \"index\" = 3)", ("@leaf", leaf));

            var problem = Assert.Single((await RunAsync(database)).Problems);
            Assert.StartsWith("entry 3 (", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EachPayloadWithAValueChanged_IsNamed(Provider provider)
    {
        await using var original = await chain.CopyAsync(provider);
        foreach (var (index, old, changed, field) in new[]
        {
            (0, "张北县", "张南县", "rows"),
            (1, PotatoChain.PersonalNames[0], "somebody else", "name"),
            (2, "000-0000-0009", "000-0000-0008", "hotline"),
            (10, "114.700123", "114.700124", "polygon"),
            (13, "一级", "二级", "outputs"),
            (16, "095201000000000034", "095201000000000041", "sscc"),
            (17, "199", "198", "items"),
        })
        {
            await using var database = await original.CopyAsync();
            var document = (byte[])database.Rows($"SELECT p.document FROM vault_payload p JOIN log_entry e ON e.id = p.entry JOIN log_leaf l ON l.sequence = e.sequence WHERE l.\"index\" = {index}")[0][0]!;
            var text = Encoding.UTF8.GetString(document).Replace(old, changed, StringComparison.Ordinal);
            Assert.NotEqual(Encoding.UTF8.GetString(document), text);
            database.Execute(
                "UPDATE vault_payload SET document = @document WHERE entry = (SELECT e.id FROM log_entry e JOIN log_leaf l ON l.sequence = e.sequence WHERE l.\"index\" = @index)",
                ("@document", Encoding.UTF8.GetBytes(text)), ("@index", index));

            Assert.Contains(
                (await RunAsync(database)).Problems,
                p => p.StartsWith($"entry {index} (", StringComparison.Ordinal) && p.EndsWith($"the payload's field {field} does not agree with the entry.", StringComparison.Ordinal));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Run_ValueChangedAndItsSaltTakenAway_IsNamed(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        const string last = "WHERE entry = (SELECT e.id FROM log_entry e JOIN log_leaf l ON l.sequence = e.sequence WHERE l.\"index\" = 17)";
        var row = database.Rows($"SELECT document, salts FROM vault_payload {last}")[0];
        var document = Encoding.UTF8.GetString((byte[])row[0]!).Replace("199", "198", StringComparison.Ordinal);
        var salts = System.Text.Json.Nodes.JsonNode.Parse((byte[])row[1]!)!.AsObject();
        Assert.True(salts.Remove("items"));
        database.Execute($"UPDATE vault_payload SET document = @document, salts = @salts {last}", ("@document", Encoding.UTF8.GetBytes(document)), ("@salts", Encoding.UTF8.GetBytes(salts.ToJsonString())));

        Assert.Contains((await RunAsync(database)).Problems, p => p.StartsWith("entry 17 (", StringComparison.Ordinal) && p.EndsWith("the payload's field items does not agree with the entry.", StringComparison.Ordinal));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_PayloadMissingOrUnreadable_IsNamed(Provider provider)
    {
        await using var original = await chain.CopyAsync(provider);
        foreach (var change in new[] { "DELETE FROM vault_payload", "UPDATE vault_payload SET document = @unreadable", "UPDATE vault_payload SET salts = @unreadable" })
        {
            await using var database = await original.CopyAsync();
            var sql = change + " WHERE entry = (SELECT e.id FROM log_entry e JOIN log_leaf l ON l.sequence = e.sequence WHERE l.\"index\" = 4)";
            database.Execute(sql, sql.Contains("@unreadable", StringComparison.Ordinal) ? [("@unreadable", "x"u8.ToArray())] : []);

            Assert.Contains((await RunAsync(database)).Problems, p => p.StartsWith("entry 4 (", StringComparison.Ordinal));
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Run_TileMissing_IsNamed(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        database.Execute("DELETE FROM log_tile");

        Assert.Equal(["tree: the tile 0/0 is not what the entries give."], (await RunAsync(database)).Problems);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EntryRemoved_IsNamedByIndex(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        database.Execute("DELETE FROM log_entry WHERE sequence = (SELECT sequence FROM log_leaf WHERE \"index\" = 12)");

        Assert.Contains("tree: index 12 has no entry.", (await RunAsync(database)).Problems);
    }

    [Theory]
    [OnDatabases]
    public async Task Run_EntryNeitherWaitingNorIndexed_IsNamed(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        database.Execute("DELETE FROM log_leaf WHERE \"index\" = (SELECT MAX(\"index\") FROM log_leaf)");

        Assert.Contains((await RunAsync(database)).Problems, p => p.EndsWith("it has no index and does not wait for one.", StringComparison.Ordinal));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_IndexedEntryStillWaiting_IsNamed(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        database.Execute("INSERT INTO log_inbox (sequence) SELECT sequence FROM log_leaf WHERE \"index\" = 3");

        Assert.Contains((await RunAsync(database)).Problems, p => p.EndsWith("it has an index and waits for another.", StringComparison.Ordinal));
    }

    [Theory]
    [OnDatabases]
    public async Task Run_TwoEntriesInEachOthersPlace_IsFound(Provider provider)
    {
        await using var database = await chain.CopyAsync(provider);
        database.Execute("UPDATE log_leaf SET \"index\" = -1 WHERE \"index\" = 11");
        database.Execute("UPDATE log_leaf SET \"index\" = 11 WHERE \"index\" = 12");
        database.Execute("UPDATE log_leaf SET \"index\" = 12 WHERE \"index\" = -1");

        Assert.Contains("tree: the entries do not give the signed root.", (await RunAsync(database)).Problems);
    }

    private static Task<AuditFindings> RunAsync(TestDatabase database) => new Audit(database.Database).RunAsync(TestContext.Current.CancellationToken);

    private static byte[] Bytes(TestDatabase database, int index) =>
        (byte[])database.Rows($"SELECT e.bytes FROM log_entry e JOIN log_leaf l ON l.sequence = e.sequence WHERE l.\"index\" = {index}")[0][0]!;

    private static List<DerivedTable> DerivedTables()
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        using var database = new SqliteDatabase("Data Source=model.db");
        database.Configure(options, connection: null);
        using var db = new TraceDb(options.Options);
        return
        [
            .. db.Model.GetEntityTypes()
                .Where(e => (string?)e.FindAnnotation(TraceDb.KindAnnotation)?.Value == nameof(TableKind.Derived))
                // No fact of the chain is a test or names a file; InspectionTests audits those.
                .Where(e => e.ClrType != typeof(FileMention) && e.ClrType != typeof(Inspection))
                .Select(e => new DerivedTable(e.GetTableName()!, Columns(e.FindPrimaryKey()!.Properties), Columns(e.GetProperties().Where(p => !p.IsPrimaryKey())))),
        ];

        static List<string> Columns(IEnumerable<IProperty> properties) => [.. properties.Select(p => p.GetColumnName())];
    }

    /// <summary>A derived table, and what the audit says when it was changed by hand.</summary>
    private sealed record DerivedTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<string> Columns)
    {
        /// <summary>Changes one cell of the first row.</summary>
        public string Change(TestDatabase database, string column)
        {
            var key = FirstKey(database);
            var old = database.Rows($"SELECT \"{column}\" FROM \"{Name}\" ORDER BY {KeyList}")[0][0];
            object changed = old switch
            {
                long number => number + 1,
                int number => number + 1,
                bool flag => !flag,
                Guid id => Other(id),
                DateOnly was => was.AddDays(1),
                string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var written) => written.AddDays(1),
                null when column is "from" or "to" || column.StartsWith("valid_", StringComparison.Ordinal) => new DateOnly(2026, 1, 1),
                null => "1",
                _ => $"{old}1",
            };
            Assert.Equal(1, database.Execute($"UPDATE \"{Name}\" SET \"{column}\" = @changed WHERE {Where}", [("@changed", changed), .. Named(key)]));
            return $"table {Name}, row {Shown(key)}, column {column}: it is {(changed is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : changed)}, and the entries make it {(old is DateOnly before ? before.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : old ?? "null")}.";
        }

        public string Remove(TestDatabase database)
        {
            var key = FirstKey(database);
            Assert.Equal(1, database.Execute($"DELETE FROM \"{Name}\" WHERE {Where}", Named(key)));
            return $"table {Name}, row {Shown(key)}: the entries make this row, and it is missing.";
        }

        /// <summary>Puts a copy of the first row under another key, with every text changed that must be the only one.</summary>
        public string Add(TestDatabase database)
        {
            var row = database.Rows($"SELECT {KeyList}{string.Concat(Columns.Select(c => $", \"{c}\""))} FROM \"{Name}\" ORDER BY {KeyList}")[0];
            object?[] added = [.. row.Select(cell => cell switch { string text => text + "~", Guid id => Other(id), _ => cell })];
            string[] columns = [.. Key, .. Columns];
            database.Execute(
                $"INSERT INTO \"{Name}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@k{i}"))})",
                Named(added));
            return $"table {Name}, row {Shown(added[..Key.Count])}: no entry makes this row.";
        }

        private string KeyList => string.Join(", ", Key.Select(k => $"\"{k}\""));

        private string Where => string.Join(" AND ", Key.Select((k, i) => $"\"{k}\" = @k{i}"));

        private static Guid Other(Guid id) => new(id.ToByteArray().Select((b, i) => i == 0 ? (byte)(b ^ 1) : b).ToArray());

        private object?[] FirstKey(TestDatabase database) => database.Rows($"SELECT {KeyList} FROM \"{Name}\" ORDER BY {KeyList}")[0];

        private static (string, object?)[] Named(object?[] values) => [.. values.Select((value, i) => ($"@k{i}", value))];

        private static string Shown(object?[] key) => string.Join(' ', key.Select(k => k is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Convert.ToString(k, CultureInfo.InvariantCulture)));
    }
}
