namespace Traceability.Domain.Supervision;

/// <summary>Goods are called back: the batches named and everything made from them.</summary>
[EventType("recall.opened", 1)]
public sealed record RecallOpened : DomainEvent
{
    [Public] public required Guid Recall { get; init; }
    /// <summary>Subjects of the batches at its root; what was made from them follows.</summary>
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    [Public] public required RecallClass Class { get; init; }
    [Disclosed] public string? Reason { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Recall(Recall), .. Batches];
}

/// <summary>A recall came to its end: what was found is accounted for.</summary>
[EventType("recall.closed", 1)]
public sealed record RecallClosed : DomainEvent
{
    [Public] public required Guid Recall { get; init; }
    [Public] public required IReadOnlyList<string> Batches { get; init; }
    /// <summary>Kilograms that came back or were destroyed.</summary>
    [Public] public required decimal RecoveredKg { get; init; }
    [Disclosed] public string? Outcome { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Recall(Recall), .. Batches];
}

/// <summary>How grave it is, the classes of 食品召回管理办法 (order 12 of 2015), article 13.</summary>
public enum RecallClass
{
    /// <summary>Grave harm to health or death is to be feared: within 24 hours.</summary>
    First,
    /// <summary>Harm to health is to be feared: within 48 hours.</summary>
    Second,
    /// <summary>The label is false, or a rule is broken without danger: within 72 hours.</summary>
    Third,
}

/// <summary>A recall: which batches it began with, whether it is over.</summary>
public sealed class Recall : Aggregate
{
    private readonly List<RecalledBatch> _batches = [];

    public Guid Id { get; private set; }
    public RecallClass Class { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    /// <summary>The organisation that calls its own goods back; null where a supervisor does.</summary>
    public string? OpenedFor { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public decimal? RecoveredKg { get; private set; }
    public IReadOnlyCollection<RecalledBatch> Batches => _batches;

    public Result<RecallClosed> Close(RecallClosed asked) => ClosedAt is null ? asked : RecallProblems.Closed;

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case RecallOpened e:
                BeginsOnce();
                (Id, Class, OpenedAt, OpenedFor) = (e.Recall, e.Class, stamp.Occurred, stamp.Organisation);
                _batches.AddRange(e.Batches.Select(b => new RecalledBatch(Subject, b)));
                break;
            case RecallClosed e:
                (ClosedAt, RecoveredKg) = (stamp.Occurred, e.RecoveredKg);
                break;
            default:
                throw Unknown(fact);
        }
    }
}

/// <summary>A batch that a recall began with.</summary>
public sealed record RecalledBatch(string Recall, string Batch);

public static class RecallProblems
{
    public static Problem Unknown { get; } = new("recall.unknown", ProblemKind.NotFound, "There is no such recall.");

    public static Problem NotYours { get; } = new("recall.not-yours", ProblemKind.Forbidden, "Who opened the recall closes it: the organisation, or a supervisor of the region.");

    public static Problem Closed { get; } = new("recall.closed", ProblemKind.Conflict, "The recall is closed already.");

    public static Problem AlreadyRecalled(string batch) => new("recall.already", ProblemKind.Conflict, $"The batch {batch} is recalled already.") { Field = "batches" };
}
