using System.Security.Cryptography;

namespace Traceability.Ledger.Tests;

public sealed class MerkleHashingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public void Leaf_AnyLength_IsSha256OfPrefixAndEntry(int length)
    {
        var entry = new byte[length];
        new Random(length).NextBytes(entry);

        Assert.Equal(SHA256.HashData([0x00, .. entry]), MerkleHashing.Leaf(entry).ToArray());
    }

    [Fact]
    public void Node_TwoHashes_IsSha256OfPrefixLeftRight()
    {
        var (left, right) = (MerkleHashing.Leaf([1]), MerkleHashing.Leaf([2]));

        Assert.Equal(SHA256.HashData([0x01, .. left.ToArray(), .. right.ToArray()]), MerkleHashing.Node(left, right).ToArray());
    }

    [Fact]
    public void EmptyRoot_IsSha256OfNothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", MerkleHashing.EmptyRoot.ToString());

    [Fact]
    public void Node_Hashing_AllocatesNothing()
    {
        var hash = MerkleHashing.Node(MerkleHashing.EmptyRoot, MerkleHashing.Leaf([1]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            hash = MerkleHashing.Node(hash, hash);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
