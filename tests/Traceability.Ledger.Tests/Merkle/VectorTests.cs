using System.Text.Json;

namespace Traceability.Ledger.Tests;

/// <summary>The vectors of transparency-dev/merkle: a tree of eight leaves and inclusion proofs, most of them wrong.</summary>
public sealed class VectorTests
{
    [Fact]
    public async Task ReferenceTree_EveryRootAndNode_Agrees()
    {
        using var reference = JsonDocument.Parse(File.ReadAllBytes(TestFiles.Vector("merkle", "rfc6962-reference.json")));
        var leaves = reference.RootElement.GetProperty("leafInputs").EnumerateArray()
            .Select(leaf => MerkleHashing.Leaf(Convert.FromHexString(leaf.GetString()!))).ToArray();
        var roots = reference.RootElement.GetProperty("rootHashesBySize").EnumerateArray()
            .Select(root => MerkleHash.Parse(root.GetString()!)).ToArray();
        var (tiles, root) = await MemoryTiles.OfAsync(leaves);

        Assert.Equal(9, roots.Length);
        Assert.Equal(roots[8], root);
        for (var size = 0; size < roots.Length; size++)
        {
            Assert.Equal(roots[size], await TiledTree.RootAsync(size, tiles));
            Assert.Equal(roots[size], (await MemoryTiles.OfAsync(leaves[..size])).Root);
        }

        var levels = reference.RootElement.GetProperty("nodeHashesByLevel").EnumerateArray()
            .Select(level => level.EnumerateArray().Select(node => MerkleHash.Parse(node.GetString()!)).ToArray()).ToArray();
        for (var level = 1; level < levels.Length; level++)
        {
            for (var i = 0; i < levels[level].Length; i++)
            {
                Assert.Equal(levels[level][i], MerkleHashing.Node(levels[level - 1][2 * i], levels[level - 1][(2 * i) + 1]));
            }
        }
    }

    [Fact]
    public void InclusionProofs_EveryVector_IsJudgedAsItSays()
    {
        var judged = 0;
        foreach (var file in Directory.EnumerateFiles(TestFiles.Vector("merkle", "inclusion"), "*.json", SearchOption.AllDirectories))
        {
            using var vector = JsonDocument.Parse(File.ReadAllBytes(file));
            Assert.True(IsAccepted(vector.RootElement) != vector.RootElement.GetProperty("wantErr").GetBoolean(), file);
            judged++;
        }

        Assert.Equal(98, judged);
    }

    private static bool IsAccepted(JsonElement vector)
    {
        // A hash of another length than 32 bytes cannot even be held.
        var proof = vector.GetProperty("proof") is { ValueKind: JsonValueKind.Array } hashes
            ? hashes.EnumerateArray().Select(hash => (Read: MerkleHash.TryParseBase64(hash.GetString(), out var h), h)).ToArray()
            : [];
        return vector.GetProperty("leafIdx").TryGetInt64(out var index)
            && vector.GetProperty("treeSize").TryGetInt64(out var size)
            && MerkleHash.TryParseBase64(vector.GetProperty("leafHash").GetString(), out var leaf)
            && MerkleHash.TryParseBase64(vector.GetProperty("root").GetString(), out var root)
            && proof.All(hash => hash.Read)
            && MerkleProof.VerifyInclusion(index, size, leaf, [.. proof.Select(hash => hash.h)], root);
    }
}
