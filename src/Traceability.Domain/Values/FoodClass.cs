using System.Diagnostics.CodeAnalysis;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Values;

/// <summary>
/// A class of food as GB 2762 and GB 2763 divide it, by an English code of a closed set; each may lie in a wider one, whose limits and
/// bans hold for it too. Rule: <c>food-class.unknown</c>. The default value is "no value": its text is empty and no <c>Parse</c> returns it.
/// A code is never taken away: the log is read for ever.
/// </summary>
public readonly record struct FoodClass : IIdentifier<FoodClass>
{
    private readonly string? _code;

    private FoodClass(string code) => _code = code;

    public static IReadOnlyList<FoodClass> All { get; } = [.. Catalogue.Keys.Select(code => new FoodClass(code))];

    /// <summary>The class that it lies in; null for one of the widest.</summary>
    public FoodClass? Parent => _code is not null && Catalogue[_code].Parent is { } parent ? new FoodClass(parent) : null;

    /// <summary>
    /// Whether who grows it issues a certificate of conformity with each batch (承诺达标合格证): vegetables with cultivated fungi, fruit,
    /// fresh tea leaf, livestock, eggs, farmed aquatic products. 农业农村部令 2025 年第 4 号, in force 2026-02-01.
    /// </summary>
    public bool NeedsConformityCertificate => Lineage.Any(c => Catalogue[c._code!].Certified);

    /// <summary>The class itself, then each wider one.</summary>
    public IEnumerable<FoodClass> Lineage
    {
        get
        {
            for (FoodClass? at = this; at is { _code: not null } here; at = here.Parent)
                yield return here;
        }
    }

    private static Dictionary<string, (string? Parent, bool Certified)> Catalogue => FoodClasses.Catalogue;

    /// <summary>Whether it is the other class or lies in it.</summary>
    public bool IsWithin(FoodClass other) => Lineage.Contains(other);

    public static FoodClass Parse(string text) => TryParse(text, out var value, out var error) ? value : throw error.ToException();

    public static bool TryParse([NotNullWhen(true)] string? text, out FoodClass value) => TryParse(text, out value, out _);

    public static bool TryParse([NotNullWhen(true)] string? text, out FoodClass value, [NotNullWhen(false)] out IdentifierError? error)
    {
        var known = text is not null && Catalogue.ContainsKey(text);
        value = known ? new FoodClass(text!) : default;
        error = known ? null : new("food-class.unknown", "The food class is none of those that the documentation of the API lists.");
        return known;
    }

    public override string ToString() => _code ?? "";
}

/// <summary>The closed set of food classes: the class each lies in, and whether a certificate of conformity goes with it.</summary>
internal static class FoodClasses
{
    public static Dictionary<string, (string? Parent, bool Certified)> Catalogue { get; } = new(StringComparer.Ordinal)
    {
        ["vegetables"] = (null, true),
        ["tubers"] = ("vegetables", false),
        ["potato"] = ("tubers", false),
        ["konjac"] = ("tubers", false),
        ["dried-vegetables"] = (null, false),
        ["fungi"] = (null, false),
        ["cultivated-fungi"] = ("fungi", true),
        ["shiitake"] = ("cultivated-fungi", false),
        ["button-mushroom"] = ("cultivated-fungi", false),
        ["oyster-mushroom"] = ("cultivated-fungi", false),
        ["almond-mushroom"] = ("cultivated-fungi", false),
        ["morel"] = ("cultivated-fungi", false),
        ["wild-fungi"] = ("fungi", false),
        ["boletus"] = ("wild-fungi", false),
        ["matsutake"] = ("wild-fungi", false),
        ["truffle"] = ("wild-fungi", false),
        ["termite-mushroom"] = ("wild-fungi", false),
        ["green-russula"] = ("wild-fungi", false),
        ["chanterelle"] = ("wild-fungi", false),
        ["milk-cap"] = ("wild-fungi", false),
        ["honey-fungus"] = ("wild-fungi", false),
        ["fresh-fruit"] = (null, true),
        ["mango"] = ("fresh-fruit", false),
        ["pomegranate"] = ("fresh-fruit", false),
        ["tea"] = (null, false),
        ["fresh-tea-leaf"] = (null, true),
        ["nuts"] = (null, false),
        ["walnut"] = ("nuts", false),
        ["cereals"] = (null, false),
        ["legumes"] = (null, false),
        ["mung-bean"] = ("legumes", false),
        ["coffee-beans"] = (null, false),
        ["herbs"] = (null, false),
        ["gastrodia"] = ("herbs", false),
        ["achyranthes"] = ("herbs", false),
        ["livestock"] = (null, true),
        ["eggs"] = (null, true),
        ["aquatic"] = (null, true),
    };
}
