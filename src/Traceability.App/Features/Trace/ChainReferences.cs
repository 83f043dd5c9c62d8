using Traceability.App.Entries;
using Traceability.Domain;
using Traceability.App.Marks;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Trace;

/// <summary>What the facts of a chain refer to, organisations, bases and places, as a scan shows it, and how far the proof of each fact has come.</summary>
internal sealed class ChainReferences(BatchChain chain, ChainMarks marks, PlaceNames places, long loggedSize, long anchoredSize)
{
    private readonly Dictionary<string, (OrganisationRegistered Fact, ChainFact Source)> _organisations = chain.References.Concat(marks.References)
        .Where(r => r.Entry.Fact is OrganisationRegistered)
        .DistinctBy(r => ((OrganisationRegistered)r.Entry.Fact).Uscc)
        .ToDictionary(r => ((OrganisationRegistered)r.Entry.Fact).Uscc.ToString(), r => ((OrganisationRegistered)r.Entry.Fact, r), StringComparer.Ordinal);

    private readonly Dictionary<Gln, BaseRegistered> _bases = chain.References
        .Select(r => r.Entry.Fact).OfType<BaseRegistered>()
        .ToDictionary(b => b.Gln);

    public OrganisationRegistered Recorder(ChainFact fact) => _organisations[fact.Entry.Stamp.Organisation!].Fact;

    public (BaseRegistered Base, PlotDeclared Plot) Field(Gln gln, GlnExtension plot)
    {
        var at = _bases[gln];
        return (at, at.Plots.Single(p => p.Extension == plot));
    }

    /// <summary>The organisation that recorded the fact; null for a supervisor.</summary>
    public PartyView? Who(ChainFact fact) => fact.Entry.Stamp.Organisation is { } uscc ? Party(_organisations[uscc]) : null;

    public PartyView Organisation(ChainFact fact) => Party(_organisations[fact.Entry.Stamp.Organisation!]);

    /// <summary>What takes the fact back; null where it holds.</summary>
    public VoidView? Void(ChainFact fact) =>
        chain.Voided.TryGetValue(fact.Entry.Envelope.Id, out var by) ? new VoidView(by.Entry.Stamp.Recorded, ((RecordVoided)by.Entry.Fact).Reason, Proof(by)) : null;

    public PartyView? PartyOf(Gln gln) => _organisations.Values.FirstOrDefault(o => o.Fact.Gln == gln) is { Fact: not null } known ? Party(known) : null;

    public PartyView? PartyOf(string uscc) => _organisations.TryGetValue(uscc, out var known) ? Party(known) : null;

    public PlaceView Place(RegionCode region) => places.Of(region);

    /// <summary>Where the organisation that recorded the fact has its seat.</summary>
    public PlaceView? Home(ChainFact fact) => fact.Entry.Stamp.Organisation is null ? null : places.Of(Recorder(fact).Region);

    public ProofView Proof(ChainFact fact) => new(
        fact.Entry.Envelope.Id,
        fact.Entry.Envelope.Type,
        fact.Index switch
        {
            { } index when index < anchoredSize => ProofState.Anchored,
            { } index when index < loggedSize => ProofState.Logged,
            _ => ProofState.Recorded,
        },
        fact.Index);

    public static LocalText? Text(string? zh, string? en) => zh is null ? null : new LocalText(zh, en);

    private PartyView Party((OrganisationRegistered Fact, ChainFact Source) known) =>
        new(known.Fact.Uscc.ToString(), Text(known.Fact.Name, known.Fact.NameEn), places.Of(known.Fact.Region), Proof(known.Source));
}
