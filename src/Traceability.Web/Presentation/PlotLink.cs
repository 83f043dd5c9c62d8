using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Presentation;

/// <summary>A plot as an address of a page names it: an extension may hold a stroke, so both stand in the query.</summary>
public sealed record PlotLink(Gln Base, GlnExtension Plot)
{
    public string Log => At("/farm/plots/log");

    public string Step => At("/farm/plots/log/step");

    public string Spraying => At("/farm/plots/log/spraying");

    /// <returns>Null where the address names no plot.</returns>
    public static PlotLink? Of(string? gln, string? plot) =>
        Gln.TryParse(gln, out var at) && GlnExtension.TryParse(plot, out var extension) ? new PlotLink(at, extension) : null;

    private string At(string path) => path + QueryString.Create("gln", Base.ToString()).Add("plot", Plot.ToString());
}
