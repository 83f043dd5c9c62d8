using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain.Reference;
using Traceability.Domain.Values;

namespace Traceability.App.Reference;

/// <summary>A limit as it was in force on a day. The edition belongs into what is judged by it.</summary>
/// <param name="FoodClass">The class that the standard names: the one asked for, or a wider one that it lies in.</param>
/// <param name="Methods">Standards of the methods.</param>
/// <param name="Exclusive">Whether the value itself is already too much.</param>
/// <param name="Verify">Nobody has read it in the standard yet: whoever shows the limit says so.</param>
public sealed record LimitInForce(
    string Standard, string Edition, DateOnly ValidFrom, DateOnly? ValidTo, FoodClass FoodClass, string Analyte, string? AnalyteEn, decimal Value, string Unit, LimitBasis Basis, bool Exclusive,
    IReadOnlyList<string> Methods, bool Verify)
{
    /// <summary>Whether a value in the same unit and on the same basis is within it.</summary>
    public bool Allows(decimal value) => Exclusive ? value < Value : value <= Value;
}

/// <summary>What the register of limits says of a food, an analyte and a day.</summary>
public static class LimitBook
{
    /// <summary>The limit in force on a day: of the narrowest class that has one, and of several the lowest; null where the register knows none, which is no pass.</summary>
    /// <param name="analyte">Its name in the standard or its English name; width and case do not count.</param>
    /// <param name="basis">Null for a limit on any; the answer says on which.</param>
    public static async Task<LimitInForce?> FindAsync(TraceDb db, FoodClass foodClass, string analyte, DateOnly day, LimitBasis? basis, CancellationToken ct)
    {
        var key = SubstanceName.Key(analyte);
        FoodClass[] classes = [.. foodClass.Lineage];
        var items = await db.LimitItems.Where(i => i.AnalyteKey == key && classes.Contains(i.FoodClass)).ToListAsync(ct);
        if (items.Count == 0)
            items = await db.LimitItems.Where(i => i.AnalyteEnKey == key && classes.Contains(i.FoodClass)).ToListAsync(ct);
        items.RemoveAll(i => basis is not null && i.Basis != basis);
        if (items.Count == 0)
            return null;
        var standards = items.Select(i => i.Standard).Distinct().ToArray();
        var editions = await db.LimitSets.IgnoreAutoIncludes().Where(s => standards.Contains(s.Standard)).ToListAsync(ct);
        return items
            .Select(item => (Item: item, Set: InForce(editions, item.Standard, day)))
            .Where(x => x.Set is { } set && string.Equals(set.Edition, x.Item.Edition, StringComparison.Ordinal))
            .OrderBy(x => Array.IndexOf(classes, x.Item.FoodClass)).ThenBy(x => x.Item.Value)
            .Select(x => View(x.Item, x.Set!, EndOf(x.Set!, editions)))
            .FirstOrDefault();
    }

    /// <summary>The edition of a standard that is in force on a day: the last that has begun, as long as it has not ended.</summary>
    private static LimitSet? InForce(List<LimitSet> editions, string standard, DateOnly day) =>
        editions.Where(s => string.Equals(s.Standard, standard, StringComparison.Ordinal) && s.ValidFrom <= day).MaxBy(s => s.ValidFrom) is { } last && (last.ValidTo is null || last.ValidTo >= day) ? last : null;

    private static DateOnly? EndOf(LimitSet set, List<LimitSet> editions)
    {
        var next = editions.Where(s => string.Equals(s.Standard, set.Standard, StringComparison.Ordinal) && s.ValidFrom > set.ValidFrom).Min(s => (DateOnly?)s.ValidFrom)?.AddDays(-1);
        return set.ValidTo is null || next < set.ValidTo ? next ?? set.ValidTo : set.ValidTo;
    }

    private static LimitInForce View(LimitItem item, LimitSet set, DateOnly? end) => new(
        item.Standard, item.Edition, set.ValidFrom, end, item.FoodClass, item.Analyte, item.AnalyteEn, item.Value, item.Unit, item.Basis, item.Exclusive,
        item.Methods.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), item.Verify);
}
