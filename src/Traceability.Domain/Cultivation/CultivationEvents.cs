using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Cultivation;

/// <summary>A step of growing on a plot; spraying is a fact of its own.</summary>
public enum CultivationStep { Sow, Transplant, Fertilise, Irrigate, Weed, Prune, Bag, HaulmKill, Other }

/// <summary>Something was done on a plot to grow what it bears.</summary>
[EventType("plot.tended", 1)]
public sealed record PlotTended : DomainEvent, IVoidable
{
    [Public] public required Gln Base { get; init; }
    [Public] public required GlnExtension Plot { get; init; }
    [Public] public required CultivationStep Step { get; init; }
    /// <summary>The day of the place on which it was done.</summary>
    [Public] public required DateOnly Day { get; init; }
    [Public] public FoodClass? Crop { get; init; }
    /// <summary>Of the input, on a mu (1/15 ha).</summary>
    [Public] public Quantity? PerMu { get; init; }
    /// <summary>Seed, fertiliser, bags.</summary>
    [Disclosed] public string? Input { get; init; }
    [Chain] public string? Note { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Plot(Base, Plot)];
}

/// <summary>A pesticide was used on a plot.</summary>
[EventType("plot.sprayed", 1)]
public sealed record PlotSprayed : DomainEvent, IVoidable
{
    [Public] public required Gln Base { get; init; }
    [Public] public required GlnExtension Plot { get; init; }
    /// <summary>The day of the place on which it was used.</summary>
    [Public] public required DateOnly Day { get; init; }
    [Public] public required FoodClass Crop { get; init; }
    /// <summary>Days that the label wants between the use and the harvest.</summary>
    [Public] public required int IntervalDays { get; init; }
    /// <summary>The active ingredients that the register of pesticides knows, by their names there.</summary>
    [Public] public required IReadOnlyList<string> Ingredients { get; init; }
    /// <summary>Of the pesticide, on a mu (1/15 ha).</summary>
    [Public] public Quantity? DosePerMu { get; init; }
    /// <summary>The edition of the register of pesticides by which the use was judged; left out before the first import.</summary>
    [Public] public string? Reference { get; init; }
    /// <summary>All active ingredients, as the label names them.</summary>
    [Disclosed] public IReadOnlyList<string>? ActiveIngredients { get; init; }
    [Disclosed] public string? Product { get; init; }
    /// <summary>Number of the pesticide's registration.</summary>
    [Disclosed] public string? Registration { get; init; }
    [Disclosed] public string? Pest { get; init; }
    [Chain] public string? Note { get; init; }
    [Personal] public string? Operator { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Plot(Base, Plot)];

    /// <summary>The first day on which the label allows a harvest: the day of use and as many days as the interval has.</summary>
    public DateOnly FirstHarvestDay() => Day.AddDays(IntervalDays);
}

/// <summary>A spraying was recorded after a harvest that its interval would have refused: the lot is held until a supervisor has looked.</summary>
[EventType("harvest.inside-interval", 1)]
public sealed record HarvestFoundInsideInterval : DomainEvent
{
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required LotNumber Lot { get; init; }
    /// <summary>The entry of the spraying.</summary>
    [Public] public required Guid Spraying { get; init; }
    [Public] public required DateOnly SprayedOn { get; init; }
    [Public] public required DateOnly HarvestedOn { get; init; }
    [Public] public required int IntervalDays { get; init; }
    [Public] public required DateOnly FirstHarvestDay { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Batch(Gtin, Lot)];
}
