using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Traceability.Ledger;

/// <summary>Writes a bundle as compact JSON in which people can read Chinese and base64.</summary>
internal static class BundleWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = BundleReader.MaxDepth,
    };

    public static byte[] Write(ProofBundle bundle)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("format"u8, ProofBundle.Format);
        json.WriteString("origin"u8, bundle.Origin);
        json.WriteString("key"u8, bundle.Key.ToString());
        json.WriteStartArray("entries"u8);
        foreach (var entry in bundle.Entries)
        {
            Write(json, entry);
        }

        json.WriteEndArray();
        json.WriteString("checkpoint"u8, bundle.Checkpoint);
        json.WriteStartArray("anchors"u8);
        foreach (var anchor in bundle.Anchors)
        {
            Write(json, anchor);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, BundleEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("index"u8, entry.Index);
        json.WriteString("entry"u8, Convert.ToBase64String(entry.Entry.Span));
        Write(json, "inclusion"u8, entry.Inclusion);
        json.WriteStartArray("disclosures"u8);
        foreach (var disclosure in entry.Disclosures)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, disclosure.Field);
            json.WriteString("salt"u8, Convert.ToBase64String(disclosure.Salt.Span));
            json.WritePropertyName("value"u8);
            json.WriteRawValue(CanonicalJson.Serialize(disclosure.Value), skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, BundleAnchor anchor)
    {
        json.WriteStartObject();
        json.WriteNumber("chainId"u8, anchor.ChainId);
        json.WriteString("genesis"u8, anchor.Genesis);
        json.WriteString("contract"u8, anchor.Contract);
        json.WriteString("transaction"u8, anchor.Transaction);
        json.WriteNumber("block"u8, anchor.Block);
        json.WriteString("blockHash"u8, anchor.BlockHash);
        json.WriteNumber("treeSize"u8, anchor.TreeSize);
        json.WriteString("root"u8, "0x" + anchor.Root);
        Write(json, "consistency"u8, anchor.Consistency);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<MerkleHash> hashes)
    {
        json.WriteStartArray(name);
        foreach (var hash in hashes)
        {
            json.WriteStringValue(hash.ToBase64());
        }

        json.WriteEndArray();
    }
}
