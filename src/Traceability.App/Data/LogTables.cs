using Traceability.Domain.Files;
using Traceability.Domain.Values;

namespace Traceability.App.Data;

/// <summary>An entry as it was recorded: its exact bytes. <see cref="Sequence"/> is the order of the inbox and no part of the fact.</summary>
public sealed class LogEntry
{
    public long Sequence { get; private set; }
    public required Guid Id { get; init; }
    /// <summary>RFC 9162 leaf hash of <see cref="Bytes"/>, 32 bytes.</summary>
    public required byte[] LeafHash { get; init; }
    public required byte[] Bytes { get; init; }
}

/// <summary>An entry that waits for its place in the tree. Whatever commits late is still here: nothing is passed over.</summary>
public sealed class LogInbox
{
    /// <summary>Takes a recorded entry in, in the transaction that records it.</summary>
    public const string Insert = "INSERT INTO log_inbox (sequence) SELECT sequence FROM log_entry WHERE id = @id";

    public required long Sequence { get; init; }
}

/// <summary>An entry whose anchor does not wait for the interval, until an anchor over it is confirmed.</summary>
public sealed class UrgentEntry
{
    /// <summary>Notes it in the transaction that records it.</summary>
    public const string Insert = "INSERT INTO log_urgent (sequence) SELECT sequence FROM log_entry WHERE id = @id";

    public required long Sequence { get; init; }
}

/// <summary>The place of an entry in the tree. Only ever inserted.</summary>
public sealed class LogLeaf
{
    public required long Index { get; init; }
    public required long Sequence { get; init; }
}

/// <summary>A tile of C2SP tlog-tiles; full ones never change, the last of each level grows.</summary>
public sealed class LogTile
{
    public required int Level { get; init; }
    public required long Number { get; init; }
    public required int Width { get; init; }
    public required byte[] Hashes { get; init; }
}

/// <summary>A signed checkpoint.</summary>
public sealed class LogCheckpoint
{
    public required long Size { get; init; }
    public required byte[] Root { get; init; }
    public required string Note { get; init; }
    public required DateTimeOffset SignedAt { get; init; }
}

/// <summary>The one row that fences the sequencer: only who knows the size and holds the epoch may grow the tree.</summary>
public sealed class LogHead
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public required long Size { get; init; }
    public required byte[] Root { get; init; }
    public required long Epoch { get; init; }
    /// <summary>The name of the node that took this epoch.</summary>
    public required string Holder { get; init; }
}

/// <summary>Which entries make up the history of a subject; derived from the entries.</summary>
public sealed class SubjectHistory
{
    public required string Subject { get; init; }
    public required int Version { get; init; }
    public required Guid Entry { get; init; }
}

/// <summary>An entry that was taken back, and the entry that did; derived from the latter.</summary>
public sealed class VoidedEntry
{
    public required Guid Entry { get; init; }
    public required Guid By { get; init; }
}

/// <summary>The payload of an entry with the salts of its commitments.</summary>
public sealed class VaultPayload
{
    public required Guid Entry { get; init; }
    /// <summary>Canonical JSON: <c>{"epcis": …}</c> for a physical event, <c>{"fields": …}</c> for a claim.</summary>
    public required byte[] Document { get; init; }
    /// <summary>JSON object: committed field → base64 salt.</summary>
    public required byte[] Salts { get; init; }
}

/// <summary>A file that facts rest on, once however many name it.</summary>
public sealed class VaultFile
{
    public required FileHash Sha256 { get; init; }
    /// <summary>What it is by its content, see <see cref="FileKind"/>.</summary>
    public required string MediaType { get; init; }
    public required int Length { get; init; }
    public required byte[] Bytes { get; init; }
    /// <summary>When it was last stored or named.</summary>
    public required DateTimeOffset StoredAt { get; init; }
}
