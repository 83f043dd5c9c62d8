using System.Globalization;

namespace Traceability.Domain.Cultivation;

/// <summary>The days on which a plot may not be harvested because of one spraying: from its day on, as many as its interval has.</summary>
/// <param name="Spraying">The entry.</param>
/// <param name="Ingredients">The active ingredients that the register knows.</param>
public sealed record PlotInterval(Guid Spraying, DateOnly SprayedOn, int Days, string Ingredients)
{
    private const char Between = '\t';
    private const char Next = '\n';

    public DateOnly FirstHarvestDay => SprayedOn.AddDays(Days);

    public bool Covers(DateOnly harvest) => SprayedOn <= harvest && harvest < FirstHarvestDay;

    /// <summary>The one form in which intervals stand in a column.</summary>
    public static string Write(IReadOnlyList<PlotInterval> intervals) => string.Join(Next, intervals.Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{i.Spraying:D}{Between}{i.SprayedOn:yyyy-MM-dd}{Between}{i.Days}{Between}{i.Ingredients}")));

    public static IReadOnlyList<PlotInterval> Read(string text) => text.Length == 0 ? [] :
    [
        .. text.Split(Next).Select(line => line.Split(Between)).Select(part => new PlotInterval(
            Guid.ParseExact(part[0], "D"), DateOnly.ParseExact(part[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), int.Parse(part[2], CultureInfo.InvariantCulture), part[3])),
    ];
}
