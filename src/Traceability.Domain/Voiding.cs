namespace Traceability.Domain;

/// <summary>A fact that can be taken back. The aggregates of its subjects know how, see <see cref="Aggregate"/>.</summary>
public interface IVoidable;

/// <summary>
/// A recorded fact does not hold: it was a mistake, or a corrected one takes its place. Both stay in the log; the state is as if the
/// first had not been. It carries what it takes back, so that nothing else has to be read to do so.
/// </summary>
[EventType("record.voided", 1)]
public sealed record RecordVoided : DomainEvent
{
    /// <summary>The entry that is void.</summary>
    [Public] public required Guid Voids { get; init; }
    [Public] public required DateTimeOffset Happened { get; init; }
    [Public] public required DateTimeOffset Recorded { get; init; }
    [Public] public string? By { get; init; }
    [Public] public required string Account { get; init; }
    [Disclosed] public string? Reason { get; init; }
    /// <summary>The fact of that entry, without what is personal in it.</summary>
    [Chain] public required DomainEvent Fact { get; init; }

    public override IReadOnlyList<string> Subjects() => Fact.Subjects();

    internal Stamp Stamp() => new(Voids, Happened, Recorded, By, Account);
}

public static class VoidProblems
{
    public static Problem Unknown(string field) => new("record.unknown", ProblemKind.NotFound, "There is no such record.") { Field = field };

    public static Problem NotYours(string field) => new("record.not-yours", ProblemKind.Forbidden, "Who recorded it voids or corrects it.") { Field = field };

    public static Problem NotVoidable(string type, string field) => new("record.not-voidable", ProblemKind.Refused, $"A record of the type {type} is not voided.") { Field = field };

    public static Problem AlreadyVoid(string field) => new("record.void", ProblemKind.Conflict, "The record is void already.") { Field = field };

    public static Problem OtherType(string type) => new("record.other-type", ProblemKind.Refused, $"A record of the type {type} is not corrected by this command.") { Field = "corrects" };

    /// <summary>Something recorded later rests on it and has to be voided before.</summary>
    public static Problem InUse(string by) => new("record.in-use", ProblemKind.Conflict, $"What was recorded later rests on it: {by}.");
}
