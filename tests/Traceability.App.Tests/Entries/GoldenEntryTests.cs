using System.Reflection;
using System.Text;
using System.Text.Json;
using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.Ledger;

namespace Traceability.App.Tests.Entries;

/// <summary>
/// Entries as they were once written. A log is kept for ever: what stands in one of these files is read as the same fact by
/// every later version. A file is never changed; a changed shape is a new version of the type, with files of its own.
/// </summary>
public sealed class GoldenEntryTests
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    [Theory]
    [MemberData(nameof(SampleFacts.Names), MemberType = typeof(SampleFacts))]
    public void Decode_GoldenEntry_IsTheSameFactForEver(string name)
    {
        var golden = Read(name);

        var decoded = EntryCodec.Decode(Encoding.UTF8.GetBytes(golden.Entry), Encoding.UTF8.GetBytes(golden.Document), Encoding.UTF8.GetBytes(golden.Salts));

        EntryCodecTests.AssertSame(SampleFacts.All[name], decoded.Fact);
        Assert.Equal(SampleFacts.Stamp, decoded.Stamp);
        Assert.Equal(SampleFacts.Subjects(SampleFacts.All[name]), decoded.Envelope.Subjects);
        Assert.Null(EntryCodec.FirstDisagreement(decoded, Encoding.UTF8.GetBytes(golden.Document)));
        Assert.Equal(decoded.Envelope.Commitments.Keys.ToHashSet(), decoded.Committed.Select(c => c.Name).ToHashSet());
        Assert.Equal(golden.LeafHash, MerkleHashing.Leaf(Encoding.UTF8.GetBytes(golden.Entry)).ToString());
    }

    [Fact]
    public void GoldenFiles_EveryOne_IsHeldAgainstAFact() =>
        Assert.Equal(
            SampleFacts.All.Keys.Select(Resource).Order(StringComparer.Ordinal),
            typeof(GoldenEntryTests).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void GoldenFiles_EveryTypeAndVersion_HasOne()
    {
        var written = SampleFacts.All.Keys.Select(name => JsonDocument.Parse(Read(name).Entry).RootElement.GetProperty("type").GetString()).ToHashSet();

        Assert.Equal(
            typeof(DomainEvent).Assembly.GetTypes().Select(t => t.GetCustomAttribute<EventTypeAttribute>()?.Name).Where(n => n is not null).ToHashSet(),
            written);
    }

    /// <summary>For a new event type: writes the files that are not there yet, beside this test. Run by name.</summary>
    [Fact(Explicit = true)]
    public void GoldenFiles_ThatAreMissing_AreWritten()
    {
        var folder = Path.Combine(TestFiles.Root, "tests", "Traceability.App.Tests", "Entries", "Golden");
        Directory.CreateDirectory(folder);
        foreach (var (name, fact) in SampleFacts.All)
        {
            var path = Path.Combine(folder, name + ".json");
            var entry = EntryCodecTests.Encode(fact);
            var golden = new GoldenEntry(Encoding.UTF8.GetString(entry.Bytes), Encoding.UTF8.GetString(entry.Document), Encoding.UTF8.GetString(entry.Salts), entry.LeafHash.ToString());
            if (!File.Exists(path))
                File.WriteAllText(path, JsonSerializer.Serialize(golden, Indented) + "\n");
        }
    }

    private static GoldenEntry Read(string name)
    {
        using var stream = typeof(GoldenEntryTests).Assembly.GetManifestResourceStream(Resource(name));
        Assert.True(stream is not null, $"There is no golden file for {name}.");
        return JsonSerializer.Deserialize<GoldenEntry>(stream, Indented)!;
    }

    private static string Resource(string name) => $"Traceability.App.Tests.Entries.Golden.{name}.json";

    /// <summary>The three texts byte for byte, and the leaf hash in lower hex.</summary>
    private sealed record GoldenEntry(string Entry, string Document, string Salts, string LeafHash);
}
