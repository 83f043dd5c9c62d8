using CsCheck;
using Traceability.Domain.Batches;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Tests.Batches;

public sealed class BatchTests
{
    private static readonly string Pack = Subject.Batch(Facts.Box, LotNumber.Parse("PK01"));

    [Fact]
    public void IssueLabels_UpToThePacks_IsAllowed()
    {
        var batch = Facts.PackOf("PK01", 10);
        batch.Apply(Pack, Facts.Labels("PK01", 9), Facts.Stamp(2));

        Assert.Equal(1, batch.IssueLabels(Facts.Labels("PK01", 1), Facts.Grower, Facts.Noon).Value.Count);
    }

    [Fact]
    public void IssueLabels_OneTooMany_IsRefusedWithTheSum()
    {
        var batch = Facts.PackOf("PK01", 10);
        batch.Apply(Pack, Facts.Labels("PK01", 9), Facts.Stamp(2));

        var problem = batch.IssueLabels(Facts.Labels("PK01", 2), Facts.Grower, Facts.Noon).Problem!;

        Assert.Equal(("labels.beyond-packs", ProblemKind.Refused, "count"), (problem.Code, problem.Kind, problem.Field));
        Assert.Equal("The batch has 10 packs; 9 labels are issued, 1 are left, 2 were asked.", problem.Detail);
        Assert.Equal(("10", "9", "1", "2"), (problem.Facts!["packs"], problem.Facts["issued"], problem.Facts["left"], problem.Facts["asked"]));
    }

    [Fact]
    public void IssueLabels_AnySequence_NeverExceedsThePacks() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 20].Array[1, 12]).Sample((packs, asked) =>
        {
            var batch = Facts.PackOf("PK01", packs);
            for (var i = 0; i < asked.Length; i++)
            {
                if (batch.IssueLabels(Facts.Labels("PK01", asked[i]), Facts.Grower, Facts.Noon) is { Problem: null } allowed)
                    batch.Apply(Pack, allowed.Value with { Run = Facts.Id(800 + i) }, Facts.Stamp(i + 2));
            }

            Assert.InRange(batch.LabelsIssued, 0, packs);
            Assert.Equal(batch.Runs.Sum(r => r.Count), batch.LabelsIssued);
            Assert.True(batch.LabelsIssued == packs || asked.All(a => a > packs - batch.LabelsIssued || batch.Runs.Any(r => r.Count == a)));
        });

    [Fact]
    public void IssueLabels_ByOneWhoNeverHeldIt_IsForbidden() =>
        Assert.Equal("batch.not-yours", Facts.PackOf("PK01", 10).IssueLabels(Facts.Labels("PK01", 1), Facts.Store, Facts.Noon).Problem!.Code);

    [Fact]
    public void IssueLabels_LooseProduce_IsRefused() =>
        Assert.Equal("labels.loose", Facts.HarvestOf("HV01", 10).IssueLabels(Facts.Labels("HV01", 1), Facts.Grower, Facts.Noon).Problem!.Code);

    [Fact]
    public void IssueLabels_PacksThatWereShippedAway_AreNotLabelledByTheSender()
    {
        var batch = Facts.PackOf("PK01", 10);
        batch.Apply(Pack, Facts.Dispatched(("PK01", 8)), Facts.Stamp(2));

        var problem = batch.IssueLabels(Facts.Labels("PK01", 3), Facts.Grower, Facts.Noon).Problem!;

        Assert.Equal(("batch.not-enough", "count", "2"), (problem.Code, problem.Field, problem.Facts!["held"]));
    }

    [Fact]
    public void Holdings_AfterDispatchAndReceipt_HavePassedOn()
    {
        var batch = Facts.PackOf("PK01", 10);

        batch.Apply(Pack, Facts.Dispatched(("PK01", 8)), Facts.Stamp(2));
        Assert.Equal((2m, null), (batch.HeldBy(Facts.Grower), batch.HeldBy(Facts.Store)));

        batch.Apply(Pack, Facts.Received(Facts.StoreGln, ("PK01", 7)), Facts.Stamp(3, Facts.Store));
        Assert.Equal((2m, 7m), (batch.HeldBy(Facts.Grower), batch.HeldBy(Facts.Store)));
    }

    [Fact]
    public void WhyNotTake_AllThatIsHeld_IsAllowed() =>
        Assert.Null(Facts.HarvestOf("HV01", 10).WhyNotTake(Quantity.Kilograms(10), Facts.Grower, Facts.Noon, "x"));

    [Theory]
    [InlineData("10.000001", "KGM", "batch.not-enough")]
    [InlineData("1", "EA", "quantity.unit")]
    [InlineData("0", "KGM", "quantity.zero")]
    public void WhyNotTake_WhatCannotBeTaken_IsNamed(string value, string unit, string code)
    {
        var asked = Quantity.Create(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), UnitCode.Parse(unit));

        var problem = Facts.HarvestOf("HV01", 10).WhyNotTake(asked, Facts.Grower, Facts.Noon, "items[0].quantity")!;

        Assert.Equal((code, "items[0].quantity"), (problem.Code, problem.Field));
    }

    [Fact]
    public void WhyNotTake_HeldByAnother_IsForbidden() =>
        Assert.Equal(ProblemKind.Forbidden, Facts.HarvestOf("HV01", 10).WhyNotTake(Quantity.Kilograms(1), Facts.Store, Facts.Noon, "x")!.Kind);

    [Fact]
    public void Apply_Harvest_BelongsWhollyToWhoRecordedIt()
    {
        var batch = Facts.HarvestOf("HV01", 84_000);

        Assert.Equal((BatchKind.Harvest, Facts.Grower, 84_000m, Facts.Noon), (batch.Kind, batch.Producer, batch.HeldBy(Facts.Grower), batch.MadeAt));
        Assert.Equal("/414/9520109009007/254/1", batch.Plot);
    }

    [Fact]
    public void WhyNotTake_BeforeItWasReceived_IsRefused()
    {
        var batch = Facts.PackOf("PK01", 10);
        batch.Apply(Pack, Facts.Dispatched(("PK01", 8)), Facts.Stamp(2));
        batch.Apply(Pack, Facts.Received(Facts.StoreGln, ("PK01", 8)), Facts.Stamp(3, Facts.Store, Facts.Noon.AddDays(2)));

        Assert.Equal("batch.before-held", batch.WhyNotTake(Quantity.Pieces(1), Facts.Store, Facts.Noon.AddDays(1), "x")!.Code);
        Assert.Equal("batch.before-held", batch.IssueLabels(Facts.Labels("PK01", 1), Facts.Store, Facts.Noon.AddDays(1)).Problem!.Code);
        Assert.Null(batch.WhyNotTake(Quantity.Pieces(1), Facts.Store, Facts.Noon.AddDays(2), "x"));
    }

    [Fact]
    public void Apply_ASecondBeginning_IsADefectAndNotAnotherBatch()
    {
        var batch = Facts.PackOf("PK01", 10);

        Assert.Throws<InvalidOperationException>(() => batch.Apply(Pack, Facts.Packed(0, [("HV01", 25)], Facts.Boxes("PK01", 5)), Facts.Stamp(2)));
        Assert.Equal(10, batch.Quantity);
    }
}
