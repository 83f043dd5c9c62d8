using System.Text;

namespace Traceability.Ledger.Tests;

public sealed class SignedCheckpointTests : IDisposable
{
    private const string Origin = "log.example/trace";

    private readonly LogSigner _signer = LogSigner.Create(Origin, Seed(1));
    private readonly Checkpoint _checkpoint = new(Origin, 4711, MerkleHashing.Leaf([1, 2, 3]));

    private LogVerifierKey Key => _signer.VerifierKey;

    public void Dispose() => _signer.Dispose();

    [Fact]
    public void Sign_ACheckpoint_GivesBodyEmptyLineAndSignatureLine()
    {
        var note = _signer.Sign(_checkpoint);

        Assert.StartsWith($"{Origin}\n4711\n{_checkpoint.Root.ToBase64()}\n\n— {Origin} ", note, StringComparison.Ordinal);
        Assert.EndsWith("\n", note, StringComparison.Ordinal);
        Assert.Equal(68, Convert.FromBase64String(note.Split(' ')[^1].Trim()).Length);
        Assert.True(Key.TryOpen(note, out var opened));
        Assert.Equal(_checkpoint, opened);
    }

    [Fact]
    public void Sign_TheSameTwice_GivesTheSameNote() => Assert.Equal(_signer.Sign(_checkpoint), _signer.Sign(_checkpoint));

