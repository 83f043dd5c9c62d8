using CsCheck;
using Traceability.Domain.Batches;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Batches;

public sealed class MassBalanceTests
{
    private static readonly Gen<decimal> Kilograms = Gen.Long[1, 1_000_000_000_000].Select(milligrams => milligrams / 1_000_000m);

    [Fact]
    public void Pack_LossLeftOut_IsWhatRemains()
    {
        var packed = Pack(84_000, Facts.Boxes("PK01", 15_700), declaredLoss: null).Value;

        Assert.Equal(Quantity.Kilograms(5_500), packed.Loss);
        Assert.Equal([Facts.Boxes("PK01", 15_700).Batch], packed.Batches);
    }

    [Fact]
    public void Pack_LossThatBalances_IsRecorded() =>
        Assert.Equal(Quantity.Kilograms(5_500), Pack(84_000, Facts.Boxes("PK01", 15_700), declaredLoss: 5_500).Value.Loss);

    [Fact]
    public void Pack_ExactlyWhatWasTaken_HasNoLoss() =>
        Assert.True(Pack(5, Facts.Boxes("PK01", 1), declaredLoss: null).Value.Loss.IsZero);

    [Fact]
    public void Pack_MoreThanWasTaken_IsRefusedWithTheSum()
    {
        var problem = Pack(84_000, Facts.Boxes("PK01", 16_801), declaredLoss: null).Problem!;

        Assert.Equal("pack.mass-balance", problem.Code);
        Assert.Equal(ProblemKind.Refused, problem.Kind);
        Assert.Equal("outputs", problem.Field);
        Assert.Equal("84005 kg packed is more than the 84000 kg taken.", problem.Detail);
        Assert.Equal("84000", problem.Facts!["takenKg"]);
        Assert.Equal("84005", problem.Facts["packedKg"]);
        Assert.Equal("-5", problem.Facts["differenceKg"]);
        Assert.Null(problem.Facts["declaredLossKg"]);
    }

    [Theory]
    [InlineData(5_499.999999, "5499.999999")]
    [InlineData(5_500.000001, "5500.000001")]
    [InlineData(0, "0")]
    public void Pack_LossThatDoesNotBalance_IsRefusedWithTheSum(double declared, string shown)
    {
        var problem = Pack(84_000, Facts.Boxes("PK01", 15_700), (decimal)declared).Problem!;

        Assert.Equal("pack.mass-balance", problem.Code);
        Assert.Equal("declaredLossKg", problem.Field);
        Assert.Equal("5500", problem.Facts!["differenceKg"]);
        Assert.Equal(shown, problem.Facts["declaredLossKg"]);
    }

    [Fact]
    public void Pack_SeveralOutputs_CountTogether()
    {
        var taken = new[] { (Facts.HarvestOf("HV02", 96_500), Quantity.Kilograms(96_500)), (Facts.HarvestOf("HV03", 78_200), Quantity.Kilograms(78_200)) };

        var packed = MassBalance.Pack(taken, [Facts.Boxes("PK02", 30_300), Facts.Boxes("PK02B", 2_480)], Quantity.Kilograms(10_800), Facts.Grower, Facts.Noon, Facts.GrowerGln);
        var tooMuch = MassBalance.Pack(taken, [Facts.Boxes("PK02", 30_300), Facts.Boxes("PK02B", 4_641)], declaredLoss: null, Facts.Grower, Facts.Noon, Facts.GrowerGln);

        Assert.Equal(Quantity.Kilograms(10_800), packed.Value.Loss);
        Assert.Equal("pack.mass-balance", tooMuch.Problem!.Code);
    }

    [Fact]
    public void Pack_MoreThanIsHeld_IsRefusedWithTheSum()
    {
        var problem = MassBalance.Pack(
            [(Facts.HarvestOf("HV01", 100), Quantity.Kilograms(100.5m))], [Facts.Boxes("PK01", 1)], declaredLoss: null, Facts.Grower, Facts.Noon, Facts.GrowerGln).Problem!;

        Assert.Equal("batch.not-enough", problem.Code);
        Assert.Equal("inputs[0].kilograms", problem.Field);
        Assert.Equal(("100", "100.5", "KGM"), (problem.Facts!["held"], problem.Facts["asked"], problem.Facts["unit"]));
    }

    [Fact]
    public void Pack_BatchNeverHeld_IsForbidden() =>
        Assert.Equal(
            ("batch.not-yours", ProblemKind.Forbidden),
            Coded(MassBalance.Pack([(Facts.HarvestOf("HV01", 100), Quantity.Kilograms(5))], [Facts.Boxes("PK01", 1)], declaredLoss: null, Facts.Store, Facts.Noon, Facts.StoreGln)));

