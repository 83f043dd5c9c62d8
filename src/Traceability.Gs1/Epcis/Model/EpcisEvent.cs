using System.Text.Json.Nodes;

namespace Traceability.Gs1.Epcis.Model;

/// <summary>
/// What, when, where, why: one event of EPCIS 2.0 (ISO/IEC 19987, section 7.4). A list is null where the event does not have
/// the member at all, and empty where it has it without an item. JSON values belong to the event: do not change them.
/// </summary>
public abstract record EpcisEvent
{
    /// <summary>When it happened, to 100 nanoseconds; the offset in it is only how the instant was written.</summary>
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The offset from UTC of local time where it happened, whole minutes within ±14 hours.</summary>
    public required TimeSpan EventTimeZoneOffset { get; init; }

    /// <summary>The event's own URI, for instance <c>urn:uuid:…</c> or its CBV hash <c>ni:///sha-256;…</c>.</summary>
    public string? EventID { get; init; }

    /// <summary>The business step: a word of <see cref="BizSteps"/> or a URI.</summary>
    public string? BizStep { get; init; }

    /// <summary>The state of the objects after the event: a word of <see cref="Dispositions"/> or a URI.</summary>
    public string? Disposition { get; init; }

    /// <summary>Where it happened.</summary>
    public LocationElement? ReadPoint { get; init; }

    /// <summary>Where the objects are to be sought until a later event says otherwise.</summary>
    public LocationElement? BizLocation { get; init; }

    /// <summary>The business documents it belongs to.</summary>
    public IReadOnlyList<BizTransaction>? BizTransactionList { get; init; }

    /// <summary>Where and whose the objects were before, when a transfer begins or ends.</summary>
    public IReadOnlyList<Source>? SourceList { get; init; }

    /// <summary>Where and whose the objects are to be after, when a transfer begins or ends.</summary>
    public IReadOnlyList<Destination>? DestinationList { get; init; }

    /// <summary>
    /// Every other member by its name, kept as it was read: user extensions, whose names are compact or absolute URIs, and
    /// the standard's members that this model does not name (<c>sensorElementList</c>, <c>persistentDisposition</c>,
    /// <c>errorDeclaration</c>, <c>certificationInfo</c>, <c>recordTime</c>, <c>@context</c>).
    /// </summary>
    public JsonObject? Extensions { get; init; }
}
