using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Quality;
using Traceability.App.Features.Trace;
using Traceability.Domain.Parties;
using Traceability.Gs1.DigitalLink;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Farm;

/// <summary>One batch: what it was made from, what came of it, its labels, what is missing, and how far its proof is.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor)]
public sealed class BatchModel(ISender sender, PersonContext people) : BatchPage(sender)
{
    public BatchHistory History { get; private set; } = null!;

    /// <summary>What a scan says of it; null before it has labels.</summary>
    public Verdict? Verdict { get; private set; }

    public BatchTests Tests { get; private set; } = null!;

    public string LabelPath => DigitalLinkUri.ForItem(Gtin.Parse(Batch.Gtin), LotNumber.Parse(Batch.Lot), serial: null).ToPath();

    /// <summary>For those who work with it; others come from the register of their region.</summary>
    public bool Works => people.Person?.Actor is { } actor && (actor.Has(Role.Cooperative) || actor.Has(Role.Processor) || actor.Has(Role.Warehouse) || actor.Has(Role.Seller));

    public bool MayPack => Batch is { NetContentKg: null, Held: > 0, Stops.Count: 0 } && people.Person?.Actor is { } actor && (actor.Has(Role.Cooperative) || actor.Has(Role.Processor));

    public bool MayLabel => Batch is { LabelsLeft: > 0, Held: > 0, Stops.Count: 0 };

    public bool MayDeliver => Works && Batch is { NetContentKg: not null, Held: > 0, Stops.Count: 0 };

    /// <summary>What else can be done with what is held of it, each with its page.</summary>
    public IReadOnlyList<(string Name, string Href)> Ways
    {
        get
        {
            var ways = new List<(string, string)>();
            if (people.Person?.Actor is not { } actor || Batch is not { Held: > 0, Stops.Count: 0 })
                return ways;
            var makes = actor.Has(Role.Cooperative) || actor.Has(Role.Processor) || actor.Has(Role.Warehouse);
            if (Works)
                ways.Add(("shipments.new", $"/shipments/new?from={Batch.Batch}"));
            if (makes && Batch.NetContentKg is null)
                ways.Add(("merge.do", $"/farm/merge?from={Batch.Batch}"));
            if (Works)
                ways.Add(("split.do", $"/farm/batches/{Batch.Batch}/split"));
            if (makes)
                ways.Add(("process.do", $"/farm/process?from={Batch.Batch}"));
            if (Works)
                ways.Add(("promise.batch", $"/farm/promise/{Batch.Batch}"));
            return ways;
        }
    }

    /// <summary>Whether a form puts a record of this type right.</summary>
    public static bool MayCorrect(BatchEntry entry) => entry.Type.Split('/')[0] is "batch.harvested" or "batch.packed" or "batch.transformed";

    /// <summary>Who made it, or supervises its regions.</summary>
    public bool MayStop => people.Person?.Actor is { } actor && (actor.Has(Role.Supervisor) || string.Equals(Batch.Producer, actor.Organisation?.Uscc.ToString(), StringComparison.Ordinal));

    public bool MayRelease(BatchStopView stop) => MayStop && string.Equals(stop.Batch, Domain.Subject.Batch(Gtin.Parse(Batch.Gtin), LotNumber.Parse(Batch.Lot)), StringComparison.Ordinal);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        History = (await Sender.Send(new GetBatchHistory(id), cancellationToken)).Value;
        if (Batch.LabelsIssued > 0 && await Sender.Send(new GetTrace(Gtin.Parse(Batch.Gtin), LotNumber.Parse(Batch.Lot), Serial: null), cancellationToken) is { Succeeded: true } trace)
            Verdict = trace.Value.Verdict;
        var tests = (await Sender.Send(new ListInspections(Batch: id), cancellationToken)).Value.Items;
        Tests = new BatchTests(tests, MayHaveTested ? $"/farm/batches/{id}/inspection" : null);
        return Page();
    }

    /// <summary>Who holds some of it and makes or keeps goods, and who supervises its regions.</summary>
    private bool MayHaveTested => people.Person?.Actor is { } actor
        && (actor.Has(Role.Supervisor) || (Batch.Held > 0 && (actor.Has(Role.Cooperative) || actor.Has(Role.Processor) || actor.Has(Role.Warehouse))));
}
