using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Traceability.Ledger;

/// <summary>What came of reading a bundle.</summary>
internal enum BundleReading
{
    Read,
    Malformed,
    UnknownFormat,
}

/// <summary>Reads a bundle's JSON into records, refusing whatever is not exactly the format.</summary>
internal static class BundleReader
{
    /// <summary>A disclosed value may be 63 deep and stands within five arrays and objects of the bundle.</summary>
    public const int MaxDepth = CanonicalJson.MaxDepth + 5;

    private const int HashDigits = 64;
    private const int AddressDigits = 40;

    private static readonly SearchValues<char> LowerHexDigits = SearchValues.Create("0123456789abcdef");

    private static readonly string[] BundleMembers = ["format", "origin", "key", "entries", "checkpoint", "anchors"];
    private static readonly string[] EntryMembers = ["index", "entry", "inclusion", "disclosures"];
    private static readonly string[] DisclosureMembers = ["field", "salt", "value"];

    private static readonly string[] AnchorMembers =
    [
        "chainId", "genesis", "contract", "transaction", "block", "blockHash", "treeSize", "root", "consistency",
    ];

    public static BundleReading TryRead(
        ReadOnlySpan<byte> utf8Json, out ProofBundle? bundle, out string? error)
    {
        bundle = null;
        if (utf8Json.Length > ProofBundle.MaxBytes)
        {
            error = "more than 8 MiB";
            return BundleReading.Malformed;
        }

        if (!StrictJson.TryParse(utf8Json, MaxDepth, out var root, out error))
        {
            return BundleReading.Malformed;
        }

        if (root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("format", out var format)
            && StrictJson.TryGetText(format, out var name)
            && !string.Equals(name, ProofBundle.Format, StringComparison.Ordinal))
        {
            error = $"unknown format \"{name}\"";
            return BundleReading.UnknownFormat;
        }

        return TryReadBundle(root, out bundle, out error) ? BundleReading.Read : BundleReading.Malformed;
    }

    private static bool TryReadBundle(JsonElement root, [NotNullWhen(true)] out ProofBundle? bundle, out string? error)
    {
        bundle = null;
        var member = new JsonElement[BundleMembers.Length];
        if (!StrictJson.TryTake(root, "the bundle", BundleMembers, member, out error))
        {
            return false;
        }

        if (!StrictJson.TryGetText(member[0], out _))
        {
            return Refuse("format is not a string", out error);
        }

        if (!StrictJson.TryGetText(member[1], out var origin) || !SignedNote.IsName(origin))
        {
            return Refuse("origin is not a log's name", out error);
        }

        if (!StrictJson.TryGetText(member[2], out var text) || !LogVerifierKey.TryParse(text, out var key))
        {
            return Refuse("key is not an Ed25519 verifier key in note format", out error);
        }

        if (!TryReadList<BundleEntry>(member[3], "entries", ProofBundle.MaxEntries, TryReadEntry, out var entries, out error))
        {
            return false;
        }

        if (!StrictJson.TryGetText(member[4], out var checkpoint) || checkpoint.Length > SignedNote.MaxLength)
        {
            return Refuse("checkpoint is not a text of at most 64 KiB", out error);
        }

        if (!TryReadList<BundleAnchor>(member[5], "anchors", ProofBundle.MaxAnchors, TryReadAnchor, out var anchors, out error))
        {
            return false;
        }

        bundle = new ProofBundle(origin, key, entries, checkpoint, anchors);
        return true;
    }

    private static bool TryReadEntry(JsonElement element, [NotNullWhen(true)] out BundleEntry? entry, out string? error)
    {
        entry = null;
        var member = new JsonElement[EntryMembers.Length];
        if (!StrictJson.TryTake(element, "an entry", EntryMembers, member, out error))
        {
            return false;
        }

        if (!StrictJson.TryGetInteger(member[0], out var index))
        {
            return Refuse("an entry's index is not an integer from 0", out error);
        }

        if (!StrictJson.TryGetText(member[1], out var text)
            || !StrictBase64.TryDecode(text, EntryEnvelope.MaxBytes, out var bytes))
        {
            return Refuse("an entry is not base64 of at most 4096 bytes", out error);
        }

        if (!TryReadHashes(member[2], out var inclusion))
        {
            return Refuse("an inclusion proof is not at most 64 hashes in base64", out error);
        }

        if (!TryReadList<Disclosure>(
            member[3], "disclosures", ProofBundle.MaxDisclosures, TryReadDisclosure, out var disclosures, out error))
        {
            return false;
        }

        entry = new BundleEntry(index, bytes, inclusion, disclosures);
        return true;
    }

