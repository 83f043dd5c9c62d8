using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.App.Entries;
using Traceability.App.Json;
using Traceability.Domain;
using Traceability.Ledger;

namespace Traceability.App.Tests.Entries;

public sealed class EntryCodecTests
{
    [Fact]
    public void SampleFacts_EveryEventType_IsAmongThem() =>
        Assert.Equal(
            typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DomainEvent)) && !t.IsAbstract).ToHashSet(),
            SampleFacts.All.Values.Select(f => f.GetType()).ToHashSet());

    [Theory]
    [MemberData(nameof(SampleFacts.Names), MemberType = typeof(SampleFacts))]
    public void Decode_WhatWasEncoded_IsTheSameFact(string name)
    {
        var fact = SampleFacts.All[name];
        var entry = Encode(fact);

        var decoded = EntryCodec.Decode(entry.Bytes, entry.Document, entry.Salts);

        AssertSame(fact, decoded.Fact);
        Assert.Equal(SampleFacts.Stamp, decoded.Stamp);
        Assert.Equal(fact.GetType().GetCustomAttribute<EventTypeAttribute>()!.Name, decoded.Envelope.Type);
        Assert.Equal(SampleFacts.Subjects(fact), decoded.Envelope.Subjects);
        Assert.Null(EntryCodec.FirstDisagreement(decoded, entry.Document));
        Assert.Equal(MerkleHashing.Leaf(entry.Bytes), entry.LeafHash);
    }

    /// <summary>What was recorded and cannot be read back would spoil the log for ever.</summary>
    [Theory]
    [MemberData(nameof(SampleFacts.VoidableNames), MemberType = typeof(SampleFacts))]
    public void Decode_TheVoidOfAnyFact_HoldsTheFactWithoutWhatIsPersonal(string name)
    {
        var fact = SampleFacts.All[name];
        var of = SampleFacts.Stamp;
        var entry = Encode(new RecordVoided { Voids = of.Entry, Happened = of.Occurred, Recorded = of.Recorded, By = of.Organisation, Account = of.Account, Fact = fact });

        var decoded = EntryCodec.Decode(entry.Bytes, entry.Document, entry.Salts);

        var inside = ((RecordVoided)decoded.Fact).Fact;
        Assert.IsType(fact.GetType(), inside);
        Assert.Equal(fact.Subjects(), inside.Subjects());
        Assert.Equal(Fields(fact, FieldClass.Public, FieldClass.Disclosed, FieldClass.Chain).Keys, Fields(inside, Enum.GetValues<FieldClass>()).Keys);
        Assert.Null(EntryCodec.FirstDisagreement(decoded, entry.Document));
    }

    [Theory]
    [MemberData(nameof(SampleFacts.Names), MemberType = typeof(SampleFacts))]
    public void Encode_AnyFact_StandsInCanonicalFormOfAtMost4096Bytes(string name)
    {
        var entry = Encode(SampleFacts.All[name]);

        Assert.InRange(entry.Bytes.Length, 1, EntryEnvelope.MaxBytes);
        Assert.True(EntryEnvelope.TryParse(entry.Bytes, out var envelope, out var error), error);
        Assert.Equal(entry.Bytes, envelope.ToBytes());
    }

    [Theory]
    [MemberData(nameof(SampleFacts.Names), MemberType = typeof(SampleFacts))]
    public void Encode_AnyFact_ShowsItsPublicFieldsAndCommitsToTheRest(string name)
    {
        var fact = SampleFacts.All[name];
        var entry = Encode(fact);
        var envelope = EntryCodec.Decode(entry.Bytes, entry.Document, entry.Salts).Envelope;

        Assert.Equal(Fields(fact, FieldClass.Public).Keys.ToHashSet(), envelope.Public.Select(p => p.Key).ToHashSet());
        Assert.Equal(
            Fields(fact, FieldClass.Disclosed, FieldClass.Chain, FieldClass.Personal).Keys.ToHashSet(),
            envelope.Commitments.Keys.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(SampleFacts.Names), MemberType = typeof(SampleFacts))]
    public void Encode_AnyFact_NoCommittedValueStandsInTheEntry(string name)
    {
        var fact = SampleFacts.All[name];
        var text = Encoding.UTF8.GetString(Encode(fact).Bytes);
        var open = string.Join('\n', Fields(fact, FieldClass.Public).Values.SelectMany(Leaves).Concat(fact.Subjects()).Append(SampleFacts.Stamp.Organisation));

        var hidden = Fields(fact, FieldClass.Disclosed, FieldClass.Chain, FieldClass.Personal).Values.SelectMany(Leaves)
            .Where(value => value.Length > 3 && !open.Contains(value, StringComparison.Ordinal));

        Assert.All(hidden, value => Assert.DoesNotContain(JsonEncodedText.Encode(value, AppJson.Entries.Encoder).ToString(), text, StringComparison.Ordinal));
    }

    [Fact]
    public void Encode_Twice_CommitsUnderOtherSalts()
    {
        var fact = SampleFacts.All["member.admitted-v1"];
        var (first, second) = (Encode(fact), Encode(fact));

        Assert.NotEqual(first.Salts, second.Salts);
        Assert.NotEqual(first.LeafHash, second.LeafHash);
    }

    [Theory]
    [MemberData(nameof(SampleFacts.Names), MemberType = typeof(SampleFacts))]
    public void FirstDisagreement_EachCommittedFieldUnderAnotherSalt_IsNamed(string name)
    {
        var fact = SampleFacts.All[name];
        var entry = Encode(fact);
        foreach (var field in Fields(fact, FieldClass.Disclosed, FieldClass.Chain, FieldClass.Personal).Keys)
        {
            var salts = JsonNode.Parse(entry.Salts)!.AsObject();
            salts[field] = Convert.ToBase64String(new byte[Commitments.SaltSize]);

            Assert.Equal(field, Disagreement(entry with { Salts = Encoding.UTF8.GetBytes(salts.ToJsonString()) }));
        }
    }

    [Theory]
    [MemberData(nameof(SampleFacts.Names), MemberType = typeof(SampleFacts))]
    public void FirstDisagreement_ValueWithoutItsSalt_IsNamed(string name)
    {
        var fact = SampleFacts.All[name];
        var entry = Encode(fact);
        foreach (var field in Fields(fact, FieldClass.Disclosed, FieldClass.Chain, FieldClass.Personal).Keys)
        {
            var salts = JsonNode.Parse(entry.Salts)!.AsObject();
            Assert.True(salts.Remove(field));

            Assert.Equal(field, Disagreement(entry with { Salts = Encoding.UTF8.GetBytes(salts.ToJsonString()) }));
        }
    }

    [Theory]
    [InlineData("batch.harvested-v1", "84000.000001", "84000.000002", "quantity")]
    [InlineData("batch.harvested-v1", "2026-09-12T08:30:00.125", "2026-09-13T08:30:00.125", "epcis")]
    [InlineData("batch.harvested-v1", "creating_class_instance", "commissioning", "epcis")]
    [InlineData("shipment.dispatched-v1", "\"OBSERVE\"", "\"ADD\"", "epcis")]
    [InlineData("shipment.dispatched-v1", "9520109000196", "9520109000097", "receiver")]
    [InlineData("member.admitted-v1", "社员", "社长", "name")]
    [InlineData("member.admitted-v1", "{\"name\"", "{\"phone\":\"1\",\"name\"", "fields")]
    [InlineData("product.registered-v1", "{\"fields\"", "{\"more\":1,\"fields\"", "fields")]
    public void FirstDisagreement_PayloadChangedByHand_NamesWhatDiffers(string name, string old, string changed, string field)
    {
        var entry = Encode(SampleFacts.All[name]);
        var document = Encoding.UTF8.GetString(entry.Document);
        Assert.Contains(old, document, StringComparison.Ordinal);

        Assert.Equal(field, Disagreement(entry with { Document = Encoding.UTF8.GetBytes(document.Replace(old, changed, StringComparison.Ordinal)) }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"epcis\":{}}")]
    [InlineData("{\"epcis\":{\"type\":\"ObjectEvent\",\"eventTime\":\"2026-09-12T08:30:00+08:00\",\"eventTimeZoneOffset\":\"+08:00\",\"action\":\"OBSERVE\",\"epcList\":[\"urn:x:y\"]}}")]
    [InlineData("{\"fields\":{\"name\":7}}")]
    [InlineData("not json")]
    public void Decode_DocumentThatWasNeverWritten_IsInvalidData(string document)
    {
        var entry = Encode(SampleFacts.All["batch.harvested-v1"]);

        Assert.Throws<InvalidDataException>(() => EntryCodec.Decode(entry.Bytes, Encoding.UTF8.GetBytes(document), entry.Salts));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"name\":7}")]
    [InlineData("{\"name\":\"?\"}")]
    [InlineData("{\"stranger\":\"AAAA\"}")]
    public void Decode_SaltsThatWereNeverWritten_AreInvalidData(string salts)
    {
        var entry = Encode(SampleFacts.All["member.admitted-v1"]);

        Assert.Throws<InvalidDataException>(() => EntryCodec.Decode(entry.Bytes, entry.Document, Encoding.UTF8.GetBytes(salts)));
    }

    private static string? Disagreement(EncodedEntry entry) =>
        EntryCodec.FirstDisagreement(EntryCodec.Decode(entry.Bytes, entry.Document, entry.Salts), entry.Document);

    internal static EncodedEntry Encode(DomainEvent fact) => EntryCodec.TryEncode(fact, SampleFacts.Stamp, SampleFacts.Subjects(fact))!;

    internal static void AssertSame(DomainEvent expected, DomainEvent actual)
    {
        Assert.Equal(expected.GetType(), actual.GetType());
        foreach (var property in expected.GetType().GetProperties())
            Assert.Equal(property.GetValue(expected), property.GetValue(actual));
    }

    private static Dictionary<string, JsonNode?> Fields(DomainEvent fact, params FieldClass[] classes)
    {
        var json = JsonSerializer.SerializeToNode(fact, fact.GetType(), AppJson.Entries)!.AsObject();
        return fact.GetType().GetProperties()
            .Where(p => classes.Contains(p.GetCustomAttribute<FieldClassAttribute>()!.Class))
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))
            .Where(json.ContainsKey)
            .ToDictionary(n => n, n => json[n], StringComparer.Ordinal);
    }

    private static IEnumerable<string> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(m => Leaves(m.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}
