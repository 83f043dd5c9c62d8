using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Traceability.App.Archive;

/// <summary>The rows of one table as lines, by the model, so that they are the same whichever database they come from and go to.</summary>
internal sealed class TableLines
{
    private readonly Column[] _columns;

    public TableLines(IEntityType entity)
    {
        Table = entity.GetTableName()!;
        _columns = [.. entity.GetProperties().Select(property => new Column(property))];
        Key = [.. entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName())];
    }

    public string Table { get; }

    private string[] Key { get; }

    public async Task WriteAsync(DbConnection connection, LineWriter lines, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are the model's.
        command.CommandText = $"SELECT {Quoted(_columns.Select(c => c.Name))} FROM \"{Table}\" ORDER BY {Quoted(Key)}";
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            await lines.WriteAsync(
                json =>
                {
                    json.WriteStartObject();
                    for (var i = 0; i < _columns.Length; i++)
                        _columns[i].Write(json, row, i);
                    json.WriteEndObject();
                },
                ct);
        }
    }

    /// <param name="isKept">Whether a row goes into the table, by the value of its key's first column.</param>
    public async Task InsertAsync(DbConnection connection, LineReader lines, Func<string?, bool> isKept, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The names are the model's.
        command.CommandText = $"INSERT INTO \"{Table}\" ({Quoted(_columns.Select(c => c.Name))}) VALUES ({string.Join(", ", _columns.Select((_, i) => Parameter(i)))})";
#pragma warning restore CA2100
        for (var i = 0; i < _columns.Length; i++)
            command.Parameters.Add(_columns[i].Mapping.CreateParameter(command, Parameter(i), value: null, nullable: true));
        var keyAt = Array.FindIndex(_columns, column => column.Name == Key[0]);
        while (await lines.ReadAsync(ct) is { } line)
        {
            using (line)
            {
                foreach (var member in line.RootElement.EnumerateObject().Where(member => !_columns.Any(column => column.Name == member.Name)))
                    throw lines.Wrong($"the table {Table} has no column {ShownText.Of(member.Name)} here: this backup is of a later version.");
                for (var i = 0; i < _columns.Length; i++)
                    command.Parameters[i].Value = _columns[i].Read(line.RootElement, lines) ?? DBNull.Value;
            }

            if (!isKept(command.Parameters[keyAt].Value as string))
                continue;
            try
            {
                await command.ExecuteNonQueryAsync(ct);
            }
            catch (DbException e)
            {
                throw lines.Wrong($"it cannot be a row of {Table}: {e.Message}");
            }
        }
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static string Parameter(int i) => string.Create(CultureInfo.InvariantCulture, $"@p{i}");

    private sealed class Column(IProperty property)
    {
        private readonly Type _type = TypeOf(property);

        public string Name { get; } = property.GetColumnName();

        public Microsoft.EntityFrameworkCore.Storage.RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();

        public void Write(Utf8JsonWriter json, DbDataReader row, int i)
        {
            json.WritePropertyName(Name);
            if (row.IsDBNull(i))
                json.WriteNullValue();
            else if (_type == typeof(string))
                json.WriteStringValue(row.GetString(i));
            else if (_type == typeof(long))
                json.WriteNumberValue(row.GetInt64(i));
            else if (_type == typeof(int))
                json.WriteNumberValue(row.GetInt32(i));
            else if (_type == typeof(bool))
                json.WriteBooleanValue(row.GetBoolean(i));
            else if (_type == typeof(byte[]))
                json.WriteBase64StringValue(row.GetFieldValue<byte[]>(i));
            else if (_type == typeof(Guid))
                json.WriteStringValue(row.GetGuid(i));
            else if (_type == typeof(DateOnly))
                json.WriteStringValue(row.GetFieldValue<DateOnly>(i).ToString("O", CultureInfo.InvariantCulture));
            else
                throw Unknown();
        }

        public object? Read(JsonElement line, LineReader lines)
        {
            if (!line.TryGetProperty(Name, out var cell) || cell.ValueKind == JsonValueKind.Null)
                return property.IsNullable ? null : throw lines.Wrong($"its {Name} is missing.");
            return Value(cell) ?? throw lines.Wrong($"its {Name} is of another kind.");
        }

        private object? Value(JsonElement cell) => cell.ValueKind switch
        {
            JsonValueKind.String when _type == typeof(string) => cell.GetString(),
            JsonValueKind.String when _type == typeof(byte[]) => cell.TryGetBytesFromBase64(out var bytes) ? bytes : null,
            JsonValueKind.String when _type == typeof(Guid) => cell.TryGetGuid(out var id) ? id : null,
            JsonValueKind.String when _type == typeof(DateOnly) => DateOnly.TryParseExact(cell.GetString(), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            JsonValueKind.Number when _type == typeof(long) => cell.TryGetInt64(out var number) ? number : null,
            JsonValueKind.Number when _type == typeof(int) => cell.TryGetInt32(out var number) ? number : null,
            JsonValueKind.True or JsonValueKind.False when _type == typeof(bool) => cell.GetBoolean(),
            _ => null,
        };

        private NotSupportedException Unknown() => new($"No line carries a {_type.Name}, which {Name} is.");

        private static Type TypeOf(IProperty property)
        {
            var type = property.GetRelationalTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
            return Nullable.GetUnderlyingType(type) ?? type;
        }
    }
}
