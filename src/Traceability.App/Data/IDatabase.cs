using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Traceability.App.Data;

/// <summary>A database of some provider: how to open it, shape it, and make an empty one like it.</summary>
public interface IDatabase : IDisposable
{
    /// <summary>For the operator's eyes: which kind, and where; never a secret.</summary>
    string Description { get; }

    /// <summary>Whether opening a connection is cheap because the provider keeps those that were closed.</summary>
    bool PoolsConnections { get; }

    /// <summary>Whether more than one process may work on it.</summary>
    bool IsShared => false;

    /// <summary>Whether it is there and holds at least one entry: then the keys that made it must be there too.</summary>
    bool HoldsFacts();

    /// <summary>Takes the database for this process, where the provider allows only one.</summary>
    /// <exception cref="DatabaseHeldException">Another process has it.</exception>
    void Hold();

    Task MigrateAsync(CancellationToken ct);

    /// <summary>Waits until this process may do the work of which there is one at a time: sequencing, anchoring, forgetting.</summary>
    Task<ILeadership> LeadAsync(CancellationToken ct);

    DbConnection OpenForReading();

    /// <summary>A connection for a thread that waits for the database itself, and shared with nobody.</summary>
    DbConnection OpenForThread() => OpenForReading();

    /// <summary>A connection that sees one moment of the database for as long as it is open.</summary>
    DbConnection OpenSnapshot();

    DbConnection OpenForWriting();

    /// <summary>Points a context at the given connection, or, without one, at connections for reading of its own.</summary>
    void Configure(DbContextOptionsBuilder options, DbConnection? connection);

    /// <summary>An empty database of the same kind that goes away when disposed.</summary>
    IDatabase NewScratch();

    /// <summary>
    /// Completes when everything that could be read before it was asked for is where it survives the loss of the primary, which also
    /// shows that this node can write. What can be read may still be on the primary alone where waiting for the standbys was cut short.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">Not at present.</exception>
    Task SettleAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>Whether this failure says that the database cannot be asked at present, and nothing about what it was asked.</summary>
    bool IsAbsence(Exception failure) => failure is DatabaseUnavailableException;

    /// <summary>Who else there is.</summary>
    Task<Surroundings> LookAroundAsync(CancellationToken ct) => Task.FromResult(Surroundings.Alone);

    /// <summary>
    /// A connection to a standby that has applied everything the primary had when asked, for views that cost much to compose; null where
    /// there is none, or none was asked for.
    /// </summary>
    ValueTask<DbConnection?> TryOpenStandbyAsync(CancellationToken ct) => ValueTask.FromResult<DbConnection?>(null);
}

/// <summary>What stands around this node.</summary>
/// <param name="Led">Whether some node leads.</param>
/// <param name="Standbys">The standbys that are connected to the primary; null where the database does not tell this account.</param>
public sealed record Surroundings(bool Led, IReadOnlyList<Standby>? Standbys)
{
    public static Surroundings Alone { get; } = new(Led: true, []);
}

/// <summary>A standby as its primary sees it.</summary>
/// <param name="State">What it does: <c>streaming</c> when all is well.</param>
/// <param name="BehindBytes">How much of the primary's log it has not applied.</param>
/// <param name="BehindSeconds">How long it took to apply the newest it was sent.</param>
public sealed record Standby(string Name, string State, long? BehindBytes, double BehindSeconds);

/// <summary>
/// The time in which this process leads; disposing gives it up. It saves work and no more: what keeps two leaders from making
/// two logs is the fence in the sequencer's own transaction.
/// </summary>
public interface ILeadership : IAsyncDisposable
{
    /// <summary>Cancelled when somebody else may lead.</summary>
    CancellationToken Lost { get; }
}

public sealed class DatabaseHeldException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The database cannot be asked at present, or did not say what became of a commit. Nothing is wrong with the request.</summary>
public sealed class DatabaseUnavailableException(string message, Exception inner) : Exception(message, inner);
