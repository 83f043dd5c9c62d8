using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// An amount with its unit: not negative, at most 6 decimals (milligrams, for kilograms), at most 10¹², pieces in whole numbers.
/// Sums are exact and only between equal units.
/// Rules: <c>quantity.unit</c>, <c>quantity.negative</c>, <c>quantity.precision</c>, <c>quantity.too-large</c>, <c>quantity.whole</c>.
/// The default value is "no value": zero of no unit, which no <c>Create</c> returns.
/// </summary>
public readonly record struct Quantity : IComparable<Quantity>
{
    public const decimal Max = 1_000_000_000_000m;
    public const int MaxDecimals = 6;

    // Dividing by a one of greatest scale takes a decimal's trailing zeros away.
    private const decimal One = 1.0000000000000000000000000000m;

    private Quantity(decimal value, UnitCode unit)
    {
        Value = value / One;
        Unit = unit;
    }

    public decimal Value { get; }

    public UnitCode Unit { get; }

    /// <summary>The mass in kilograms, exact.</summary>
    /// <exception cref="InvalidOperationException">The unit counts pieces.</exception>
    public decimal InKilograms => Unit switch
    {
        _ when Unit == UnitCode.Kilogram => Value,
        _ when Unit == UnitCode.Gram => Value / 1000m,
        _ when Unit == UnitCode.Tonne => Value * 1000m,
        _ => throw new InvalidOperationException($"{this} is not a mass."),
    };

    /// <summary>The value as entries write it: no exponent, no trailing zeros, a point, for instance <c>84000.5</c>.</summary>
    public string ValueText => Value.ToString(CultureInfo.InvariantCulture);

    public bool IsZero => Value == 0m;

    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;

    public static Quantity operator +(Quantity left, Quantity right) => left.Add(right);

    public static Quantity operator -(Quantity left, Quantity right) => left.Subtract(right);

    public static Quantity Kilograms(decimal value) => Create(value, UnitCode.Kilogram);

    public static Quantity Pieces(decimal value) => Create(value, UnitCode.Each);

    public static Quantity Zero(UnitCode unit) => Create(0m, unit);

    /// <exception cref="FormatException">A rule is broken; the message begins with its name.</exception>
    public static Quantity Create(decimal value, UnitCode unit) =>
        TryCreate(value, unit, out var quantity, out var error) ? quantity : throw error.ToException();

    public static bool TryCreate(decimal value, UnitCode unit, out Quantity quantity, [NotNullWhen(false)] out IdentifierError? error)
    {
        error = Check(value, unit);
        quantity = error is null ? new(value, unit) : default;
        return error is null;
    }

    /// <exception cref="InvalidOperationException">The units differ.</exception>
    /// <exception cref="FormatException">The sum is more than <see cref="Max"/>.</exception>
    public Quantity Add(Quantity other) => Create(Value + InUnitOf(other), Unit);

    /// <exception cref="InvalidOperationException">The units differ.</exception>
    /// <exception cref="FormatException">The other is more than this: compare first where a user can cause it.</exception>
    public Quantity Subtract(Quantity other) => Create(Value - InUnitOf(other), Unit);

    /// <exception cref="InvalidOperationException">The units differ.</exception>
    public int CompareTo(Quantity other) => Value.CompareTo(InUnitOf(other));

    /// <summary>Value and unit, for instance <c>84000.5 KGM</c>.</summary>
    public override string ToString() => $"{ValueText} {Unit}";

    private decimal InUnitOf(Quantity other) => other.Unit == Unit
        ? other.Value
        : throw new InvalidOperationException($"{this} and {other} have different units.");

    private static IdentifierError? Check(decimal value, UnitCode unit) => value switch
    {
        _ when unit == default => new("quantity.unit", "A quantity has a unit."),
        < 0m => new("quantity.negative", "A quantity is not negative."),
        > Max => new("quantity.too-large", $"A quantity is at most {Max.ToString(CultureInfo.InvariantCulture)}."),
        _ when decimal.Round(value, MaxDecimals) != value => new("quantity.precision", $"A quantity has at most {MaxDecimals} decimals."),
        _ when !unit.IsMass && !decimal.IsInteger(value) => new("quantity.whole", "Pieces are counted in whole numbers."),
        _ => null,
    };
}
