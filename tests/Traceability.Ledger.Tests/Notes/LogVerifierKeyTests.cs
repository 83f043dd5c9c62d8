namespace Traceability.Ledger.Tests;

public sealed class LogVerifierKeyTests
{
    // The example keys of the documentation of Go's golang.org/x/mod/sumdb/note.
    private const string Published = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string PublishedSecret = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

    [Fact]
    public void TryParse_PublishedKey_IsReadAndWrittenBack()
    {
        Assert.True(LogVerifierKey.TryParse(Published, out var key));
        Assert.Equal("PeterNeumann", key.Name);
        Assert.Equal(Published, key.ToString());
        Assert.Equal(LogVerifierKey.Parse(Published), key);
        Assert.Equal(LogVerifierKey.Parse(Published).GetHashCode(), key.GetHashCode());
    }

    [Fact]
    public void LogSigner_OfThePublishedSeed_HasThePublishedKey()
    {
        using var signer = LogSigner.Create("PeterNeumann", Convert.FromBase64String(PublishedSecret).AsSpan(1));

        Assert.Equal(Published, signer.VerifierKey.ToString());
    }

    [Theory]
    [InlineData("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")]
    public void TryParse_KeyWithAPlusInItsBase64_IsRead(string text) => Assert.True(LogVerifierKey.TryParse(text, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PeterNeumann")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("PeterNeumann+c74f20a3+")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n")]
    [InlineData(" PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(LogVerifierKey.TryParse(text, out var key));
        Assert.Null(key);
    }

    [Fact]
    public void Parse_NotAKey_Throws() => Assert.Throws<FormatException>(() => LogVerifierKey.Parse("x"));

    [Fact]
    public void Equals_AnotherNameOrKey_IsFalse()
    {
        using var a = LogSigner.Create("a", new byte[32]);
        using var sameKey = LogSigner.Create("b", new byte[32]);
        using var sameName = LogSigner.Create("a", Enumerable.Repeat((byte)1, 32).ToArray());

        Assert.NotEqual(a.VerifierKey, sameKey.VerifierKey);
        Assert.NotEqual(a.VerifierKey, sameName.VerifierKey);
        Assert.False(a.VerifierKey.Equals(null));
    }
}
