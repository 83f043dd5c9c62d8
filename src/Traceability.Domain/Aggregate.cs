namespace Traceability.Domain;

/// <summary>A thing with a history in the log. Its state is what <see cref="On"/> makes of its facts, and nothing else.</summary>
public abstract class Aggregate
{
    /// <summary>Its name in the log, see <see cref="Traceability.Domain.Subject"/>; the key of its row.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>How many facts it has; the first is 1.</summary>
    public int Version { get; private set; }

    /// <summary>The entry of its latest fact; empty before the first.</summary>
    public Guid LastEntry { get; private set; }

    /// <summary>Takes one fact into the state: the only way to change it, for the command that records and for the audit that replays.</summary>
    public void Apply(string subject, DomainEvent fact, Stamp stamp)
    {
        if (Version > 0 && !string.Equals(Subject, subject, StringComparison.Ordinal))
            throw new InvalidOperationException($"A fact about {subject} was applied to {Subject}.");
        Subject = subject;
        if (fact is RecordVoided voided)
            Undo(voided.Fact, voided.Stamp(), stamp);
        else
            On(fact, stamp);
        Version++;
        LastEntry = stamp.Entry;
    }

    /// <summary>Why a fact that it has taken in can be taken back no more; null when it can.</summary>
    public virtual Problem? WhyNotUndo(DomainEvent fact) => null;

    protected abstract void On(DomainEvent fact, Stamp stamp);

    /// <summary>Takes a fact back out of the state.</summary>
    /// <param name="original">What its entry said of it.</param>
    /// <param name="stamp">The entry that takes it back.</param>
    protected virtual void Undo(DomainEvent fact, Stamp original, Stamp stamp) => throw Unknown(fact);

    /// <summary>A thing comes into being once: a second beginning is a defect, in recording or in the log.</summary>
    protected void BeginsOnce()
    {
        if (Version > 0)
            throw new InvalidOperationException($"{Subject} came into being twice.");
    }

    protected InvalidOperationException Unknown(DomainEvent fact) => new($"{GetType().Name} knows nothing of {fact.GetType().Name}.");
}
