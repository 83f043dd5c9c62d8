using System.Collections.Frozen;

namespace Traceability.Gs1.Epcis.Model;

/// <summary>Kinds of the ends of a transfer (CBV 2.0, ISO/IEC 19988, section 7.4), as the bare words that EPCIS JSON writes.</summary>
public static class SourceDestinationTypes
{
    /// <summary>The place.</summary>
    public const string Location = "location";

    /// <summary>Who owns.</summary>
    public const string OwningParty = "owning_party";

    /// <summary>Who possesses.</summary>
    public const string PossessingParty = "possessing_party";

    /// <summary>All words of the vocabulary.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Location,
        OwningParty,
        PossessingParty);
}
