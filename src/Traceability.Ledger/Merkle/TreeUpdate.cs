namespace Traceability.Ledger;

/// <summary>What appending leaves makes of a tree: to be stored in one transaction.</summary>
/// <param name="Size">The number of leaves afterwards.</param>
/// <param name="Root">The root afterwards.</param>
/// <param name="Tiles">Each tile that changed, once, with its whole content; lower levels first, left to right.</param>
public sealed record TreeUpdate(long Size, MerkleHash Root, IReadOnlyList<TileWrite> Tiles);

/// <summary>The new content of one tile.</summary>
/// <param name="Level">0 for leaf hashes, see <see cref="ITileReader"/>.</param>
/// <param name="Number">The tile's place in its level, from 0.</param>
/// <param name="Width">How many hashes it holds, 1 to 256. At 256 it is full and never changes again.</param>
/// <param name="Hashes">Exactly <paramref name="Width"/> × 32 bytes.</param>
public sealed record TileWrite(int Level, long Number, int Width, ReadOnlyMemory<byte> Hashes);
