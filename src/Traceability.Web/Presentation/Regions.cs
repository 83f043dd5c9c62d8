using Mediator;
using Traceability.App.Features.Supervision;
using Traceability.App.Features.Trace;
using Traceability.Domain.Values;

namespace Traceability.Web.Presentation;

/// <summary>Regions as pages show them: by name, and step by step down the tree.</summary>
internal static class Regions
{
    /// <param name="at">The code looked at; null or empty for the top.</param>
    /// <param name="widest">The widest level that may be chosen.</param>
    /// <returns>Null where there is no such region.</returns>
    public static async ValueTask<RegionChooser?> ChooserAsync(this ISender sender, string path, string? at, CancellationToken ct, RegionLevel widest = RegionLevel.County)
    {
        RegionCode? code = null;
        if (!string.IsNullOrEmpty(at))
        {
            if (!RegionCode.TryParse(at, out var parsed))
                return null;
            code = parsed;
        }

        var found = await sender.Send(new ListRegions(code), ct);
        return found.Failed(out var regions)
            ? null
            : new RegionChooser(path, [.. regions.Trail.Select(Link)], [.. regions.Below.Select(Link)], MayChoose: code is { } c && c.Level >= widest);
    }

    public static async ValueTask<IReadOnlyDictionary<string, PlaceView>> PlacesAsync(this ISender sender, IEnumerable<string> codes, CancellationToken ct)
    {
        string[] asked = [.. codes.Distinct(StringComparer.Ordinal)];
        var named = await sender.Send(new NameRegions(asked), ct);
        return asked.ToDictionary(
            code => code,
            code => new PlaceView(code, named.TryGetValue(code, out var region) ? new LocalText(region.Name, region.NameEn) : null),
            StringComparer.Ordinal);
    }

    private static RegionLink Link(RegionView region) => new(region.Code, new LocalText(region.Name, region.NameEn));
}
