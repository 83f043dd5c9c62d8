using Traceability.App.Features.Trace;

namespace Traceability.Web.Presentation;

/// <summary>The way down the tree of regions by links, until the right one is found.</summary>
/// <param name="Path">The page's own address; <c>at</c> looks at a region, <c>region</c> chooses it.</param>
/// <param name="Trail">From the province to the region looked at.</param>
/// <param name="Below">What lies in it.</param>
public sealed record RegionChooser(string Path, IReadOnlyList<RegionLink> Trail, IReadOnlyList<RegionLink> Below, bool MayChoose)
{
    /// <summary>The region that may be chosen now.</summary>
    public RegionLink? Here => MayChoose && Trail.Count > 0 ? Trail[^1] : null;

    public string LookAt(string? code) => code is null ? Path : $"{Path}?at={Uri.EscapeDataString(code)}";

    public string Choose(string code) => $"{Path}?region={Uri.EscapeDataString(code)}";
}

public sealed record RegionLink(string Code, LocalText Name);
