namespace Traceability.Gs1.Epcis.Model;

/// <summary>How an event relates to the life of its objects (ISO/IEC 19987, section 7.3.2).</summary>
public enum EventAction
{
    /// <summary>The objects were seen; nothing began or ended: <c>OBSERVE</c>.</summary>
    Observe,

    /// <summary>The objects, or their being together, began: <c>ADD</c>.</summary>
    Add,

    /// <summary>The objects, or their being together, ended: <c>DELETE</c>.</summary>
    Delete,
}
