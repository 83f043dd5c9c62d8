using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Traceability.Ledger;

/// <summary>
/// An entry of the log: what everybody may know of one fact, and commitments to the rest. Written as RFC 8785
/// canonical JSON of at most <see cref="MaxBytes"/>; its SHA-256 leaf hash stands in the tree.
/// </summary>
/// <param name="Id">The entry's id, a UUID of version 7 (RFC 9562 section 5.7).</param>
/// <param name="Type">The fact's type and version, like <c>batch.harvested/v1</c>.</param>
/// <param name="Subjects">
/// What the fact is about, at least one, each once; what it is mainly about comes first. With each its version after
/// this entry and the entry that made the version before.
/// </param>
/// <param name="Occurred">When it happened, with the offset of the place.</param>
/// <param name="Recorded">When it was recorded, in UTC.</param>
/// <param name="Organisation">On whose behalf, null when nobody's.</param>
/// <param name="Account">The pseudonym of the account that recorded it.</param>
/// <param name="Public">The type's public fields in clear; decimals as strings without trailing zeros.</param>
/// <param name="Commitments">For each field kept elsewhere its commitment, see <see cref="Ledger.Commitments"/>.</param>
public sealed record EntryEnvelope(
    Guid Id,
    string Type,
    IReadOnlyList<EntrySubject> Subjects,
    DateTimeOffset Occurred,
    DateTimeOffset Recorded,
    string? Organisation,
    string Account,
    JsonObject Public,
    IReadOnlyDictionary<string, MerkleHash> Commitments)
{
    /// <summary>The only version of the envelope, its member <c>v</c>.</summary>
    public const int Version = 1;

    /// <summary>The longest entry in bytes.</summary>
    public const int MaxBytes = 4096;

    /// <summary>What <see cref="TryToBytes"/> says of an entry that is longer than <see cref="MaxBytes"/>, and of no other.</summary>
    public const string TooLong = "bytes are more than 4096";

    /// <summary>The longest type, subject id, organisation, account and field name, in UTF-16 code units.</summary>
    public const int MaxTextLength = 256;

    /// <summary>The entry's canonical bytes.</summary>
    /// <exception cref="FormatException">The entry breaks a rule of the envelope, which the message names.</exception>
    public byte[] ToBytes() =>
        TryToBytes(out var bytes, out var error) ? bytes : throw new FormatException("The entry's " + error + ".");

    /// <summary>The entry's canonical bytes, without throwing.</summary>
    /// <param name="bytes">The bytes, null when false.</param>
    /// <param name="error">The broken rule in words, null when true.</param>
    public bool TryToBytes([NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? error)
    {
        error = EntryRules.Broken(this);
        bytes = error is null ? EntryWriter.Write(this, out error) : null;
        return bytes is not null && error is null;
    }

    /// <summary>Reads an entry. Strict: only the bytes that <see cref="ToBytes"/> writes.</summary>
    /// <param name="utf8Json">The entry's exact bytes.</param>
    /// <param name="envelope">The entry, null when false.</param>
    /// <param name="error">What is wrong in words, null when true.</param>
    public static bool TryParse(
        ReadOnlySpan<byte> utf8Json,
        [NotNullWhen(true)] out EntryEnvelope? envelope,
        [NotNullWhen(false)] out string? error) =>
        EntryReader.TryRead(utf8Json, out envelope, out error);
}

/// <summary>A thing that an entry is about, at the version that the entry makes of it.</summary>
/// <param name="Id">The subject's identifier, not empty.</param>
/// <param name="Version">The subject's version after the entry, from 1, without gaps.</param>
/// <param name="Previous">The id of the entry that made the version before; null exactly at version 1.</param>
public sealed record EntrySubject(string Id, long Version, Guid? Previous);
