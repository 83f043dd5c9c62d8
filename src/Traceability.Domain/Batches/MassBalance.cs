using Traceability.Domain.Values;

namespace Traceability.Domain.Batches;

/// <summary>Mass never grows: what is taken from the inputs is what is in the boxes and what was declared lost.</summary>
public static class MassBalance
{
    private const decimal MilligramsPerKilogram = 1_000_000;

    /// <summary>Decides a packing. The loss may be left out; it is then what remains, and is recorded all the same.</summary>
    public static Result<BatchesPacked> Pack(
        IReadOnlyList<(Batch Batch, Quantity Taken)> inputs,
        IReadOnlyList<PackOutput> outputs,
        Quantity? declaredLoss,
        UnifiedSocialCreditCode holder,
        DateTimeOffset occurred,
        Gs1.Identifiers.Gln place)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Batch.Unit.IsMass == false)
                return BatchProblems.InputNotLoose(inputs[i].Batch.Subject).On($"inputs[{i}]");
            if (inputs[i].Batch.WhyNotTake(inputs[i].Taken, holder, occurred, $"inputs[{i}].kilograms") is { } problem)
                return problem;
        }

        var taken = inputs.Sum(i => i.Taken.InKilograms);
        var packed = outputs.Sum(o => o.Packs.Value * o.NetContent.InKilograms);
        var loss = declaredLoss?.InKilograms ?? taken - packed;
        if (packed > taken || loss != taken - packed)
            return BatchProblems.MassDoesNotBalance(taken, packed, declaredLoss?.InKilograms);

        return new BatchesPacked
        {
            Place = place,
            Loss = Quantity.Create(loss, UnitCode.Kilogram),
            Batches = [.. outputs.Select(o => o.Batch)],
            Inputs = [.. inputs.Select(i => new PackInput(i.Batch.Gtin, i.Batch.Lot, i.Taken))],
            Outputs = outputs,
        };
    }

    /// <summary>Decides what is made of batches other than packing them loose: the same sum.</summary>
    /// <param name="asked">Without its loss, which is worked out.</param>
    public static Result<BatchesTransformed> Transform(
        IReadOnlyList<(Batch Batch, Quantity Taken)> inputs, BatchesTransformed asked, Quantity? declaredLoss, UnifiedSocialCreditCode holder, DateTimeOffset occurred)
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Batch.WhyNotTake(inputs[i].Taken, holder, occurred, $"inputs[{i}].quantity") is { } problem)
                return problem;
        }

        var taken = asked.Takes().Sum(t => t.Kilograms);
        var made = asked.Makes().Sum(m => m.Kilograms);
        var loss = declaredLoss?.InKilograms ?? taken - made;
        if (made > taken || loss != taken - made)
            return BatchProblems.MassDoesNotBalance(taken, made, declaredLoss?.InKilograms);
        if (asked.Dehydration is { } ratio && made * ratio > taken)
            return BatchProblems.TooDry(taken, made, ratio);
        return asked with { Loss = Quantity.Create(loss, UnitCode.Kilogram) };
    }

    /// <summary>The share of each input in one output, by mass.</summary>
    internal static IEnumerable<BatchInput> Lineage(ITransformation fact, Made output)
    {
        var outputs = fact.Makes();
        var weights = outputs.Select(o => o.Kilograms).ToArray();
        var mine = outputs.TakeWhile(o => o.Id != output.Id).Count();
        return fact.Takes().Select(t => new BatchInput(output.Batch, t.Batch, Shares((long)(t.Kilograms * MilligramsPerKilogram), weights)[mine]));
    }

    /// <summary>Splits whole milligrams by weight with the largest remainder, so that the parts sum to the whole.</summary>
    public static long[] Shares(long whole, IReadOnlyList<decimal> weights)
    {
        var total = weights.Sum();
        if (total == 0)
            return new long[weights.Count];
        var exact = weights.Select(w => whole * (w / total)).ToArray();
        var parts = exact.Select(e => (long)decimal.Floor(e)).ToArray();
        var missing = whole - parts.Sum();
        foreach (var index in Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i] - parts[i]).ThenBy(i => i).Take((int)missing))
            parts[index]++;
        return parts;
    }
}
