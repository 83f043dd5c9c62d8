using FluentValidation;
using Traceability.App.Pipeline;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Marks;

/// <summary>Rules of form that commands on certificates, brands and licences share.</summary>
internal static class MarkRules
{
    /// <summary>What a suspension or a warning gives as its reason, for everybody to read.</summary>
    public static IRuleBuilderOptions<T, string?> Reason<T>(this IRuleBuilder<T, string?> rule) => rule.Text(500);

    public static IRuleBuilderOptions<T, IReadOnlyList<Gtin>> Products<T>(this IRuleBuilder<T, IReadOnlyList<Gtin>> rule) =>
        rule.Must(p => p.Count is > 0 and <= 50).WithErrorCode("certificate.products").WithMessage("A certificate names 1 to 50 products.");

    public static IRuleBuilderOptions<T, IReadOnlyList<Gln>> Bases<T>(this IRuleBuilder<T, IReadOnlyList<Gln>> rule) =>
        rule.Must(b => b.Count is > 0 and <= 50).WithErrorCode("certificate.bases").WithMessage("A certificate names 1 to 50 bases.");
}
