using Traceability.Domain.Supervision;
using Traceability.Domain.Values;

namespace Traceability.App.Data;

/// <summary>A label was scanned. Nothing of who did it is kept but the language of the page and, where it is known, the city.</summary>
public sealed class Scan
{
    public required Guid Id { get; init; }
    public required string Batch { get; init; }
    /// <summary>Empty for the address of a batch.</summary>
    public required string Serial { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>First four digits of a GB/T 2260 code.</summary>
    public string? City { get; init; }
    public required string Language { get; init; }
}

/// <summary>How often an address was scanned.</summary>
public sealed class ScanCount
{
    public required string Batch { get; init; }
    public required string Serial { get; init; }
    public required long Times { get; init; }
    public required DateTimeOffset FirstAt { get; init; }
    /// <summary>When it was last seen as only several labels can be; null while it never was.</summary>
    public DateTimeOffset? UnusualAt { get; init; }
}

/// <summary>What somebody says is wrong with what carries a label.</summary>
public sealed class Complaint
{
    public required Guid Id { get; init; }
    public required string Batch { get; init; }
    public string? Serial { get; init; }
    /// <summary>Who made the batch.</summary>
    public required UnifiedSocialCreditCode Producer { get; init; }
    public required string Text { get; init; }
    /// <summary>How to reach who complains, if they want to be.</summary>
    public string? Contact { get; init; }
    public required DateTimeOffset FiledAt { get; init; }
    public required DateOnly DueOn { get; init; }
    /// <summary>Null while it waits.</summary>
    public ComplaintDecision? Decision { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
}
