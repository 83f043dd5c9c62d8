using Traceability.Domain.Values;

namespace Traceability.Domain.Quality;

public enum InspectionState { Requested, Sampled, Reported, Voided }

/// <summary>One test of a batch by a laboratory, from the request or the sample to the result.</summary>
public sealed class Inspection : Aggregate
{
    public Guid Id { get; private set; }
    /// <summary>Subject of the batch.</summary>
    public string Batch { get; private set; } = "";
    public InspectionKind Kind { get; private set; }
    public UnifiedSocialCreditCode Laboratory { get; private set; }
    /// <summary>USCC of who asked for it; null where a supervisor or nobody did.</summary>
    public string? RequestedBy { get; private set; }
    /// <summary>Whether anybody asked for it.</summary>
    public bool Requested { get; private set; }
    public InspectionState State { get; private set; }
    public DateOnly? SampledOn { get; private set; }
    public DateTimeOffset? SampledAt { get; private set; }
    public InspectionVerdict? Verdict { get; private set; }

    /// <summary>The laboratory that was asked takes one sample of the batch it was asked about.</summary>
    public Result<InspectionSampled> Sample(InspectionSampled asked) => State switch
    {
        _ when asked.Laboratory != Laboratory => InspectionProblems.NotYours,
        InspectionState.Voided => InspectionProblems.IsVoid,
        not InspectionState.Requested => InspectionProblems.AlreadySampled,
        _ when !string.Equals(Domain.Subject.Batch(asked.Gtin, asked.Lot), Batch, StringComparison.Ordinal) => InspectionProblems.OtherBatch(Batch),
        _ => asked,
    };

    /// <summary>Why the laboratory cannot give a result now; null when it can.</summary>
    public Problem? WhyNotReport(UnifiedSocialCreditCode laboratory, DateTimeOffset occurred) => State switch
    {
        _ when laboratory != Laboratory => InspectionProblems.NotYours,
        InspectionState.Requested => InspectionProblems.NotSampled,
        InspectionState.Reported => InspectionProblems.AlreadyReported,
        InspectionState.Voided => InspectionProblems.IsVoid,
        _ when occurred < SampledAt => InspectionProblems.BeforeSampling(SampledOn!.Value),
        _ => null,
    };

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case InspectionRequested e:
                BeginsOnce();
                (Id, Batch, Kind, Laboratory) = (e.Inspection, Domain.Subject.Batch(e.Gtin, e.Lot), e.Kind, e.Laboratory);
                (Requested, RequestedBy, State) = (true, stamp.Organisation, InspectionState.Requested);
                break;
            case InspectionSampled e:
                (Id, Batch, Kind, Laboratory) = (e.Inspection, Domain.Subject.Batch(e.Gtin, e.Lot), e.Kind, e.Laboratory);
                (SampledOn, SampledAt, State) = (e.SampledOn, stamp.Occurred, InspectionState.Sampled);
                break;
            case InspectionReported e:
                (Verdict, State) = (e.Verdict, InspectionState.Reported);
                break;
            default:
                throw Unknown(fact);
        }
    }

    public override Problem? WhyNotUndo(DomainEvent fact) => (fact, State) switch
    {
        (InspectionRequested, not InspectionState.Requested) => VoidProblems.InUse("its sample"),
        (InspectionSampled, InspectionState.Reported) => VoidProblems.InUse("its result"),
        _ => null,
    };

    protected override void Undo(DomainEvent fact, Stamp original, Stamp stamp)
    {
        switch (fact)
        {
            case InspectionRequested:
                State = InspectionState.Voided;
                break;
            case InspectionSampled:
                (SampledOn, SampledAt, State) = (null, null, Requested ? InspectionState.Requested : InspectionState.Voided);
                break;
            case InspectionReported:
                (Verdict, State) = (null, InspectionState.Sampled);
                break;
            default:
                throw Unknown(fact);
        }
    }
}