    [Fact]
    public void Sign_CheckpointOfAnotherLog_Throws()
    {
        Assert.Throws<ArgumentException>(() => _signer.Sign(_checkpoint with { Origin = "other.example" }));
        Assert.Throws<ArgumentException>(() => _signer.Sign(_checkpoint with { Size = -1 }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    [InlineData("a\u00a0b")]
    [InlineData("a\u0000b")]
    public void Create_OriginThatCannotNameALog_Throws(string origin) =>
        Assert.Throws<ArgumentException>(() => LogSigner.Create(origin, Seed(1)));

    [Fact]
    public void Create_OriginThatIsTooLongOrNotUnicode_Throws()
    {
        Assert.Throws<ArgumentException>(() => LogSigner.Create("a\ud83d", Seed(1)));
        Assert.Throws<ArgumentException>(() => LogSigner.Create("\udc00a", Seed(1)));
        Assert.Throws<ArgumentException>(() => LogSigner.Create(new string('a', 257), Seed(1)));
        using var longest = LogSigner.Create(new string('土', 256), Seed(1));
        Assert.True(longest.VerifierKey.TryOpen(longest.Sign(new Checkpoint(longest.VerifierKey.Name, long.MaxValue, default)), out _));
        Assert.Equal(longest.VerifierKey, LogVerifierKey.Parse(longest.VerifierKey.ToString()));
    }

    [Fact]
    public void Create_SeedOfAnotherLength_Throws() =>
        Assert.Throws<ArgumentException>(() => LogSigner.Create(Origin, new byte[31]));

    [Fact]
    public void TryOpen_EveryCharacterChanged_IsRefused()
    {
        var note = _signer.Sign(_checkpoint);
        for (var i = 0; i < note.Length; i++)
        {
            var changed = note[..i] + (char)(note[i] ^ 1) + note[(i + 1)..];

            Assert.False(Key.TryOpen(changed, out var opened), $"character {i}");
            Assert.Null(opened);
        }
    }

    [Fact]
    public void TryOpen_EveryCutOrDoubledCharacter_IsRefused()
    {
        var note = _signer.Sign(_checkpoint);
        for (var i = 0; i < note.Length; i++)
        {
            Assert.False(Key.TryOpen(note.Remove(i, 1), out _), $"without {i}");
            Assert.False(Key.TryOpen(note.Insert(i, note[i].ToString()), out _), $"double {i}");
            Assert.False(Key.TryOpen(note[..i], out _), $"cut at {i}");
        }

        Assert.False(Key.TryOpen(note + "\n", out _));
        Assert.False(Key.TryOpen(note + " ", out _));
        Assert.False(Key.TryOpen("\n" + note, out _));
    }

    [Fact]
    public void TryOpen_SignedByAnotherKeyOfTheSameName_IsRefused()
    {
        using var other = LogSigner.Create(Origin, Seed(2));

        Assert.False(Key.TryOpen(other.Sign(_checkpoint), out _));
    }

    [Fact]
    public void TryOpen_AnotherKeysSignatureUnderOurNameAndHash_IsRefused()
    {
        using var other = LogSigner.Create(Origin, Seed(2));
        var ours = SignatureBytes(_signer.Sign(_checkpoint));
        var theirs = SignatureBytes(other.Sign(_checkpoint));
        var forged = $"{_checkpoint.ToBody()}\n— {Origin} {Convert.ToBase64String([.. ours[..4], .. theirs[4..]])}\n";

        Assert.False(Key.TryOpen(forged, out _));
    }

    [Fact]
    public void TryOpen_OurSignatureUnderAnotherLogsCheckpoint_IsRefused()
    {
        var body = (_checkpoint with { Origin = "other.example" }).ToBody();
        using var key = NSec.Cryptography.Key.Import(
            NSec.Cryptography.SignatureAlgorithm.Ed25519, Seed(1), NSec.Cryptography.KeyBlobFormat.RawPrivateKey);
        var signature = NSec.Cryptography.SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(body));
        var hash = SignatureBytes(_signer.Sign(_checkpoint))[..4];

        Assert.False(Key.TryOpen($"{body}\n— {Origin} {Convert.ToBase64String([.. hash, .. signature])}\n", out _));
    }

    [Fact]
    public void TryOpen_WithWitnesses_IgnoresThem()
    {
        using var witness = LogSigner.Create("witness.example", Seed(3));
        var note = _signer.Sign(_checkpoint);
        var line = $"— witness.example {Convert.ToBase64String(new byte[76])}\n";

        Assert.True(Key.TryOpen(note + line, out _));
        Assert.True(Key.TryOpen(note + string.Concat(Enumerable.Repeat(line, 63)), out _));
        Assert.True(Key.TryOpen($"{_checkpoint.ToBody()}\n{line}{SignatureLine(note)}", out _));
        Assert.False(witness.VerifierKey.TryOpen(note + line, out _));
    }

    [Fact]
    public void TryOpen_MoreThanTheLimits_IsRefused()
    {
        var note = _signer.Sign(_checkpoint);
        var line = $"— witness.example {Convert.ToBase64String(new byte[76])}\n";
        var large = $"— witness.example {Convert.ToBase64String(new byte[8000])}\n";

        Assert.False(Key.TryOpen(note + string.Concat(Enumerable.Repeat(line, 64)), out _));
        Assert.False(Key.TryOpen(note + string.Concat(Enumerable.Repeat(large, 10)), out _));
    }

    [Fact]
    public void TryOpen_ASecondWrongSignatureByUs_IsRefused()
    {
        var note = _signer.Sign(_checkpoint);
        var other = SignatureLine(_signer.Sign(_checkpoint with { Size = 4712 }));

        Assert.True(Key.TryOpen(note + SignatureLine(note), out _));
        Assert.False(Key.TryOpen(note + other, out _));
    }

    [Theory]
    [InlineData("— log.example/trace\n")]
    [InlineData("— log.example/trace AAAA\n")]
    [InlineData("- log.example/trace AAAAAAAA\n")]
    [InlineData("—  AAAAAAAA\n")]
    [InlineData("— log.example/trace  AAAAAAAA\n")]
    [InlineData("— w AAAAAAB=\n")]
    [InlineData("garbage\n")]
    public void TryOpen_WithAMalformedLine_IsRefused(string line) =>
        Assert.False(Key.TryOpen(_signer.Sign(_checkpoint) + line, out _));

    [Theory]
    [InlineData("log.example/trace\n0\n{0}\n", true)]
    [InlineData("log.example/trace\n9223372036854775807\n{0}\n", true)]
    [InlineData("log.example/trace\n9223372036854775808\n{0}\n", false)]
    [InlineData("log.example/trace\n-1\n{0}\n", false)]
    [InlineData("log.example/trace\n+1\n{0}\n", false)]
    [InlineData("log.example/trace\n01\n{0}\n", false)]
    [InlineData("log.example/trace\n1 \n{0}\n", false)]
    [InlineData("log.example/trace\n١\n{0}\n", false)]
    [InlineData("log.example/trace\n1\n{0}", false)]
    [InlineData("log.example/trace\n1\n{0}\nextension\n", false)]
    [InlineData("log.example/trace\n1\n{0}\n\n", false)]
    [InlineData("log.example/trace\r\n1\r\n{0}\r\n", false)]
    [InlineData("\n1\n{0}\n", false)]
    [InlineData("a b\n1\n{0}\n", false)]
    [InlineData("log.example/trace\n1\nAAAA\n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Checkpoint_TryParse_TakesExactlyItsOwnForm(string? form, bool accepted)
    {
        var body = form?.Replace("{0}", _checkpoint.Root.ToBase64(), StringComparison.Ordinal);

        Assert.Equal(accepted, Checkpoint.TryParse(body, out var checkpoint));
        Assert.Equal(accepted ? body : null, checkpoint?.ToBody());
    }

    [Fact]
    public void Sign_AfterDispose_Throws()
    {
        var signer = LogSigner.Create(Origin, Seed(1));
        signer.Dispose();

        Assert.Throws<ObjectDisposedException>(() => signer.Sign(_checkpoint));
    }

    private static byte[] Seed(byte fill) => [.. Enumerable.Repeat(fill, 32)];

    private static string SignatureLine(string note) => note[(note.IndexOf("\n\n", StringComparison.Ordinal) + 2)..];

    private static byte[] SignatureBytes(string note) => Convert.FromBase64String(note.Split(' ')[^1].Trim());
}