    private static bool TryReadDisclosure(
        JsonElement element, [NotNullWhen(true)] out Disclosure? disclosure, out string? error)
    {
        disclosure = null;
        var member = new JsonElement[DisclosureMembers.Length];
        if (!StrictJson.TryTake(element, "a disclosure", DisclosureMembers, member, out error))
        {
            return false;
        }

        if (!StrictJson.TryGetText(member[0], out var field) || field.Length is 0 or > EntryEnvelope.MaxTextLength)
        {
            return Refuse("a disclosure's field is not a string of 1 to 256 characters", out error);
        }

        if (!StrictJson.TryGetText(member[1], out var text)
            || !StrictBase64.TryDecode(text, Commitments.SaltSize, out var salt)
            || salt.Length != Commitments.SaltSize)
        {
            return Refuse("a disclosure's salt is not base64 of 32 bytes", out error);
        }

        if (!TryReadValue(member[2], out var value))
        {
            return Refuse("a disclosure's value has no canonical form of at most 4 MiB", out error);
        }

        disclosure = new Disclosure(field, salt, value);
        return true;
    }

    /// <summary>
    /// The value as its canonical form says it, so that what is shown is what was committed to: a number with digits
    /// that no double holds is read as the double.
    /// </summary>
    private static bool TryReadValue(JsonElement element, out JsonNode? value)
    {
        var canonical = new CanonicalJsonWriter();
        try
        {
            canonical.WriteElement(element, depth: 1);
            value = canonical.Written.Length <= ProofBundle.MaxValueBytes ? JsonNode.Parse(canonical.Written) : null;
            return canonical.Written.Length <= ProofBundle.MaxValueBytes;
        }
        catch (FormatException)
        {
            value = null;
            return false;
        }
        finally
        {
            canonical.Dispose();
        }
    }

    private static bool TryReadAnchor(JsonElement element, [NotNullWhen(true)] out BundleAnchor? anchor, out string? error)
    {
        anchor = null;
        var member = new JsonElement[AnchorMembers.Length];
        if (!StrictJson.TryTake(element, "an anchor", AnchorMembers, member, out error))
        {
            return false;
        }

        if (!StrictJson.TryGetInteger(member[0], out var chainId)
            || !StrictJson.TryGetInteger(member[4], out var block)
            || !StrictJson.TryGetInteger(member[6], out var treeSize))
        {
            return Refuse("an anchor's chainId, block or treeSize is not an integer from 0", out error);
        }

        if (!TryGetHex(member[1], HashDigits, out var genesis)
            || !TryGetHex(member[3], HashDigits, out var transaction)
            || !TryGetHex(member[5], HashDigits, out var blockHash)
            || !TryGetHex(member[7], HashDigits, out var root))
        {
            return Refuse("an anchor's genesis, transaction, blockHash or root is not 0x and 64 lower-case digits", out error);
        }

        if (!TryGetHex(member[2], AddressDigits, out var contract))
        {
            return Refuse("an anchor's contract is not 0x and 40 lower-case digits", out error);
        }

        if (!TryReadHashes(member[8], out var consistency))
        {
            return Refuse("a consistency proof is not at most 64 hashes in base64", out error);
        }

        anchor = new BundleAnchor(
            chainId, genesis, contract, transaction, block, blockHash, treeSize, MerkleHash.Parse(root[2..]), consistency);
        return true;
    }

    private static bool TryGetHex(JsonElement element, int digits, [NotNullWhen(true)] out string? hex) =>
        StrictJson.TryGetText(element, out hex)
        && hex.Length == digits + 2
        && hex.StartsWith("0x", StringComparison.Ordinal)
        && !hex.AsSpan(2).ContainsAnyExcept(LowerHexDigits);

    private static bool TryReadHashes(JsonElement element, [NotNullWhen(true)] out IReadOnlyList<MerkleHash>? hashes)
    {
        hashes = null;
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > MerkleProof.MaxLength)
        {
            return false;
        }

        var read = new List<MerkleHash>(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            if (!StrictJson.TryGetText(item, out var text) || !MerkleHash.TryParseBase64(text, out var hash))
            {
                return false;
            }

            read.Add(hash);
        }

        hashes = read;
        return true;
    }

    private delegate bool ItemReader<T>(JsonElement element, [NotNullWhen(true)] out T? item, out string? error);

    private static bool TryReadList<T>(
        JsonElement element,
        string what,
        int maximum,
        ItemReader<T> tryRead,
        [NotNullWhen(true)] out IReadOnlyList<T>? items,
        out string? error)
    {
        items = null;
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() > maximum)
        {
            return Refuse(FormattableString.Invariant($"{what} is not an array of at most {maximum}"), out error);
        }

        var read = new List<T>(element.GetArrayLength());
        foreach (var member in element.EnumerateArray())
        {
            if (!tryRead(member, out var item, out error))
            {
                return false;
            }

            read.Add(item);
        }

        items = read;
        error = null;
        return true;
    }

    private static bool Refuse(string words, out string? error)
    {
        error = words;
        return false;
    }
}
