using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain.Reference;
using Traceability.Domain.Values;

namespace Traceability.App.Reference;

/// <summary>What the register of pesticides says of an active ingredient, a crop and a day.</summary>
public static class PesticideBook
{
    /// <summary>The ingredient's name in the register; null for one that it does not know.</summary>
    public static async Task<string?> IngredientAsync(TraceDb db, string name, CancellationToken ct)
    {
        var key = SubstanceName.Key(name);
        return await db.PesticideNames.Where(n => n.Key == key).Select(n => n.Ingredient).FirstOrDefaultAsync(ct);
    }

    /// <summary>The ban on the use of an ingredient on a crop and a day; one on all crops before one on some.</summary>
    /// <param name="ingredient">Its name in the register.</param>
    public static async Task<PesticideBan?> BanAsync(TraceDb db, string ingredient, FoodClass crop, DateOnly day, CancellationToken ct) =>
        (await db.PesticideBans.Where(b => b.Ingredient == ingredient).ToListAsync(ct))
            .Where(b => b.Covers(crop, day))
            .OrderByDescending(b => string.Equals(b.Crop, PesticideBan.AllCrops, StringComparison.Ordinal)).ThenBy(b => b.From)
            .FirstOrDefault();

    /// <summary>The label interval of an ingredient on a crop, of the narrowest class that has one; null where the register knows none.</summary>
    /// <param name="ingredient">Its name in the register.</param>
    public static async Task<LabelInterval?> IntervalAsync(TraceDb db, string ingredient, FoodClass crop, DateOnly day, CancellationToken ct)
    {
        FoodClass[] classes = [.. crop.Lineage];
        return (await db.LabelIntervals.Where(i => i.Ingredient == ingredient && classes.Contains(i.Crop)).ToListAsync(ct))
            .Where(i => i.From <= day && (i.To is null || i.To >= day))
            .OrderBy(i => Array.IndexOf(classes, i.Crop)).ThenByDescending(i => i.From)
            .FirstOrDefault();
    }
}
