using Traceability.App.Data;
using Traceability.Ledger;

namespace Traceability.App.Sequencing;

/// <summary>The tiles as the database keeps them.</summary>
internal sealed class StoredTiles(PreparedConnection connection) : ITileReader
{
    private const string Find = "SELECT hashes FROM log_tile WHERE level = @level AND number = @number";

    public ValueTask<ReadOnlyMemory<byte>> ReadTileAsync(int level, long number, CancellationToken ct) =>
        connection.Command(Find, ("@level", level), ("@number", number)).ExecuteScalar() is byte[] hashes
            ? ValueTask.FromResult<ReadOnlyMemory<byte>>(hashes)
            : throw new InvalidDataException($"The tile {level}/{number} is missing.");
}
