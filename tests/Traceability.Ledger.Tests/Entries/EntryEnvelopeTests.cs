using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Ledger.Tests;

public sealed class EntryEnvelopeTests
{
    private static readonly Guid Id = Guid.Parse("019c1a2b-3c4d-7e5f-8a6b-0123456789ab");
    private static readonly Guid Before = Guid.Parse("019c1a2b-0000-7000-9000-0123456789ab");

    private static EntryEnvelope Sample => new(
        Id,
        "batch.harvested/v1",
        [new EntrySubject("batch/1", 2, Before), new EntrySubject("plot/土", 1, null)],
        new DateTimeOffset(2026, 3, 1, 8, 30, 15, 250, TimeSpan.FromHours(8)),
        new DateTimeOffset(2026, 3, 1, 0, 31, 0, TimeSpan.Zero),
        "91530300MA6K123456",
        "a-7f3c",
        new JsonObject { ["z"] = 1, ["a"] = "1250.5" },
        new Dictionary<string, MerkleHash>
        {
            ["price"] = MerkleHash.Parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
            ["buyer"] = MerkleHash.Parse("1f0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"),
        });

    private const string SampleText =
        """{"account":"a-7f3c","commitments":{"buyer":"HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=","price":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="},"id":"019c1a2b-3c4d-7e5f-8a6b-0123456789ab","occurred":"2026-03-01T08:30:15.25+08:00","organisation":"91530300MA6K123456","public":{"a":"1250.5","z":1},"recorded":"2026-03-01T00:31:00Z","subjects":[{"id":"batch/1","previous":"019c1a2b-0000-7000-9000-0123456789ab","version":2},{"id":"plot/土","previous":null,"version":1}],"type":"batch.harvested/v1","v":1}""";

    [Fact]
    public void ToBytes_AnEntry_IsItsCanonicalJson()
    {
        var bytes = Sample.ToBytes();

        Assert.Equal(SampleText, Encoding.UTF8.GetString(bytes));
        Assert.True(CanonicalJson.IsCanonical(bytes));
    }

    [Fact]
    public void TryParse_ItsBytes_GivesTheEntryBack()
    {
        Assert.True(EntryEnvelope.TryParse(Sample.ToBytes(), out var read, out var error), error);

        Assert.Equal(Sample.ToBytes(), read.ToBytes());
        Assert.Equal(Sample.Id, read.Id);
        Assert.Equal(Sample.Subjects, read.Subjects);
        Assert.Equal(Sample.Occurred, read.Occurred);
        Assert.Equal(Sample.Occurred.Offset, read.Occurred.Offset);
        Assert.Equal(Sample.Recorded, read.Recorded);
        Assert.Equal(TimeSpan.Zero, read.Recorded.Offset);
        Assert.Equal(Sample.Commitments, read.Commitments);
        Assert.Equal("1250.5", read.Public["a"]!.GetValue<string>());
    }

