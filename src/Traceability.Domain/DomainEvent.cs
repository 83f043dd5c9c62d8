namespace Traceability.Domain;

/// <summary>One business fact, decided by an aggregate. It becomes one entry of the log; its properties are the entry's fields.</summary>
public abstract record DomainEvent
{
    /// <summary>The subjects whose history this fact extends, see <see cref="Subject"/>; the first is the one it is chiefly about.</summary>
    public abstract IReadOnlyList<string> Subjects();
}

/// <summary>A fact that happened to things in the world, and so is a GS1 EPCIS event.</summary>
public abstract record PhysicalEvent : DomainEvent;

/// <summary>The entry's type name and version. Old decoders stay for ever: a changed shape is a new version beside the old.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventTypeAttribute(string name, int version) : Attribute
{
    public string Name { get; } = $"{name}/v{version}";
}

/// <summary>What the entry's envelope says of a fact beside its fields; <c>Apply</c> may read it, and reads nothing else.</summary>
/// <param name="Entry">The entry's id.</param>
/// <param name="Occurred">When it happened, with the offset of the place.</param>
/// <param name="Recorded">When the server took it, UTC.</param>
/// <param name="Organisation">USCC of the organisation for which it was recorded; null for an operator or supervisor.</param>
/// <param name="Account">Pseudonymous account that recorded it.</param>
public sealed record Stamp(Guid Entry, DateTimeOffset Occurred, DateTimeOffset Recorded, string? Organisation, string Account);
