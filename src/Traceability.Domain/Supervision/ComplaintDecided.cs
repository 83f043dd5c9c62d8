using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Supervision;

/// <summary>A supervisor looked into what somebody complained of a label, and says what it came to.</summary>
[EventType("complaint.decided", 1)]
public sealed record ComplaintDecided : DomainEvent
{
    [Public] public required Guid Complaint { get; init; }
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    [Public] public required ComplaintDecision Decision { get; init; }
    [Disclosed] public required string Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Batch(Gtin, Lot)];
}

public enum ComplaintDecision
{
    /// <summary>There was nothing in it, or it is settled.</summary>
    Close,
    /// <summary>Who scans the label is told.</summary>
    Warn,
    /// <summary>The batch stands still until it is released.</summary>
    Hold,
}

public static class ComplaintProblems
{
    public static Problem Unknown { get; } = new("complaint.unknown", ProblemKind.NotFound, "There is no such complaint.") { Field = "id" };

    public static Problem Decided { get; } = new("complaint.decided", ProblemKind.Conflict, "The complaint has been decided already.") { Field = "id" };

    public static Problem TooMany { get; } =
        new("complaint.too-many", ProblemKind.Conflict, "Many complaints about this wait to be decided already: telephone the number on the page.") { Field = "text" };
}
