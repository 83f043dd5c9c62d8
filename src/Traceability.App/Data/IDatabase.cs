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

    /// <summary>A connection that sees one moment of the database for as long as it is open.</summary>
    DbConnection OpenSnapshot();

    DbConnection OpenForWriting();

    /// <summary>Points a context at the given connection, or, without one, at connections for reading of its own.</summary>
    void Configure(DbContextOptionsBuilder options, DbConnection? connection);

    /// <summary>An empty database of the same kind that goes away when disposed.</summary>
    IDatabase NewScratch();
}

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
