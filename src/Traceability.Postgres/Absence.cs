using Npgsql;

namespace Traceability.Postgres;

/// <summary>Tells a database that is away, or is no primary any more, from one that refuses.</summary>
internal static class Absence
{
    private const string IdleInTransaction = "25P03";

    public static bool Is(Exception e)
    {
        for (var at = e; at is not null; at = at.InnerException)
        {
            if (at is NpgsqlException met)
            {
                return met is not PostgresException { SqlState: var state, InvariantSeverity: var severity }
                    // Ends the session, so it says nothing of what the session was about.
                    || severity is "FATAL" or "PANIC"
                    || state is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                        or PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransaction or PostgresErrorCodes.TooManyConnections;
            }
        }

        return false;
    }
}
