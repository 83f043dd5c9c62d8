using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Ledger.Tests;

public sealed class CommitmentsTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Compute_AValue_IsSha256OfContextZeroAndCanonicalArray()
    {
        var value = new JsonObject { ["unit"] = "KGM", ["amount"] = "1250.5" };
        var input = "traceability-commit/v1\0"
            + "[\"harvest.quantity\",\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\",{\"amount\":\"1250.5\",\"unit\":\"KGM\"}]";

        Assert.Equal(
            SHA256.HashData(Encoding.UTF8.GetBytes(input)),
            Commitments.Compute("harvest.quantity", Salt, value).ToArray());
    }

    [Fact]
    public void Compute_AnotherFieldSaltOrValue_IsAnotherCommitment()
    {
        var commitment = Commitments.Compute("a", Salt, "b");
        var salt = Salt.ToArray();
        salt[31] ^= 1;

        Assert.NotEqual(commitment, Commitments.Compute("a\",\"", Salt, "b"));
        Assert.NotEqual(commitment, Commitments.Compute("a", salt, "b"));
        Assert.NotEqual(commitment, Commitments.Compute("a", Salt, "c"));
        Assert.NotEqual(Commitments.Compute("a", Salt, null), Commitments.Compute("a", Salt, "null"));
        Assert.NotEqual(Commitments.Compute("a", Salt, 1), Commitments.Compute("a", Salt, "1"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Compute_SaltOfAnotherLength_Throws(int length) =>
        Assert.Throws<ArgumentException>(() => Commitments.Compute("a", new byte[length], null));

    [Fact]
    public void Compute_ValueWithoutCanonicalForm_Throws() =>
        Assert.Throws<FormatException>(() => Commitments.Compute("a", Salt, double.NaN));

    [Fact]
    public void NewSalt_EachTime_IsAnotherThirtyTwoBytes()
    {
        var salts = Enumerable.Range(0, 100).Select(_ => Convert.ToHexString(Commitments.NewSalt())).ToHashSet();

        Assert.Equal(100, salts.Count);
        Assert.All(salts, salt => Assert.Equal(64, salt.Length));
    }
}
