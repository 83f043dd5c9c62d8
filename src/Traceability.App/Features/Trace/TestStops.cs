using System.Globalization;
using Traceability.App.Entries;
using Traceability.Domain.Quality;

namespace Traceability.App.Features.Trace;

/// <summary>A laboratory's result as a stop of the journey, and as the reason why something stands still.</summary>
internal static class TestStops
{
    /// <param name="own">Whether the batch on the label was tested; else one that it was made from.</param>
    public static InspectionStop Of(ChainFact fact, InspectionReported e, ChainReferences references, bool own) => new()
    {
        At = fact.Entry.Stamp.Occurred,
        RecordedAt = fact.Entry.Stamp.Recorded,
        Place = references.Home(fact),
        Who = references.Who(fact),
        Proof = references.Proof(fact),
        Test = e.Kind,
        Verdict = e.Verdict,
        SampledOn = e.SampledOn,
        Lot = e.Lot.ToString(),
        Own = own,
        Items = e.Items ?? [],
        ReportNumber = e.ReportNumber,
        Report = e.Report?.ToString(),
        Accreditation = [.. new[] { e.Cma is { } cma ? $"CMA {cma}" : null, e.Catl is { } catl ? $"CATL {catl}" : null }.OfType<string>()],
    };

    /// <summary>What was over which limit, in words of no language.</summary>
    public static string? Over(InspectionReported result) => result.Items?.FirstOrDefault(i => i.Verdict is ItemVerdict.Fail or ItemVerdict.Suspect) is { Limit: { } limit, Compared: { } found } item
        ? string.Create(CultureInfo.InvariantCulture, $"{item.Analyte} {found:0.#########} {limit.Unit} {(limit.Exclusive ? "≥" : ">")} {limit.Value:0.#########} {limit.Unit} ({limit.Standard}-{limit.Edition})")
        : null;
}
