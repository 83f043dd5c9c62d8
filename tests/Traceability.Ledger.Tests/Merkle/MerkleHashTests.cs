namespace Traceability.Ledger.Tests;

public sealed class MerkleHashTests
{
    private const string Hex = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1efe";
    private const string Base64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHv4=";

    [Fact]
    public void Parse_HexOfEitherCase_KeepsEveryByteInItsPlace()
    {
        var hash = MerkleHash.Parse(Hex.ToUpperInvariant());

        Assert.Equal(Hex, hash.ToString());
        Assert.Equal(Base64, hash.ToBase64());
        Assert.Equal(Convert.FromHexString(Hex), hash.ToArray());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1efe")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e")]
    [InlineData("g00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1efe")]
    [InlineData(" 00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1efe")]
    public void TryParse_NotSixtyFourHexDigits_IsRefused(string? text)
    {
        Assert.False(MerkleHash.TryParse(text, out var hash));
        Assert.Equal(default, hash);
    }

    [Fact]
    public void Parse_NotHex_Throws() => Assert.Throws<FormatException>(() => MerkleHash.Parse("no"));

    [Fact]
    public void TryParseBase64_CanonicalSpelling_IsRead()
    {
        Assert.True(MerkleHash.TryParseBase64(Base64, out var hash));
        Assert.Equal(Hex, hash.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHv4")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHv5=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHv7=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHv4= ")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYX GBkaGxwdHv4")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHi8vLw==")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHi8v")]
    public void TryParseBase64_AnotherSpellingOrLength_IsRefused(string? text) =>
        Assert.False(MerkleHash.TryParseBase64(text, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(31)]
    public void Equals_OneByteDiffers_IsFalse(int place)
    {
        var bytes = Convert.FromHexString(Hex);
        var hash = new MerkleHash(bytes);
        bytes[place] ^= 0x80;
        var other = new MerkleHash(bytes);

        Assert.True(hash != other);
        Assert.False(hash.Equals((object)other));
        Assert.True(hash == MerkleHash.Parse(Hex));
        Assert.Equal(hash.GetHashCode(), MerkleHash.Parse(Hex).GetHashCode());
    }

    [Fact]
    public void Constructor_NotThirtyTwoBytes_Throws()
    {
        Assert.Throws<ArgumentException>(() => new MerkleHash(new byte[31]));
        Assert.Throws<ArgumentException>(() => new MerkleHash(new byte[33]));
        Assert.Throws<ArgumentException>(() => MerkleHash.Parse(Hex).CopyTo(new byte[31]));
    }

    [Fact]
    public void Default_IsNeitherEmptyRootNorAnyHash() =>
        Assert.NotEqual(default, MerkleHashing.EmptyRoot);
}
