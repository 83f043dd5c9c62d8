using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.Domain.Files;
using Traceability.Ledger;

namespace Traceability.App.Replay;

/// <summary>
/// Makes the derived tables from the entries, through the same <c>Apply</c> as recording did: for the audit beside the real ones, for
/// a restore, an import and a migration in their place.
/// </summary>
/// <param name="newContext">A context on the tables to fill.</param>
/// <param name="report">Takes one sentence for each thing that is wrong with an entry.</param>
public sealed class DerivedTables(Func<TraceDb> newContext, Action<string> report) : IAsyncDisposable
{
    /// <summary>Which migration the derived tables were made for; a later one may want another form of them.</summary>
    public const string MadeFor = "derived-tables-made-for";

    private const int EntriesPerContext = 500;

    private TraceDb _db = newContext();
    private AggregateStore? _aggregates;
    private int _inContext;
    private string _last = "";

    /// <summary>Makes them again where a migration came since they were made. A server does so before its first request.</summary>
    /// <returns>Whether they were made again.</returns>
    public static Task<bool> RenewAfterMigrationAsync(IWriteLane lane, CancellationToken ct) =>
        lane.RunAsync(
            async connection =>
            {
                await using var db = connection.NewContext();
                var newest = db.Database.GetMigrations().Last();
                var kept = await db.DeploymentValues.FindAsync([MadeFor], ct);
                if (string.Equals(kept?.Value, newest, StringComparison.Ordinal))
                    return (false, Keep: true);
                await RebuildAsync(connection, ct);
                await KeepMigrationAsync(connection, ct);
                return (true, Keep: true);
            },
            ct);

    /// <summary>Writes down for which migration they were made.</summary>
    public static async Task KeepMigrationAsync(WriteConnection connection, CancellationToken ct)
    {
        await using var db = connection.NewContext();
        var newest = db.Database.GetMigrations().Last();
        if (await db.DeploymentValues.FindAsync([MadeFor], ct) is { } old)
        {
            db.Remove(old);
            await db.SaveChangesAsync(ct);
        }

        db.Add(new DeploymentValue { Name = MadeFor, Value = newest });
        await db.SaveChangesAsync(ct);
    }

    public static bool IsDerived(IEntityType entity) => KindOf(entity) == TableKind.Derived;

    public static TableKind KindOf(IEntityType entity) => Enum.Parse<TableKind>((string)entity.FindAnnotation(TraceDb.KindAnnotation)!.Value!);

    /// <summary>Takes the next entry, in the order of the log.</summary>
    public async ValueTask ApplyAsync(RecordedEntry entry, CancellationToken ct)
    {
        if (_inContext == EntriesPerContext)
            await SaveAsync(ct);
        _inContext++;
        _last = entry.Name;
        if (!MerkleHashing.Leaf(entry.Bytes).ToArray().AsSpan().SequenceEqual(entry.LeafHash))
            report($"{entry.Name}: its bytes are not those of its leaf hash.");
        if (entry.Document is null || entry.Salts is null)
        {
            report($"{entry.Name}: its payload is missing.");
            return;
        }

        try
        {
            await ApplyAsync(entry.Name, entry.Id, EntryCodec.Decode(entry.Bytes, entry.Document, entry.Salts), entry.Document);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or ArgumentException or FormatException)
        {
            report($"{entry.Name}: {e.Message}");
        }
    }

    /// <summary>Writes what was applied so far.</summary>
    public async ValueTask SaveAsync(CancellationToken ct)
    {
        try
        {
            await _db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e)
        {
            report($"up to {_last}: the entries contradict each other: {e.GetBaseException().Message}");
        }

        await _db.DisposeAsync();
        (_db, _aggregates, _inContext) = (newContext(), null, 0);
    }

    public ValueTask DisposeAsync() => _db.DisposeAsync();

    private static async Task RebuildAsync(WriteConnection connection, CancellationToken ct)
    {
        await EmptyAsync(connection, ct);
        await using var tables = new DerivedTables(connection.NewContext, problem => throw new InvalidDataException($"The derived tables cannot be made again. Run the audit of the version before. {problem}"));
        await foreach (var entry in StoredEntries.ReadAsync(connection.Prepared, ct))
            await tables.ApplyAsync(entry, ct);
        await tables.SaveAsync(ct);
    }

    private static async Task EmptyAsync(WriteConnection connection, CancellationToken ct)
    {
        await using var db = connection.NewContext();
        var left = db.Model.GetEntityTypes().Where(IsDerived).ToList();
        while (left.Count > 0)
        {
            // What refers to another goes before it.
            var next = left.First(entity => !left.Exists(other => other != entity && other.GetForeignKeys().Any(key => key.PrincipalEntityType == entity)));
            left.Remove(next);
            connection.Prepared.Command($"DELETE FROM \"{next.GetTableName()}\"").ExecuteNonQuery();
        }
    }

    private async ValueTask ApplyAsync(string name, Guid id, DecodedEntry entry, byte[] document)
    {
        if (EntryCodec.FirstDisagreement(entry, document) is { } field)
            report($"{name}: the payload's field {field} does not agree with the entry.");
        if (entry.Envelope.Id != id)
            report($"{name}: its bytes carry another id.");
        _aggregates ??= new AggregateStore(_db);
        foreach (var subject in entry.Envelope.Subjects)
        {
            var aggregate = await _aggregates.FindOrNewAsync(subject.Id);
            if (subject.Version != aggregate.Version + 1 || (subject.Version > 1 && subject.Previous != aggregate.LastEntry))
                report($"{name}: it says version {subject.Version.ToString(CultureInfo.InvariantCulture)} of {subject.Id}, whose history has {aggregate.Version.ToString(CultureInfo.InvariantCulture)} before it.");
            var isNew = aggregate.Version == 0;
            await _aggregates.ApplyAsync(aggregate, subject.Id, entry.Fact, entry.Stamp);
            if (isNew)
                _db.Add(aggregate);
            _db.SubjectHistories.Add(new SubjectHistory { Subject = subject.Id, Version = (int)subject.Version, Entry = entry.Envelope.Id });
        }

        foreach (var file in (entry.Fact as INamesFiles)?.NamedFiles() ?? [])
            _db.FileMentions.Add(new FileMention(file, entry.Envelope.Id, entry.Stamp.Organisation));
    }
}
