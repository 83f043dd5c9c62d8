using Traceability.Domain.Batches;
using Traceability.Domain.Quality;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Tests.Quality;

public sealed class InspectionTests
{
    private static readonly Guid Id = Facts.Id(800);
    internal static readonly string Name = Subject.Inspection(Id);
    private static readonly string Lot = Subject.Batch(Facts.Loose, LotNumber.Parse("HV01"));

    private static readonly InspectionRequested Requested = new() { Inspection = Id, Gtin = Facts.Loose, Lot = LotNumber.Parse("HV01"), Kind = InspectionKind.Laboratory, Laboratory = Facts.Store };

    private static readonly InspectionSampled Sampled = new()
    {
        Inspection = Id, Gtin = Facts.Loose, Lot = LotNumber.Parse("HV01"), Kind = InspectionKind.Laboratory, Laboratory = Facts.Store, SampledOn = new DateOnly(2026, 9, 12), Place = Facts.County,
    };

    /// <summary>From the request to the result.</summary>
    internal static IReadOnlyList<DomainEvent> Whole => [Requested, Sampled, Reported(InspectionVerdict.Pass)];

    [Theory]
    [InlineData(InspectionVerdict.Fail, StopKind.Failed)]
    [InlineData(InspectionVerdict.Suspect, StopKind.Hold)]
    [InlineData(InspectionVerdict.Pass, null)]
    [InlineData(InspectionVerdict.PartlyJudged, null)]
    [InlineData(InspectionVerdict.NotJudged, null)]
    public void Batch_WhoseTestIsReported_StandsStillAsTheVerdictSaysUntilThatIsVoid(InspectionVerdict verdict, StopKind? stop)
    {
        var batch = new Batch();
        batch.Apply(Lot, Facts.Harvested("HV01", 100), Facts.Stamp(1));
        batch.Apply(Lot, Requested, Facts.Stamp(2));
        batch.Apply(Lot, Sampled, Facts.Stamp(3));
        Assert.Empty(batch.Stops);

        batch.Apply(Lot, Reported(verdict), Facts.Stamp(4));
        Assert.Equal(stop is { } kind ? [new BatchStop(kind, Facts.Stamp(4).Entry)] : [], batch.Stops);

        batch.Apply(Lot, Void(Reported(verdict), 4), Facts.Stamp(5));
        Assert.Empty(batch.Stops);
    }

    [Fact]
    public void Inspection_WhoseRecordsAreVoidedOneAfterTheOther_IsAsItWasBeforeEach()
    {
        var inspection = new Inspection();
        var states = new List<object?>();
        foreach (var (fact, i) in new DomainEvent[] { Requested, Sampled, Reported(InspectionVerdict.Pass) }.Select((f, i) => (f, i + 1)))
        {
            states.Add(State());
            inspection.Apply(Name, fact, Facts.Stamp(i));
        }

        Assert.NotNull(inspection.WhyNotUndo(Requested));
        Assert.NotNull(inspection.WhyNotUndo(Sampled));
        Assert.Null(inspection.WhyNotUndo(Reported(InspectionVerdict.Pass)));
        inspection.Apply(Name, Void(Reported(InspectionVerdict.Pass), 3), Facts.Stamp(4));
        Assert.Equal(states[2], State());
        inspection.Apply(Name, Void(Sampled, 2), Facts.Stamp(5));
        Assert.Equal(states[1], State());
        inspection.Apply(Name, Void(Requested, 1), Facts.Stamp(6));
        Assert.Equal(InspectionState.Voided, inspection.State);

        object State() => (inspection.State, inspection.SampledOn, inspection.SampledAt, inspection.Verdict);
    }

    [Fact]
    public void Sample_ThatNobodyAskedFor_IsVoidWithoutARest()
    {
        var inspection = new Inspection();
        inspection.Apply(Name, Sampled, Facts.Stamp(1));
        inspection.Apply(Name, Void(Sampled, 1), Facts.Stamp(2));

        Assert.Equal((InspectionState.Voided, "inspection.void"), (inspection.State, inspection.WhyNotReport(Facts.Store, Facts.Noon)?.Code));
    }

    private static InspectionReported Reported(InspectionVerdict verdict) => new()
    {
        Inspection = Id, Gtin = Facts.Loose, Lot = LotNumber.Parse("HV01"), Kind = InspectionKind.Laboratory, Laboratory = Facts.Store, SampledOn = new DateOnly(2026, 9, 12), Verdict = verdict,
    };

    private static RecordVoided Void(DomainEvent fact, int entry)
    {
        var stamp = Facts.Stamp(entry);
        return new RecordVoided { Voids = stamp.Entry, Happened = stamp.Occurred, Recorded = stamp.Recorded, By = stamp.Organisation, Account = stamp.Account, Fact = fact };
    }
}
