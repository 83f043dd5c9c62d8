using System.Numerics;

namespace Traceability.Ethereum.Tests;

public sealed class EthereumAccountTests
{
    private const string Order = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")]
    [InlineData("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff")]
    [InlineData("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff8z")]
    public void Parse_NotAPrivateKey_ThrowsWithoutRepeatingIt(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => EthereumAccount.Parse(text));

        Assert.DoesNotContain("ac0974", refusal.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(Order)]
    [InlineData("0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void Parse_KeyOutsideTheCurvesOrder_Throws(string text) =>
        Assert.Throws<ArgumentException>(() => EthereumAccount.Parse(text));

    [Fact]
    public void ToString_Account_IsItsAddress() =>
        Assert.Equal("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf", EthereumAccount.Parse($"0x{1:x64}").ToString());

    [Fact]
    public void Sign_ManyHashes_SIsInTheLowerHalfAndBothParitiesOccur()
    {
        var half = new BigInteger(Vectors.Bytes(Order), isUnsigned: true, isBigEndian: true) / 2;
        var account = EthereumAccount.Parse($"0x{7:x64}");

        var signatures = Enumerable.Range(0, 64).Select(n => account.Sign(Keccak256.Hash([(byte)n]))).ToList();

        Assert.All(signatures, signature => Assert.InRange(signature.S, 1, half));
        Assert.Contains(signatures, signature => signature.YIsOdd);
        Assert.Contains(signatures, signature => !signature.YIsOdd);
    }
}
