using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Products;

/// <summary>An organisation gave a trade item number to a product.</summary>
[EventType("product.registered", 1)]
public sealed record ProductRegistered : DomainEvent
{
    [Public] public required Gtin Gtin { get; init; }
    [Public] public required UnifiedSocialCreditCode Organisation { get; init; }
    /// <summary>Net content of a fixed-measure item; null for a variable-measure one (loose produce).</summary>
    [Public] public Quantity? NetContent { get; init; }
    [Public] public int? ShelfLifeDays { get; init; }
    /// <summary>Lowest and highest storage temperature, °C.</summary>
    [Public] public decimal? StoreMinCelsius { get; init; }
    [Public] public decimal? StoreMaxCelsius { get; init; }
    /// <summary>By which limits, bans and duties are judged.</summary>
    [Public] public FoodClass? FoodClass { get; init; }
    [Disclosed] public string? Name { get; init; }
    [Disclosed] public string? NameEn { get; init; }

    public override IReadOnlyList<string> Subjects() => [Subject.Product(Gtin)];
}

/// <summary>A trade item. Loose produce is of variable measure (indicator 9); a box has its net content.</summary>
public sealed class Product : Aggregate
{
    public Gtin Gtin { get; private set; }
    public UnifiedSocialCreditCode Organisation { get; private set; }
    public decimal? NetContentKg { get; private set; }
    /// <summary>Null where nobody said.</summary>
    public FoodClass? FoodClass { get; private set; }
    public decimal? StoreMinCelsius { get; private set; }
    public decimal? StoreMaxCelsius { get; private set; }

    public bool IsLoose => NetContentKg is null;

    public static Result<ProductRegistered> Register(ProductRegistered asked)
    {
        if (asked.Gtin.IsVariableMeasure != asked.NetContent is null)
            return ProductProblems.MeasureDisagrees;
        if (asked.NetContent is { } content && (!content.Unit.IsMass || content.Value <= 0))
            return ProductProblems.ContentNotAMass;
        if (asked.NetContent is { } mass && !Quantity.TryCreate(mass.InKilograms, UnitCode.Kilogram, out _, out _))
            return ProductProblems.ContentOutOfRange;
        if (asked.StoreMinCelsius > asked.StoreMaxCelsius)
            return ProductProblems.TemperaturesSwapped;
        return asked;
    }

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        if (fact is not ProductRegistered e)
            throw Unknown(fact);
        BeginsOnce();
        (Gtin, Organisation, NetContentKg, FoodClass) = (e.Gtin, e.Organisation, e.NetContent?.InKilograms, e.FoodClass);
        (StoreMinCelsius, StoreMaxCelsius) = (e.StoreMinCelsius, e.StoreMaxCelsius);
    }
}

public static class ProductProblems
{
    public static Problem MeasureDisagrees { get; } =
        new("product.measure", ProblemKind.Refused, "A trade item number with indicator 9 is of variable measure and has no net content; every other one has a net content.") { Field = "netContent" };

    public static Problem ContentNotAMass { get; } =
        new("product.net-content", ProblemKind.Refused, "The net content is a mass above zero.") { Field = "netContent" };

    public static Problem ContentOutOfRange { get; } =
        new("product.net-content-range", ProblemKind.Refused, "The net content is at least a milligram, in whole milligrams, and at most a billion tonnes.") { Field = "netContent" };

    public static Problem TemperaturesSwapped { get; } =
        new("product.temperatures", ProblemKind.Refused, "The lowest storage temperature is above the highest.") { Field = "storeMinCelsius" };

    public static Problem Exists(string gtin) =>
        new("product.exists", ProblemKind.Conflict, $"The trade item number {gtin} is registered already.") { Field = "gtin" };

    public static Problem NotYours(string gtin, string field) =>
        new("product.not-yours", ProblemKind.Forbidden, $"The trade item number {gtin} belongs to another organisation.") { Field = field };

    public static Problem Unknown(string gtin, string field) =>
        new("product.unknown", ProblemKind.NotFound, $"There is no product {gtin}.") { Field = field };
}
