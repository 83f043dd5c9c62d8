using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Traceability.Ledger;

/// <summary>
/// One JSON file that is enough to check facts with no server: entries with their inclusion proofs and the values
/// disclosed to the reader, the signed checkpoint they are proved against, and where that log was anchored.
/// </summary>
/// <param name="Origin">The log's origin.</param>
/// <param name="Key">The log's verifier key. It proves nothing by itself: whoever made the bundle chose it.</param>
/// <param name="Entries">The facts.</param>
/// <param name="Checkpoint">The signed checkpoint, the whole text of the note.</param>
/// <param name="Anchors">Transactions that put roots of this log on a chain; may be empty.</param>
public sealed record ProofBundle(
    string Origin,
    LogVerifierKey Key,
    IReadOnlyList<BundleEntry> Entries,
    string Checkpoint,
    IReadOnlyList<BundleAnchor> Anchors)
{
    /// <summary>The value of the member <c>format</c>.</summary>
    public const string Format = "traceability-proof/v1";

    /// <summary>The largest bundle that is read, in bytes.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The most entries of a bundle.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>The most disclosures of one entry.</summary>
    public const int MaxDisclosures = 256;

    /// <summary>The longest disclosed value, in bytes of its canonical form.</summary>
    public const int MaxValueBytes = 4 * 1024 * 1024;

    /// <summary>The most anchors of a bundle.</summary>
    public const int MaxAnchors = 64;

    /// <summary>
    /// Reads a bundle. Strict: every member is required, none may be added or stand twice, base64 has its canonical
    /// spelling, and all limits of this type hold. What is read is well-formed, not yet checked.
    /// </summary>
    /// <param name="utf8Json">The bundle's bytes, without a byte order mark.</param>
    /// <param name="bundle">The bundle, null when false.</param>
    /// <param name="error">The first thing wrong in words, null when true.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out ProofBundle? bundle,
        [NotNullWhen(false)] out string? error) =>
        BundleReader.TryRead(utf8Json, out bundle, out error) == BundleReading.Read;

    /// <summary>The bundle as UTF-8 JSON, as <see cref="TryParse"/> reads it.</summary>
    public byte[] ToJson() => BundleWriter.Write(this);
}

/// <summary>One entry of a bundle.</summary>
/// <param name="Index">Its place in the log, from 0.</param>
/// <param name="Entry">The exact canonical bytes, see <see cref="EntryEnvelope"/>.</param>
/// <param name="Inclusion">The inclusion proof against the checkpoint's tree.</param>
/// <param name="Disclosures">The values behind some of its commitments.</param>
public sealed record BundleEntry(
    long Index, ReadOnlyMemory<byte> Entry, IReadOnlyList<MerkleHash> Inclusion, IReadOnlyList<Disclosure> Disclosures);

/// <summary>A value behind a commitment.</summary>
/// <param name="Field">The field's name, as in the entry's commitments.</param>
/// <param name="Salt">The commitment's salt, 32 bytes.</param>
/// <param name="Value">The value; null is the JSON literal <c>null</c>.</param>
public sealed record Disclosure(string Field, ReadOnlyMemory<byte> Salt, JsonNode? Value);

/// <summary>A transaction that put a root of the log on a chain.</summary>
/// <param name="ChainId">The chain's id (EIP-155).</param>
/// <param name="Genesis">The hash of the chain's block 0: 0x and 64 lower-case hexadecimal digits.</param>
/// <param name="Contract">The anchor contract's address: 0x and 40 lower-case hexadecimal digits.</param>
/// <param name="Transaction">The transaction's hash.</param>
/// <param name="Block">The number of the block that holds it.</param>
/// <param name="BlockHash">The hash of that block.</param>
/// <param name="TreeSize">The anchored tree size, at most the checkpoint's.</param>
/// <param name="Root">The anchored root.</param>
/// <param name="Consistency">
/// The consistency proof from the anchored tree to the checkpoint's; empty when the sizes are equal.
/// </param>
public sealed record BundleAnchor(
    long ChainId,
    string Genesis,
    string Contract,
    string Transaction,
    long Block,
    string BlockHash,
    long TreeSize,
    MerkleHash Root,
    IReadOnlyList<MerkleHash> Consistency);
