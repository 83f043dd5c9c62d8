using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Traceability.App.Data;

/// <summary>A database of some provider: how to open it, shape it, and make an empty one like it.</summary>
public interface IDatabase : IDisposable
{
    /// <summary>For the operator's eyes: which kind, and where; never a secret.</summary>
    string Description { get; }

    /// <summary>Whether it is there and holds at least one entry: then the keys that made it must be there too.</summary>
    bool HoldsFacts();

    /// <summary>Takes the database for this process, where the provider allows only one.</summary>
    /// <exception cref="DatabaseHeldException">Another process has it.</exception>
    void Hold();

    Task MigrateAsync(CancellationToken ct);

    DbConnection OpenForReading();

    /// <summary>A connection that sees one moment of the database for as long as it is open.</summary>
    DbConnection OpenSnapshot();

    DbConnection OpenForWriting();

    /// <summary>Points a context at the given connection, or, without one, at connections for reading of its own.</summary>
    void Configure(DbContextOptionsBuilder options, DbConnection? connection);

    /// <summary>An empty database of the same kind that goes away when disposed.</summary>
    IDatabase NewScratch();
}

public sealed class DatabaseHeldException(string message, Exception inner) : Exception(message, inner);
