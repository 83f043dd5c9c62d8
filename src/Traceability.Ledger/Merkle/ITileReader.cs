namespace Traceability.Ledger;

/// <summary>
/// Reads the stored tiles of a Merkle tree: the geometry of C2SP tlog-tiles with height 8, so that one tile holds up
/// to <see cref="TiledTree.TileWidth"/> hashes.
/// </summary>
public interface ITileReader
{
    /// <summary>Reads one tile.</summary>
    /// <param name="level">
    /// 0 for the leaf hashes; a hash at level L is the root of a complete subtree of 256^L leaves.
    /// </param>
    /// <param name="number">The tile's place in its level, from 0; its first hash has the place 256 × number.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>
    /// The hashes, 32 bytes each, left to right. The tile at the right edge may hold fewer than 256; a tile stored for
    /// a larger tree than the one asked about may hold more than needed, which changes nothing.
    /// </returns>
    ValueTask<ReadOnlyMemory<byte>> ReadTileAsync(int level, long number, CancellationToken ct);
}
