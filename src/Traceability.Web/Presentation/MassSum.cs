using System.Globalization;

namespace Traceability.Web.Presentation;

/// <summary>The sum of a making, in kilograms, before it is recorded: what is taken, what comes out, and what is lost.</summary>
/// <param name="Dehydration">Fresh mass for one mass of what comes out; null where no water is taken out.</param>
public sealed record MassSum(decimal Taken, decimal Made, decimal? Dehydration = null)
{
    public decimal Loss => Taken - Made;

    /// <summary>The fresh mass that what comes out needs.</summary>
    public decimal? Fresh => Dehydration is { } ratio ? Made * ratio : null;

    public bool Grows => Made > Taken || Fresh > Taken;

    public string TakenWidth => Part(Taken);

    public string MadeWidth => Part(decimal.Min(Made, Taken));

    public string BeyondFrom => Part(Taken);

    public string BeyondWidth => Part(decimal.Max(0, Made - Taken));

    private string Part(decimal kilograms) => (decimal.Max(Taken, Made) is var whole and > 0 ? kilograms / whole * 1000 : 0).ToString("0.##", CultureInfo.InvariantCulture);
}
