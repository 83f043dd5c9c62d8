using FluentValidation;
using Traceability.Domain.Values;

namespace Traceability.App.Pipeline;

/// <summary>Rules of form for amounts. What a batch's own unit allows is the domain's to say.</summary>
internal static class QuantityRules
{
    /// <summary>An amount in the unit of a batch, above zero.</summary>
    public static IRuleBuilderOptions<T, decimal> Amount<T>(this IRuleBuilder<T, decimal> rule) =>
        rule.Must(q => q > 0 && IsForm(q)).WithErrorCode("quantity.form").WithMessage("A quantity is above zero, with at most six decimals.");

    public static IRuleBuilderOptions<T, decimal> Weight<T>(this IRuleBuilder<T, decimal> rule) =>
        rule.Must(kg => kg > 0 && IsForm(kg)).WithErrorCode("quantity.kilograms").WithMessage("A weight is above zero, at most a billion tonnes, with at most six decimals.");

    public static IRuleBuilderOptions<T, decimal?> Weight<T>(this IRuleBuilder<T, decimal?> rule) =>
        rule.Must(kg => kg is null || (kg > 0 && IsForm(kg.Value))).WithErrorCode("quantity.kilograms").WithMessage("A weight is above zero, at most a billion tonnes, with at most six decimals.");

    public static IRuleBuilderOptions<T, decimal?> Loss<T>(this IRuleBuilder<T, decimal?> rule) =>
        rule.Must(kg => kg is null || IsForm(kg.Value)).WithErrorCode("quantity.kilograms").WithMessage("A loss is not below zero, with at most six decimals.");

    public static IRuleBuilderOptions<T, decimal> Loss<T>(this IRuleBuilder<T, decimal> rule) =>
        rule.Must(IsForm).WithErrorCode("quantity.kilograms").WithMessage("A loss is not below zero, with at most six decimals.");

    public static IRuleBuilderOptions<T, int?> Packs<T>(this IRuleBuilder<T, int?> rule) =>
        rule.InclusiveBetween(1, 100_000_000).WithErrorCode("quantity.packs").WithMessage("1 to 100,000,000 packs.");

    private static bool IsForm(decimal value) => Quantity.TryCreate(value, UnitCode.Kilogram, out _, out _);
}
