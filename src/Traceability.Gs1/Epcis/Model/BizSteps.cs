using System.Collections.Frozen;

namespace Traceability.Gs1.Epcis.Model;

/// <summary>Business steps (CBV 2.0, ISO/IEC 19988, section 7.1), as the bare words that EPCIS JSON writes.</summary>
public static class BizSteps
{
    /// <summary>Taken over by the receiver after inspection.</summary>
    public const string Accepting = "accepting";

    /// <summary>A shipment reached the place.</summary>
    public const string Arriving = "arriving";

    /// <summary>Objects joined to a new one that can be taken apart.</summary>
    public const string Assembling = "assembling";

    /// <summary>Picked up and gathered, for later disposal or processing.</summary>
    public const string Collecting = "collecting";

    /// <summary>An identifier was given to an object for the first time.</summary>
    public const string Commissioning = "commissioning";

    /// <summary>Responsibility passed on together with shipping.</summary>
    public const string Consigning = "consigning";

    /// <summary>Amounts of a class, for instance a lot, came into being.</summary>
    public const string CreatingClassInstance = "creating_class_instance";

    /// <summary>Stock of a part of the place counted.</summary>
    public const string CycleCounting = "cycle_counting";

    /// <summary>An identifier was taken off an object.</summary>
    public const string Decommissioning = "decommissioning";

    /// <summary>A shipment left the place.</summary>
    public const string Departing = "departing";

    /// <summary>Objects were destroyed.</summary>
    public const string Destroying = "destroying";

    /// <summary>An object was taken apart.</summary>
    public const string Disassembling = "disassembling";

    /// <summary>A part of an object was given to a consumer.</summary>
    public const string Dispensing = "dispensing";

    /// <summary>An identifier was written to a carrier that is not yet on an object.</summary>
    public const string Encoding = "encoding";

    /// <summary>Passed through a door of a place.</summary>
    public const string EnteringExiting = "entering_exiting";

    /// <summary>Set apart until it is decided what to do.</summary>
    public const string Holding = "holding";

    /// <summary>Looked at or tested.</summary>
    public const string Inspecting = "inspecting";

    /// <summary>Put into a larger object.</summary>
    public const string Installing = "installing";

    /// <summary>A radio tag was disabled for ever.</summary>
    public const string Killing = "killing";

    /// <summary>Put into a means of transport.</summary>
    public const string Loading = "loading";

    /// <summary>A step that no other word names.</summary>
    public const string Other = "other";

    /// <summary>Put into a container for shipping or storing.</summary>
    public const string Packing = "packing";

    /// <summary>Taken from stock to fill an order.</summary>
    public const string Picking = "picking";

    /// <summary>Taken in at a place, with a change of possession or ownership.</summary>
    public const string Receiving = "receiving";

    /// <summary>Taken out of a larger object.</summary>
    public const string Removing = "removing";

    /// <summary>Given another packaging.</summary>
    public const string Repackaging = "repackaging";

    /// <summary>Made whole again.</summary>
    public const string Repairing = "repairing";

    /// <summary>Exchanged for another.</summary>
    public const string Replacing = "replacing";

    /// <summary>Set apart for later use.</summary>
    public const string Reserving = "reserving";

    /// <summary>Sold to a consumer.</summary>
    public const string RetailSelling = "retail_selling";

    /// <summary>A sample was taken.</summary>
    public const string Sampling = "sampling";

    /// <summary>A sensor reported.</summary>
    public const string SensorReporting = "sensor_reporting";

    /// <summary>Sent out from a place, with a change of possession or ownership.</summary>
    public const string Shipping = "shipping";

    /// <summary>Moved to where it waits for loading.</summary>
    public const string StagingOutbound = "staging_outbound";

    /// <summary>Stock of the whole place counted.</summary>
    public const string StockTaking = "stock_taking";

    /// <summary>Put where customers or workers take it from.</summary>
    public const string Stocking = "stocking";

    /// <summary>Put into storage.</summary>
    public const string Storing = "storing";

    /// <summary>Moved by a means of transport.</summary>
    public const string Transporting = "transporting";

    /// <summary>Taken out of a means of transport.</summary>
    public const string Unloading = "unloading";

    /// <summary>Taken out of a container.</summary>
    public const string Unpacking = "unpacking";

    /// <summary>An earlier shipping event was wrong for these objects.</summary>
    public const string VoidShipping = "void_shipping";

    /// <summary>All words of the vocabulary.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Accepting,
        Arriving,
        Assembling,
        Collecting,
        Commissioning,
        Consigning,
        CreatingClassInstance,
        CycleCounting,
        Decommissioning,
        Departing,
        Destroying,
        Disassembling,
        Dispensing,
        Encoding,
        EnteringExiting,
        Holding,
        Inspecting,
        Installing,
        Killing,
        Loading,
        Other,
        Packing,
        Picking,
        Receiving,
        Removing,
        Repackaging,
        Repairing,
        Replacing,
        Reserving,
        RetailSelling,
        Sampling,
        SensorReporting,
        Shipping,
        StagingOutbound,
        StockTaking,
        Stocking,
        Storing,
        Transporting,
        Unloading,
        Unpacking,
        VoidShipping);
}
