using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Reference;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Quality;
using Traceability.Domain.Reference;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Quality;

/// <summary>Finds what a result is judged by: the food class of the product, the limits of the day, and how much water was taken out on the way.</summary>
internal static class ResultJudge
{
    private const int MostExpected = 30;

    public static async Task<Result<IReadOnlyList<JudgedItem>>> JudgeAsync(
        TraceDb db, Batch batch, InspectionKind kind, DateOnly day, IReadOnlyList<MeasuredItem> measured, CancellationToken ct)
    {
        var foodClass = await db.Products.Where(p => p.Gtin == batch.Gtin).Select(p => p.FoodClass).SingleAsync(ct);
        var drying = await Drying.ReadAsync(db, batch, ct);
        var items = new List<JudgedItem>();
        foreach (var item in measured)
        {
            var limit = foodClass is { } known ? await LimitAsync(db, known, item.Analyte, day, ct) : null;
            var judged = Judgement.Judge(item, kind, Applied(limit), limit?.Methods ?? [], limit is null ? 1 : drying.Under(limit));
            if (judged.Failed(out var one))
                return judged.Problem;
            items.Add(one);
        }

        return items;
    }

    /// <summary>What a grid of results begins with: what was asked for, else everything that the food has a limit of on the day.</summary>
    public static async Task<IReadOnlyList<Expectation>> ExpectedAsync(TraceDb db, Gtin gtin, DateOnly day, IReadOnlyList<string> wanted, CancellationToken ct)
    {
        var foodClass = await db.Products.Where(p => p.Gtin == gtin).Select(p => p.FoodClass).SingleAsync(ct);
        var names = wanted;
        if (names.Count == 0 && foodClass is { } known)
        {
            FoodClass[] classes = [.. known.Lineage];
            names = await db.LimitItems.Where(i => classes.Contains(i.FoodClass)).Select(i => i.Analyte).Distinct().OrderBy(n => n).Take(MostExpected).ToListAsync(ct);
        }

        var expected = new List<Expectation>();
        foreach (var name in names)
        {
            var limit = foodClass is { } of ? await LimitAsync(db, of, name, day, ct) : null;
            if (limit is not null || wanted.Count > 0)
                expected.Add(new Expectation(name, limit?.Unit, limit?.Methods is [var first, ..] ? first : null, limit?.Value, limit is null ? null : $"{limit.Standard}-{limit.Edition}"));
        }

        return expected;
    }

    private static async Task<LimitInForce?> LimitAsync(TraceDb db, FoodClass foodClass, string analyte, DateOnly day, CancellationToken ct) =>
        await LimitBook.FindAsync(db, foodClass, analyte, day, basis: null, ct) is { } limit ? limit
        : Judgement.NameOf(analyte) is var plain && plain.Length < analyte.Length ? await LimitBook.FindAsync(db, foodClass, plain, day, basis: null, ct)
        : null;

    private static AppliedLimit? Applied(LimitInForce? limit) =>
        limit is null ? null : new AppliedLimit(limit.Standard, limit.Edition, limit.FoodClass.ToString(), limit.Value, limit.Unit, limit.Exclusive, limit.Verify);
}

/// <summary>An analyte that a result may have, with its limit where there is one.</summary>
internal sealed record Expectation(string Analyte, string? Unit, string? Method, decimal? Limit, string? Standard);

/// <summary>What a batch was dried from.</summary>
/// <param name="Ratio">Fresh mass for one of it; 1 where nothing was dried. Where its parts were dried differently, the least.</param>
/// <param name="Grown">The food classes of what was harvested for it; null in it where nobody said.</param>
internal sealed record Drying(decimal Ratio, IReadOnlyList<FoodClass?> Grown)
{
    /// <summary>
    /// By what to divide under a limit. A limit of the fresh is one whose class holds what was harvested; a class of the dried, tea or
    /// dried vegetables, holds no fresh leaf.
    /// </summary>
    public decimal Under(LimitInForce limit) => limit.Basis == LimitBasis.Fresh && Grown.Count > 0 && Grown.All(g => g is { } grown && grown.IsWithin(limit.FoodClass)) ? Ratio : 1;

    public static async Task<Drying> ReadAsync(TraceDb db, Batch batch, CancellationToken ct)
    {
        var chain = await Lineage.UpAsync(db, [batch.Subject], ct);
        var batches = await db.Batches.IgnoreAutoIncludes().AsNoTracking().Where(b => chain.Contains(b.Subject)).Select(b => new { b.Subject, b.Dehydration, b.Gtin, b.Kind }).ToListAsync(ct);
        var inputs = (await db.BatchInputs.AsNoTracking().Where(i => chain.Contains(i.Batch)).ToListAsync(ct)).ToLookup(i => i.Batch, i => i.Input, StringComparer.Ordinal);
        var ratios = batches.ToDictionary(b => b.Subject, b => b.Dehydration, StringComparer.Ordinal);
        var harvested = batches.Where(b => b.Kind == BatchKind.Harvest).Select(b => b.Gtin).Distinct().ToList();
        var grown = await db.Products.Where(p => harvested.Contains(p.Gtin)).Select(p => p.FoodClass).ToListAsync(ct);
        var known = new Dictionary<string, decimal>(StringComparer.Ordinal);
        return new Drying(Ratio(batch.Subject), grown);

        decimal Ratio(string subject)
        {
            if (!known.TryGetValue(subject, out var ratio))
                known[subject] = ratio = ratios[subject] * (inputs[subject].Any() ? inputs[subject].Min(Ratio) : 1);
            return ratio;
        }
    }
}
