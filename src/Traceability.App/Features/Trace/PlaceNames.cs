using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Marks;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Trace;

/// <summary>Names of the places that a chain touches, each down to the county with the names above it.</summary>
internal sealed class PlaceNames(IReadOnlyDictionary<string, (string Name, string NameEn, Coordinate? Centre)> regions)
{
    public static async Task<PlaceNames> ReadAsync(TraceDb db, BatchChain chain, ChainMarks marks, CancellationToken ct)
    {
        var codes = chain.Facts.Concat(chain.References).Concat(marks.References).SelectMany(f => f.Entry.Fact switch
        {
            OrganisationRegistered o => [o.Region],
            BaseRegistered b => [b.Region],
            ShipmentDispatched s => [s.From, s.To],
            ShipmentReceived s => [s.At],
            BatchDelivered d => [d.At],
            LegRecorded l => [l.From, l.To],
            _ => (RegionCode[])[],
        }).SelectMany(Lineage).Select(c => c.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var rows = await db.Regions.AsNoTracking().Where(r => codes.Contains(r.Code)).Select(r => new { r.Code, r.Name, r.NameEn, r.Centre }).ToListAsync(ct);
        return new PlaceNames(rows.ToDictionary(r => r.Code, r => (r.Name, r.NameEn, r.Centre), StringComparer.Ordinal));
    }

    public PlaceView Of(RegionCode code)
    {
        var county = Lineage(code).First();
        var known = Lineage(code).Select(c => regions.TryGetValue(c.ToString(), out var r) ? r : default).Where(r => r.Name is not null).ToList();
        return new PlaceView(
            county.ToString(),
            known.Count == 0 ? null : new LocalText(string.Join(' ', known.AsEnumerable().Reverse().Select(r => r.Name)), string.Join(", ", known.Select(r => r.NameEn))),
            regions.GetValueOrDefault(county.ToString()).Centre);
    }

    /// <summary>The county and what is above it; nothing finer is public.</summary>
    private static IEnumerable<RegionCode> Lineage(RegionCode code)
    {
        for (RegionCode? at = code; at is { } region; at = region.Parent)
        {
            if (region.ToString().Length <= 6)
                yield return region;
        }
    }
}
