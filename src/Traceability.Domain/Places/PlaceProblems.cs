using System.Globalization;

namespace Traceability.Domain.Places;

public static class PlaceProblems
{
    public static Problem RegionExpired(string region, DateOnly last, string? successor) =>
        new("region.expired", ProblemKind.Refused, string.Create(CultureInfo.InvariantCulture, $"{region} was a region until {last:yyyy-MM-dd}{(successor is null ? "" : $"; {successor} takes its place")}."))
        {
            Field = "region",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["validTo"] = last, ["successor"] = successor },
        };

    public static Problem RegionNotYet(string region, DateOnly first) =>
        new("region.not-yet", ProblemKind.Refused, string.Create(CultureInfo.InvariantCulture, $"{region} becomes a region on {first:yyyy-MM-dd}."))
        {
            Field = "region",
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["validFrom"] = first },
        };

    public static Problem RegionParent(int row, string sentence) => new("regions.parent", ProblemKind.Refused, sentence) { Field = $"regions[{row}].parent" };

    public static Problem RegionValidity(int row, string code) =>
        new("regions.validity", ProblemKind.Refused, $"{code} would end before it begins.") { Field = $"regions[{row}].validTo" };

    public static Problem RegionSuccessor(int row, string sentence) => new("regions.successor", ProblemKind.Refused, sentence) { Field = $"regions[{row}].successor" };

    public static Problem RegionCircle(int row, string code) =>
        new("regions.circle", ProblemKind.Refused, $"From {code} over parents and successors one comes back to where one was.") { Field = $"regions[{row}].successor" };

    /// <summary>The first of what is wrong, and the place of each.</summary>
    public static Problem RegionRows(IReadOnlyList<Problem> flaws) => flaws[0] with
    {
        Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["rows"] = flaws.Select(f => $"{f.Field}: {f.Detail}").ToList() },
    };

    public static Problem NoPlot { get; } = new("base.no-plot", ProblemKind.Refused, "A base has at least one plot.") { Field = "plots" };

    public static Problem PlotTwice { get; } = new("base.plot-twice", ProblemKind.Refused, "Two plots of the base have the same extension.") { Field = "plots" };

    public static Problem AreaWithoutCap { get; } =
        new("base.area-without-cap", ProblemKind.Refused, "A plot has both an area and a yield cap, or, where wild produce is gathered, neither.") { Field = "plots" };

    public static Problem BaseExists(string gln) =>
        new("base.exists", ProblemKind.Conflict, $"A base with the location number {gln} is registered already.") { Field = "gln" };

    public static Problem UnknownPlot(string gln, string extension) =>
        new("plot.unknown", ProblemKind.NotFound, $"There is no plot {extension} at the base {gln}.") { Field = "plot" };

    public static Problem NotYours(string plot) =>
        new("plot.not-yours", ProblemKind.Forbidden, $"The plot {plot} belongs to another organisation.") { Field = "plot" };
}
