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

    /// <summary>The share of each input in one output, by mass.</summary>
    internal static IEnumerable<BatchInput> Lineage(BatchesPacked packing, PackOutput output)
    {
        var weights = packing.Outputs.Select(o => o.Packs.Value * o.NetContent.InKilograms).ToArray();
        var mine = packing.Outputs.ToList().IndexOf(output);
        var batch = Subject.Batch(output.Gtin, output.Lot);
        return packing.Inputs.Select(i => new BatchInput(
            batch,
            Subject.Batch(i.Gtin, i.Lot),
            Shares((long)(i.Taken.InKilograms * MilligramsPerKilogram), weights)[mine]));
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
