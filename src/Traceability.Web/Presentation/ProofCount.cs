using Traceability.App.Features.Trace;

namespace Traceability.Web.Presentation;

/// <summary>How many facts stand behind a page, by the state of their proof; a fact that is shown twice counts once.</summary>
public sealed record ProofCount(int Recorded, int Logged, int Anchored)
{
    public int Total => Recorded + Logged + Anchored;

    /// <summary>The state that all of them have reached.</summary>
    public ProofState Least => Recorded > 0 ? ProofState.Recorded : Logged > 0 ? ProofState.Logged : ProofState.Anchored;

    /// <summary>Whether all of them are in the same state.</summary>
    public bool Same => Recorded == Total || Logged == Total || Anchored == Total;

    public static ProofCount Of(TraceView trace)
    {
        var states = Proofs(trace).DistinctBy(proof => proof.Entry).CountBy(proof => proof.State).ToDictionary();
        return new(states.GetValueOrDefault(ProofState.Recorded), states.GetValueOrDefault(ProofState.Logged), states.GetValueOrDefault(ProofState.Anchored));
    }

    private static IEnumerable<ProofView> Proofs(TraceView trace) =>
    [
        trace.Product.Proof,
        trace.Packer.Proof,
        .. trace.Origins.Select(origin => origin.Producer.Proof),
        .. trace.Journey.SelectMany(stop => stop.Who is { } who ? new[] { stop.Proof, who.Proof } : [stop.Proof]),
        .. trace.Marks.SelectMany(mark => new[] { mark.Proof, mark.Latest, mark.Issuer?.Proof, mark.Holder?.Proof }).OfType<ProofView>(),
        .. trace.Journey.OfType<DispatchStop>().Where(stop => stop.Carrier is not null).Select(stop => stop.Carrier!.Proof),
    ];
}
