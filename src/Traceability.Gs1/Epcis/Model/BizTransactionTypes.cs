using System.Collections.Frozen;

namespace Traceability.Gs1.Epcis.Model;

/// <summary>Kinds of business documents (CBV 2.0, ISO/IEC 19988, section 7.3), as the bare words that EPCIS JSON writes.</summary>
public static class BizTransactionTypes
{
    /// <summary>Bill of lading.</summary>
    public const string Bol = "bol";

    /// <summary>Certificate.</summary>
    public const string Cert = "cert";

    /// <summary>Despatch advice.</summary>
    public const string Desadv = "desadv";

    /// <summary>Invoice.</summary>
    public const string Inv = "inv";

    /// <summary>Pedigree.</summary>
    public const string Pedigree = "pedigree";

    /// <summary>Purchase order.</summary>
    public const string Po = "po";

    /// <summary>Purchase order confirmation.</summary>
    public const string Poc = "poc";

    /// <summary>Production order.</summary>
    public const string Prodorder = "prodorder";

    /// <summary>Receiving advice.</summary>
    public const string Recadv = "recadv";

    /// <summary>Return merchandise authorisation.</summary>
    public const string Rma = "rma";

    /// <summary>Test procedure.</summary>
    public const string Testprd = "testprd";

    /// <summary>Test result.</summary>
    public const string Testres = "testres";

    /// <summary>Upstream event.</summary>
    public const string Upevt = "upevt";

    /// <summary>All words of the vocabulary.</summary>
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Bol,
        Cert,
        Desadv,
        Inv,
        Pedigree,
        Po,
        Poc,
        Prodorder,
        Recadv,
        Rma,
        Testprd,
        Testres,
        Upevt);
}