    [Fact]
    public void ToBytes_WithoutOrganisationOrCommitments_WritesNullAndEmpty()
    {
        var bytes = (Sample with { Organisation = null, Commitments = new Dictionary<string, MerkleHash>(), Public = [] }).ToBytes();

        Assert.Contains("\"commitments\":{}", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Contains("\"organisation\":null,\"public\":{}", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.True(EntryEnvelope.TryParse(bytes, out var read, out _));
        Assert.Null(read.Organisation);
    }

    public static TheoryData<string, string, string> BrokenTexts => new()
    {
        { "\"v\":1", "\"v\":2", "v is not 1" },
        { "\"v\":1", "\"v\":1.0", "v is not 1" },
        { "\"v\":1", "\"v\":\"1\"", "v is not 1" },
        { "\"v\":1", "\"v\":1,\"w\":1", "unknown member" },
        { ",\"v\":1", "", "lacks the member" },
        { "\"v\":1", "\"v\":1,\"v\":1", "twice" },
        { "\"z\":1", "\"z\":1,\"z\":1", "twice" },
        { "\"z\":1", "\"z\":1.0", "canonical" },
        { "\"z\":1", "\"z\":\"\\u0041\"", "canonical" },
        { "\"z\":1", "\"z\":\"\\ud800\"", "canonical" },
        { "\"a\":\"1250.5\",\"z\":1", "\"z\":1,\"a\":\"1250.5\"", "canonical" },
        { "{\"account\"", "{ \"account\"", "canonical" },
        { "a-7f3c", "", "account" },
        { "019c1a2b-3c4d-7e5f-8a6b-0123456789ab", "019C1a2b-3c4d-7e5f-8a6b-0123456789ab", "canonical" },
        { "019c1a2b-3c4d-7e5f-8a6b-0123456789ab", "019c1a2b-3c4d-4e5f-8a6b-0123456789ab", "version 7" },
        { "019c1a2b-3c4d-7e5f-8a6b-0123456789ab", "019c1a2b-3c4d-7e5f-ca6b-0123456789ab", "version 7" },
        { "019c1a2b-3c4d-7e5f-8a6b-0123456789ab", "{19c1a2b-3c4d-7e5f-8a6b-0123456789ab", "id" },
        { "2026-03-01T08:30:15.25+08:00", "2026-03-01T08:30:15.250+08:00", "canonical" },
        { "2026-03-01T08:30:15.25+08:00", "2026-03-01T08:30:15.25", "occurred" },
        { "2026-03-01T08:30:15.25+08:00", "2026-03-01T08:30:15.25Z", "occurred" },
        { "2026-03-01T08:30:15.25+08:00", "2026-02-30T08:30:15.25+08:00", "occurred" },
        { "2026-03-01T08:30:15.25+08:00", "2026-03-01 08:30:15.25+08:00", "occurred" },
        { "2026-03-01T00:31:00Z", "2026-03-01T00:31:00+00:00", "recorded" },
        { "2026-03-01T00:31:00Z", "2026-03-01T00:31:00", "recorded" },
        { "2026-03-01T00:31:00Z", "2026-03-01T00:31:60Z", "recorded" },
        { "\"91530300MA6K123456\"", "7", "organisation" },
        { "\"91530300MA6K123456\"", "\"\"", "organisation" },
        { "{\"a\":\"1250.5\",\"z\":1}", "[]", "public" },
        { "batch.harvested/v1", "batch.harvested", "type" },
        { "batch.harvested/v1", "batch.harvested/v0", "type" },
        { "batch.harvested/v1", "batch.harvested/v01", "type" },
        { "batch.harvested/v1", "batch..harvested/v1", "type" },
        { "batch.harvested/v1", ".harvested/v1", "type" },
        { "batch.harvested/v1", "batch.harvested/v1/v2", "type" },
        { "batch.harvested/v1", "batch.harvésted/v1", "type" },
        { "\"version\":2", "\"version\":1", "previous" },
        { "\"version\":2", "\"version\":0", "version" },
        { "\"version\":2", "\"version\":-2", "subjects" },
        { "\"version\":2", "\"version\":9007199254740992", "subjects" },
        { "\"version\":1", "\"version\":2", "previous" },
        { "\"version\":1", "\"version\":1,\"x\":1", "subjects" },
        { "plot/土", "batch/1", "twice" },
        { "plot/土", "", "id" },
        { "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=", "commitments" },
        { "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "AAEC", "commitments" },
        { "\"price\":", "\"\":", "commitments" },
    };

    [Theory]
    [MemberData(nameof(BrokenTexts))]
    public void TryParse_ABrokenRule_IsRefusedInItsWords(string part, string broken, string words)
    {
        Assert.Contains(part, SampleText, StringComparison.Ordinal);
        var text = SampleText.Replace(part, broken, StringComparison.Ordinal);

        Assert.False(EntryEnvelope.TryParse(Encoding.UTF8.GetBytes(text), out var envelope, out var error));
        Assert.Null(envelope);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\u0000")]
    public void TryParse_NotAnEntry_IsRefused(string text) =>
        Assert.False(EntryEnvelope.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Fact]
    public void TryParse_EveryByteChanged_IsRefusedOrAnotherEntry()
    {
        var bytes = Sample.ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;

            if (EntryEnvelope.TryParse(changed, out var read, out _))
            {
                Assert.Equal(changed, read.ToBytes());
            }
        }
    }

    [Fact]
    public void ToBytes_MoreThan4096_IsRefused()
    {
        var entry = Sample;
        var room = EntryEnvelope.MaxBytes - entry.ToBytes().Length - "\"b\":\"\",".Length;
        entry.Public["b"] = new string('x', room);
        Assert.Equal(EntryEnvelope.MaxBytes, entry.ToBytes().Length);
        Assert.True(EntryEnvelope.TryParse(entry.ToBytes(), out _, out _));

        entry.Public["b"] = new string('x', room + 1);
        Assert.False(entry.TryToBytes(out var bytes, out var error));

        Assert.Null(bytes);
        Assert.Contains("4096", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ToBytes_MoreSubjectsThanFit_IsRefusedForItsLength()
    {
        var many = Sample with { Subjects = [.. Enumerable.Range(0, 10_000).Select(i => new EntrySubject($"s{i}", 1, null))] };

        Assert.False(many.TryToBytes(out _, out var error));
        Assert.Contains("4096", error, StringComparison.Ordinal);
    }

    [Fact]
    public void ToBytes_ABrokenRule_ThrowsInItsWords()
    {
        Assert.Contains("UTC", Assert.Throws<FormatException>(() => (Sample with { Recorded = Sample.Occurred }).ToBytes()).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => (Sample with { Subjects = [] }).ToBytes());
        Assert.Throws<FormatException>(() => (Sample with { Account = new string('a', 257) }).ToBytes());
        Assert.Throws<FormatException>(() => (Sample with { Account = "\ud800" }).ToBytes());
        Assert.Throws<FormatException>(() => (Sample with { Public = new JsonObject { ["x"] = double.NaN } }).ToBytes());
        Assert.Throws<FormatException>(() => (Sample with { Id = Guid.Empty }).ToBytes());
    }

    [Fact]
    public void ToBytes_InstantsWithSevenDigits_KeepThem()
    {
        var occurred = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(-210)).AddTicks(1_234_567);
        var bytes = (Sample with { Occurred = occurred }).ToBytes();

        Assert.Contains("\"2026-01-01T00:00:00.1234567-03:30\"", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.True(EntryEnvelope.TryParse(bytes, out var read, out _));
        Assert.Equal(occurred, read.Occurred);
    }
}
