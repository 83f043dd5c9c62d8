using System.Text.Json.Serialization;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;

namespace Traceability.App.Features.Trace;

[JsonConverter(typeof(JsonStringEnumConverter<MarkKind>))]
public enum MarkKind
{
    Certificate,
    Brand,
    /// <summary>A promise for the batch by who grew or mixed it.</summary>
    Compliance,
}

[JsonConverter(typeof(JsonStringEnumConverter<MarkState>))]
public enum MarkState
{
    Valid,
    /// <summary>In force, and its holder was warned.</summary>
    Warned,
    Suspended,
    Withdrawn,
    Expired,
    NotYetValid,
}

/// <summary>Who vouches for the batch, by a mark on its labels or a promise.</summary>
/// <param name="Scheme">Of a certificate.</param>
/// <param name="Number">Of a certificate that has one.</param>
/// <param name="Name">Of a brand.</param>
/// <param name="Level">Of a brand.</param>
/// <param name="Issuer">Who certifies, manages the brand or promises.</param>
/// <param name="Holder">Whose produce it is for.</param>
/// <param name="PackedOn">The day of packing, which a certificate is judged by.</param>
/// <param name="Then">What it was on that day; of a brand, when the labels were issued.</param>
/// <param name="Now">What it is today.</param>
/// <param name="Since">The first day of a suspension or the like, the last of a term that is over.</param>
/// <param name="Reason">Why it was warned, suspended or taken, as its issuer says.</param>
/// <param name="Proof">Of the first entry about it.</param>
/// <param name="Latest">Of the latest.</param>
public sealed record MarkView(
    MarkKind Kind,
    CertificateScheme? Scheme,
    string? Number,
    LocalText? Name,
    BrandLevel? Level,
    PartyView? Issuer,
    PartyView? Holder,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    DateOnly PackedOn,
    MarkState Then,
    MarkState Now,
    DateOnly? Since,
    string? Reason,
    ProofView Proof,
    ProofView Latest)
{
    /// <summary>In force today, warned or not.</summary>
    [JsonIgnore]
    public bool Holds => Now is MarkState.Valid or MarkState.Warned;
}
