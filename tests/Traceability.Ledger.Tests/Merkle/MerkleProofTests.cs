using CsCheck;

namespace Traceability.Ledger.Tests;

public sealed class MerkleProofTests
{
    private const int Largest = 300;

    private static readonly MerkleHash[] Leaves = NaiveTree.Leaves(Largest);
    private static readonly NaiveTree Tree = new(Leaves);

    [Fact]
    public void VerifyInclusion_AnythingChanged_IsFalse()
    {
        var cases =
            from size in Gen.Int[1, Largest]
            from index in Gen.Int[0, size - 1]
            from change in Gen.Int[0, 6]
            from bit in Gen.Int[0, 255]
            from other in Gen.Int[0, Largest + 10]
            select (size, index, change, bit, other);
        cases.Sample(
            c =>
            {
                var (size, index, leaf, root) = ((long)c.size, (long)c.index, Leaves[c.index], Tree.Root(c.size));
                var proof = Tree.Inclusion(c.index, c.size).ToList();
                Assert.True(MerkleProof.VerifyInclusion(index, size, leaf, proof, root));
                switch (c.change)
                {
                    case 0:
                        leaf = Flip(leaf, c.bit);
                        break;
                    case 1:
                        root = Flip(root, c.bit);
                        break;
                    case 2 when proof.Count > 0:
                        proof[c.bit % proof.Count] = Flip(proof[c.bit % proof.Count], c.bit);
                        break;
                    case 3 when proof.Count > 0:
                        proof.RemoveAt(c.bit % proof.Count);
                        break;
                    case 4 when c.other != index:
                        index = c.other;
                        break;
                    case 5:
                        proof.Insert(c.bit % (proof.Count + 1), root);
                        break;
                    default:
                        proof.Add(leaf);
                        break;
                }

                Assert.False(MerkleProof.VerifyInclusion(index, size, leaf, proof, root));
            },
            iter: 2000);
    }

    [Fact]
    public void VerifyConsistency_AnythingChanged_IsFalse()
    {
        var cases =
            from to in Gen.Int[2, Largest]
            from @from in Gen.Int[1, to - 1]
            from change in Gen.Int[0, 6]
            from bit in Gen.Int[0, 255]
            select (@from, to, change, bit);
        cases.Sample(
            c =>
            {
                var (fromRoot, toRoot) = (Tree.Root(c.from), Tree.Root(c.to));
                var proof = Tree.Consistency(c.from, c.to).ToList();
                Assert.True(MerkleProof.VerifyConsistency(c.from, fromRoot, c.to, toRoot, proof));
                switch (c.change)
                {
                    case 0:
                        fromRoot = Flip(fromRoot, c.bit);
                        break;
                    case 1:
                        toRoot = Flip(toRoot, c.bit);
                        break;
                    case 2:
                        proof[c.bit % proof.Count] = Flip(proof[c.bit % proof.Count], c.bit);
                        break;
                    case 3:
                        proof.RemoveAt(c.bit % proof.Count);
                        break;
                    case 4:
                        (fromRoot, toRoot) = (toRoot, fromRoot);
                        break;
                    case 5:
                        proof.Insert(c.bit % (proof.Count + 1), toRoot);
                        break;
                    default:
                        proof.Add(fromRoot);
                        break;
                }

                Assert.False(MerkleProof.VerifyConsistency(c.from, fromRoot, c.to, toRoot, proof));
            },
            iter: 2000);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue)]
    [InlineData(long.MaxValue - 1, long.MaxValue)]
    [InlineData(0, long.MaxValue)]
    public void VerifyInclusion_NumbersOutOfRange_IsFalseAndDoesNotThrow(long index, long size)
    {
        foreach (var length in new[] { 0, 1, 63, 64, 65, 100_000 })
        {
            Assert.False(MerkleProof.VerifyInclusion(index, size, Leaves[0], new MerkleHash[length], Tree.Root(1)));
        }

        Assert.False(MerkleProof.VerifyInclusion(index, size, Leaves[0], null!, Tree.Root(1)));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MaxValue - 1, long.MaxValue)]
    [InlineData(1L << 62, long.MaxValue)]
    public void VerifyConsistency_NumbersOutOfRange_IsFalseAndDoesNotThrow(long from, long to)
    {
        foreach (var length in new[] { 0, 1, 63, 64, 65, 100_000 })
        {
            Assert.False(MerkleProof.VerifyConsistency(from, Leaves[0], to, Leaves[1], new MerkleHash[length]));
        }

        Assert.False(MerkleProof.VerifyConsistency(from, Leaves[0], to, Leaves[1], null!));
    }

    [Fact]
    public void VerifyConsistency_ARootUnderAnotherSize_IsFalse()
    {
        var proof = Tree.Consistency(4, 8);

        Assert.True(MerkleProof.VerifyConsistency(4, Tree.Root(4), 8, Tree.Root(8), proof));
        Assert.False(MerkleProof.VerifyConsistency(4, Tree.Root(4), 16, Tree.Root(8), proof));
        Assert.False(MerkleProof.VerifyConsistency(2, Tree.Root(4), 8, Tree.Root(8), proof));
    }

    [Fact]
    public void VerifyConsistency_SameSize_DemandsSameRootAndNoProof()
    {
        Assert.True(MerkleProof.VerifyConsistency(5, Tree.Root(5), 5, Tree.Root(5), []));
        Assert.False(MerkleProof.VerifyConsistency(5, Tree.Root(5), 5, Tree.Root(6), []));
        Assert.False(MerkleProof.VerifyConsistency(5, Tree.Root(5), 5, Tree.Root(5), [Tree.Root(5)]));
    }

    [Fact]
    public void VerifyConsistency_FromTheEmptyTree_DemandsItsRootAndNoProof()
    {
        Assert.True(MerkleProof.VerifyConsistency(0, MerkleHashing.EmptyRoot, 5, Tree.Root(5), []));
        Assert.True(MerkleProof.VerifyConsistency(0, MerkleHashing.EmptyRoot, 0, MerkleHashing.EmptyRoot, []));
        Assert.False(MerkleProof.VerifyConsistency(0, MerkleHashing.EmptyRoot, 0, Tree.Root(1), []));
        Assert.False(MerkleProof.VerifyConsistency(0, Tree.Root(1), 5, Tree.Root(5), []));
        Assert.False(MerkleProof.VerifyConsistency(0, MerkleHashing.EmptyRoot, 5, Tree.Root(5), [Tree.Root(5)]));
    }

    [Fact]
    public void VerifyInclusion_ProofOfAnInnerNodeAsLeaf_IsFalse()
    {
        // The right node one level up with the rest of the path: a shorter proof for a smaller tree of nodes.
        var proof = Tree.Inclusion(0, 4);

        Assert.False(MerkleProof.VerifyInclusion(0, 4, MerkleHashing.Node(Leaves[0], Leaves[1]), proof[1..], Tree.Root(4)));
    }

    private static MerkleHash Flip(MerkleHash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return new MerkleHash(bytes);
    }
}
