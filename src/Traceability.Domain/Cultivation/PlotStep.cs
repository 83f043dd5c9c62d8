namespace Traceability.Domain.Cultivation;

/// <summary>Where in the log a step of growing on a plot stands; one that was voided too, which its entry says.</summary>
public sealed class PlotStep(Guid entry, string plot, DateOnly day, string kind)
{
    public const string Spray = "Spray";

    public Guid Entry { get; private set; } = entry;
    public string Plot { get; private set; } = plot;
    public DateOnly Day { get; private set; } = day;
    /// <summary>A <see cref="CultivationStep"/> or <see cref="Spray"/>.</summary>
    public string Kind { get; private set; } = kind;
}
