using System.Data.Common;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.Domain.Values;
using Traceability.Domain;
using Traceability.Domain.Files;

namespace Traceability.App.Files;

/// <summary>
/// The files that facts rest on. A file that no fact names within a day is forgotten; who names one has stored it, or named it before:
/// its hash is public, and whoever could name a stranger's file could read it.
/// </summary>
internal static class StoredFiles
{
    /// <summary>Names a file in the transaction that records the fact.</summary>
    public const string InsertMention = "INSERT INTO file_mention (file, entry, organisation) VALUES (@file, @entry, @organisation)";

    /// <summary>How many files that no fact names an account may have.</summary>
    public const int MostWaiting = 40;

    public static readonly TimeSpan KeptUnnamed = TimeSpan.FromDays(1);

    // Touched also when it is there: the retention, which deletes what is old, then waits for this transaction and finds it new.
    private const string Insert =
        """
        INSERT INTO vault_file (sha256, media_type, length, bytes, stored_at) VALUES (@sha256, @type, @length, @bytes, @at)
        ON CONFLICT (sha256) DO UPDATE SET stored_at = excluded.stored_at
        """;

    private const string InsertDeposit =
        """
        INSERT INTO file_deposit (file, account, organisation, stored_at) VALUES (@sha256, @account, @organisation, @at)
        ON CONFLICT (file, account) DO UPDATE SET organisation = excluded.organisation, stored_at = excluded.stored_at
        """;

    private const string CountWaiting =
        "SELECT COUNT(*) FROM file_deposit d WHERE d.account = @account AND d.file <> @sha256 AND NOT EXISTS (SELECT 1 FROM file_mention m WHERE m.file = d.file)";

    private const string IsTheirs =
        """
        SELECT 1 FROM file_deposit WHERE file = @sha256 AND (account = @account OR organisation = @organisation)
        UNION ALL SELECT 1 FROM file_mention WHERE file = @sha256 AND organisation = @organisation
        """;

    private const string Touch = "UPDATE vault_file SET stored_at = @at WHERE sha256 = @sha256";

    private const string Old = "SELECT file FROM file_deposit WHERE stored_at < @before ORDER BY stored_at LIMIT 100";

    private const string ForgetFiles =
        $"DELETE FROM vault_file WHERE sha256 IN ({Old}) AND stored_at < @before AND NOT EXISTS (SELECT 1 FROM file_mention m WHERE m.file = vault_file.sha256)";

    private const string ForgetDeposits =
        "DELETE FROM file_deposit WHERE (file, account) IN (SELECT file, account FROM file_deposit WHERE stored_at < @before ORDER BY stored_at LIMIT 100)";

    public static Problem? Store(WriteSession session, FileHash hash, FileKind kind, byte[] content)
    {
        var actor = session.Actor;
        var waiting = Convert.ToInt32(session.Prepared.Command(CountWaiting, ("@account", actor.Account), ("@sha256", hash.ToString())).ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (waiting >= MostWaiting)
            return FileProblems.TooMany(waiting, MostWaiting);
        var now = MomentConverter.Write(session.Now);
        session.Prepared.Command(Insert, ("@sha256", hash.ToString()), ("@type", kind.MediaType), ("@length", content.Length), ("@bytes", content), ("@at", now)).ExecuteNonQuery();
        session.Prepared.Command(InsertDeposit, ("@sha256", hash.ToString()), ("@account", actor.Account), ("@organisation", actor.Organisation?.Uscc.ToString()), ("@at", now)).ExecuteNonQuery();
        return null;
    }

    /// <summary>Why the actor's fact may not name this file; null when it may, and then the file is there to stay.</summary>
    public static Problem? WhyNotName(WriteSession session, FileHash hash, string field)
    {
        var (account, organisation) = (session.Actor.Account, session.Actor.Organisation?.Uscc.ToString());
        if (session.Prepared.Command(IsTheirs, ("@sha256", hash.ToString()), ("@account", account), ("@organisation", organisation ?? "")).ExecuteScalar() is null)
            return FileProblems.NotStored(field);
        var there = session.Prepared.Command(Touch, ("@at", MomentConverter.Write(session.Now)), ("@sha256", hash.ToString())).ExecuteNonQuery();
        return there == 1 ? null : FileProblems.NotStored(field);
    }

    /// <returns>How many were forgotten, files and notes of who stored them.</returns>
    public static int Forget(PreparedConnection connection, DateTimeOffset now)
    {
        var before = MomentConverter.Write(now - KeptUnnamed);
        return connection.Command(ForgetFiles, ("@before", before)).ExecuteNonQuery() + connection.Command(ForgetDeposits, ("@before", before)).ExecuteNonQuery();
    }

    /// <summary>One sentence for each file that is not what its name says.</summary>
    public static IEnumerable<string> Wrong(PreparedConnection connection)
    {
        using DbDataReader row = connection.Command("SELECT sha256, length, bytes FROM vault_file").ExecuteReader();
        while (row.Read())
        {
            var content = row.GetFieldValue<byte[]>(2);
            if (FileHash.Of(content).ToString() != row.GetString(0) || content.Length != row.GetInt32(1))
                yield return $"file {row.GetString(0)}: its bytes are not those of its hash.";
        }
    }

    /// <summary>One sentence for each file that a fact names and that is not there.</summary>
    /// <param name="source">Where the files are.</param>
    /// <param name="rebuilt">Where the entries were replayed.</param>
    public static IEnumerable<string> Missing(PreparedConnection source, DbConnection rebuilt)
    {
        using var mentions = rebuilt.CreateCommand();
        mentions.CommandText = "SELECT file, entry FROM file_mention";
        using var row = mentions.ExecuteReader();
        while (row.Read())
        {
            if (source.Command("SELECT 1 FROM vault_file WHERE sha256 = @file", ("@file", row.GetString(0))).ExecuteScalar() is null)
                yield return $"file {row.GetString(0)}: entry {row.GetGuid(1)} names it, and it is missing.";
        }
    }
}
