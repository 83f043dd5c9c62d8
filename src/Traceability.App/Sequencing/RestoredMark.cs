using System.Globalization;
using Traceability.App.Data;

namespace Traceability.App.Sequencing;

/// <summary>
/// Stands in a database that came out of a file: its log had that many entries then, and nobody has shown yet that nothing was signed
/// beyond them. While it stands nothing is signed.
/// </summary>
public static class RestoredMark
{
    public const string Name = "restored-at-size";

    private const string Upsert = "INSERT INTO deployment_value (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

    public static void Set(PreparedConnection db, long size) =>
        db.Command(Upsert, ("@name", Name), ("@value", size.ToString(CultureInfo.InvariantCulture))).ExecuteNonQuery();

    public static bool Stands(PreparedConnection db) => db.Command("SELECT value FROM deployment_value WHERE name = @name", ("@name", Name)).ExecuteScalar() is not null;

    /// <returns>Whether it stood.</returns>
    public static bool Remove(PreparedConnection db) => db.Command("DELETE FROM deployment_value WHERE name = @name", ("@name", Name)).ExecuteNonQuery() > 0;
}