    [Fact]
    public void Pack_BatchOfPacks_IsRefused() =>
        Assert.Equal(
            ("pack.input-not-loose", ProblemKind.Refused),
            Coded(MassBalance.Pack([(Facts.PackOf("PK01", 10), Quantity.Kilograms(5))], [Facts.Boxes("PK09", 1)], declaredLoss: null, Facts.Grower, Facts.Noon, Facts.GrowerGln)));

    [Fact]
    public void Pack_NothingTaken_IsRefused() =>
        Assert.Equal(
            ("quantity.zero", ProblemKind.Refused),
            Coded(MassBalance.Pack([(Facts.HarvestOf("HV01", 100), Quantity.Zero(UnitCode.Kilogram))], [Facts.Boxes("PK01", 1)], declaredLoss: null, Facts.Grower, Facts.Noon, Facts.GrowerGln)));

    [Fact]
    public void Pack_AnySum_NeverMakesMass() =>
        Gen.Select(Kilograms, Gen.Int[1, 400_000], Gen.Long[1, 20_000_000].Select(mg => mg / 1_000_000m)).Sample((taken, packs, content) =>
        {
            var result = Pack(taken, Facts.Boxes("PK01", packs, content), declaredLoss: null);

            Assert.Equal(packs * content > taken, result.Problem is not null);
            if (result.Problem is null)
                Assert.Equal(taken, packs * content + result.Value.Loss.Value);
        });

    [Fact]
    public void Shares_AnyWeights_SumToTheWholeAndAreWithinOneMilligram() =>
        Gen.Select(Gen.Long[0, 1_000_000_000_000_000_000], Gen.Long[0, 1_000_000_000_000].Array[1, 8]).Sample((whole, weights) =>
        {
            decimal[] masses = [.. weights.Select(w => w / 1_000m)];
            var total = masses.Sum();

            var shares = MassBalance.Shares(whole, masses);

            Assert.Equal(total == 0 ? 0 : whole, shares.Sum());
            Assert.All(shares.Zip(masses), pair => Assert.True(pair.First >= 0 && (total == 0 || Math.Abs(pair.First - whole * (pair.Second / total)) <= 1)));
        });

    [Theory]
    [InlineData(10, new[] { 1, 1, 1 }, new[] { 4L, 3, 3 })]
    [InlineData(5, new[] { 3, 3, 1 }, new[] { 2L, 2, 1 })]
    [InlineData(2, new[] { 1, 1, 6 }, new[] { 0L, 0, 2 })]
    [InlineData(7, new[] { 0, 1 }, new[] { 0L, 7 })]
    [InlineData(7, new[] { 0, 0 }, new[] { 0L, 0 })]
    public void Shares_Remainder_GoesToTheLargestFractionThenTheFirst(long whole, int[] weights, long[] expected) =>
        Assert.Equal(expected, MassBalance.Shares(whole, [.. weights.Select(w => (decimal)w)]));

    [Fact]
    public void Lineage_TwoInputsTwoOutputs_EachInputIsSplitWhole()
    {
        var packing = Facts.Packed(10_800, [("HV02", 96_500), ("HV03", 78_200)], Facts.Boxes("PK02", 30_300), Facts.Boxes("PK02B", 2_480));

        var made = new[] { "PK02", "PK02B" }
            .Select(lot => Facts.After<Batch>(Subject.Batch(Facts.Box, Gs1.Identifiers.LotNumber.Parse(lot)), packing))
            .SelectMany(batch => batch.Inputs)
            .ToLookup(input => input.Input, input => input.Milligrams);

        Assert.Equal(96_500_000_000, made["/01/99520100000105/10/HV02"].Sum());
        Assert.Equal(78_200_000_000, made["/01/99520100000105/10/HV03"].Sum());
        // 96,500 kg × 151,500 / 163,900, of whole milligrams.
        Assert.Equal(89_199_206_833, made["/01/99520100000105/10/HV02"].First());
    }

    private static Result<BatchesPacked> Pack(decimal taken, PackOutput output, decimal? declaredLoss) =>
        MassBalance.Pack(
            [(Facts.HarvestOf("HV01", taken), Quantity.Kilograms(taken))],
            [output],
            declaredLoss is { } loss ? Quantity.Kilograms(loss) : null,
            Facts.Grower,
            Facts.Noon,
            Facts.GrowerGln);

    private static (string, ProblemKind) Coded<T>(Result<T> result) => (result.Problem!.Code, result.Problem.Kind);
}
