using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Traceability.Domain.Places;

namespace Traceability.App.Data;

/// <summary>
/// The rows of the register of regions. A whole country has tens of thousands, and Entity Framework, which follows each of them,
/// would hold the write lane for seconds: they are read and written here, many with one statement.
/// </summary>
internal static class RegionRows
{
    private const string Select = "SELECT code, name, name_en, parent, parent_declared, valid_from, valid_to, successor, centre FROM region";
    private const string Insert = "INSERT INTO region (code, name, name_en, parent, parent_declared, valid_from, valid_to, successor, centre) VALUES ";
    private const string Update =
        """
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, parent = excluded.parent,
         parent_declared = excluded.parent_declared, valid_from = excluded.valid_from, valid_to = excluded.valid_to, successor = excluded.successor, centre = excluded.centre
        """;

    /// <summary>SQLite finds each parameter by going through the names of all, so a statement of very many costs by their square.</summary>
    private const int RowsPerStatement = 32;

    private static readonly (string Name, DbType Type)[] Columns =
        [("c", DbType.String), ("n", DbType.String), ("e", DbType.String), ("p", DbType.String), ("d", DbType.Boolean), ("f", DbType.Date), ("t", DbType.Date), ("s", DbType.String), ("m", DbType.String)];

    public static async Task<List<Region>> ReadAsync(TraceDb db)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = Command(db, Select);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Region>();
        while (await reader.ReadAsync())
        {
            rows.Add(new Region(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), Text(reader, 3), reader.GetBoolean(4), Day(reader, 5), Day(reader, 6), Text(reader, 7), Text(reader, 8) is { } centre ? CoordinateConverter.Read(centre) : null));
        }

        return rows;
    }

    public static async Task WriteAsync(TraceDb db, IReadOnlyCollection<Region> rows)
    {
        await db.Database.OpenConnectionAsync();
        foreach (var parts in rows.Chunk(RowsPerStatement).GroupBy(part => part.Length))
        {
            await using var command = Command(db, Insert + string.Join(", ", Enumerable.Range(0, parts.Key).Select(Placeholders)) + Update);
            for (var i = 0; i < parts.Key; i++)
                AddParameters(command, i);
            foreach (var part in parts)
            {
                for (var i = 0; i < part.Length; i++)
                    SetParameters(command, i, part[i]);
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    private static string Placeholders(int row) => $"(@c{row}, @n{row}, @e{row}, @p{row}, @d{row}, @f{row}, @t{row}, @s{row}, @m{row})";

    private static void AddParameters(DbCommand command, int row)
    {
        foreach (var (name, type) in Columns)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.DbType) = ($"@{name}{row}", type);
            command.Parameters.Add(parameter);
        }
    }

    private static void SetParameters(DbCommand command, int row, Region region)
    {
        object?[] values = [region.Code, region.Name, region.NameEn, region.Parent, region.ParentDeclared, region.ValidFrom, region.ValidTo, region.Successor, region.Centre is { } centre ? CoordinateConverter.Write(centre) : null];
        for (var i = 0; i < values.Length; i++)
            command.Parameters[(row * values.Length) + i].Value = values[i] ?? DBNull.Value;
    }

    private static DbCommand Command(TraceDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The texts are this class's own, with parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateOnly? Day(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);
}
