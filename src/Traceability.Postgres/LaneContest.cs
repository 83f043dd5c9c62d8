using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;
using Traceability.App.Data;
using Traceability.Domain;

namespace Traceability.Postgres;

/// <summary>What a command lost to others so far.</summary>
internal sealed class LaneContest
{
    private readonly SortedDictionary<string, (string Table, string Subject)> _lost = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Statement> _first = new(StringComparer.Ordinal);

    public bool IsLost { get; private set; }

    /// <summary>The rows to lock first, in one order for everybody: those who begin again wait for each other and never in a circle.</summary>
    public IEnumerable<(string Table, string Subject)> Lost => _lost.Values;

    /// <summary>The rows that are locked before any of those, in one order for everybody too.</summary>
    public IEnumerable<Statement> First => _first.Values;

    public void Begin(IReadOnlyList<Statement> statements)
    {
        foreach (var statement in statements)
            _first.TryAdd(statement.Sql + string.Join(' ', statement.Parameters.Select(p => Convert.ToString(p.Value, CultureInfo.InvariantCulture))), statement);
    }

    public void Lose(IReadOnlyList<EntityEntry> entries)
    {
        IsLost = true;
        foreach (var entry in entries)
        {
            if (entry.Entity is Aggregate aggregate)
                _lost.TryAdd($"{entry.Metadata.GetTableName()} {aggregate.Subject}", (entry.Metadata.GetTableName()!, aggregate.Subject));
        }
    }
}

/// <summary>What a failure means for the command that met it.</summary>
internal static class LaneFailures
{
    /// <summary>Somebody else was first; what it was about is kept for the next attempt.</summary>
    public static bool IsContest(Exception e, LaneContest contest)
    {
        if (e is DbUpdateConcurrencyException conflict)
        {
            contest.Lose(conflict.Entries);
            return true;
        }

        if ((e as PostgresException ?? e.InnerException as PostgresException) is not { } refusal)
            return false;
        switch (refusal.SqlState)
        {
            case PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable:
                contest.Lose([]);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Begun again a few times it would have been found and refused in words: nobody looks for it, which is a defect.</summary>
    public static bool IsSecondOfItsKind(Exception e) =>
        (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.UniqueViolation;
}
