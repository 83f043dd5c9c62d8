namespace Traceability.Domain.Places;

public static class PlaceProblems
{
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
