using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.Domain.Batches;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;

namespace Traceability.App.Access;

/// <summary>
/// What the present actor may see and where they may act: the one place that says it, for questions as filters and for commands as
/// checks. What somebody may not see answers them like what is not there.
/// <list type="bullet">
/// <item>A <b>batch</b> is seen by the parties of its chain: who made it or anything it was made from, who holds or held it, who sent,
/// carried or received it; and by the supervisors of the regions where it was made, the seats of those who made it and the plots
/// it grew on, and of the seats of those who hold it now.</item>
/// <item>A <b>shipment</b> is seen by who sends, carries (all of it or a leg) and receives it; and by the supervisors of the seats of
/// who sends and receives it.</item>
/// <item>A <b>file</b> is seen by who stored it, by who recorded a fact that names it, and by who sees a batch that such a fact is about.</item>
/// <item>A <b>recall</b> is seen by who sees a batch that it began with.</item>
/// <item>An <b>inspection</b> is seen by its laboratory, by who asked for it, and by who sees its batch.</item>
/// <item>An <b>organisation</b> is seen by itself and by the supervisors of its seat.</item>
/// <item>A supervisor reaches, as long as their region is one, everything that lies in it: from each region one goes to the
/// one that it lies in or, after its last day, to the one that took its place.</item>
/// </list>
/// Products, bases and plots are in the log in clear and hidden from nobody; who may act on them is the handler's to ask.
/// </summary>
public sealed class Scope(TraceDb db, Actor actor, DateOnly today)
{
    // In all texts: {0} today, {1} USCC and {2} GLN of the organisation acted for, {3} what is asked for, then the regions supervised.
    private const string Stands = "(r.valid_from IS NULL OR r.valid_from <= {0}) AND (r.valid_to IS NULL OR r.valid_to >= {0})";
    private const string Next = "CASE WHEN r.successor IS NOT NULL AND r.valid_to < {0} THEN r.successor ELSE r.parent END";

    private const string Ancestors = "up (batch) AS (SELECT b.subject FROM batch b WHERE b.subject = {3} UNION SELECT i.input FROM batch_input i JOIN up ON i.batch = up.batch)";

    private const string Above =
        "above (code) AS (SELECT code FROM place UNION SELECT " + Next + " FROM above JOIN region r ON r.code = above.code WHERE " + Next + " IS NOT NULL)";

    private const string BatchesOfMember =
        """
        SELECT batch FROM down
        UNION SELECT h.batch FROM holding h WHERE h.organisation = {1}
        UNION SELECT i.batch FROM shipment t JOIN shipment_item i ON i.shipment = t.subject WHERE t.sender = {1}
        UNION SELECT i.batch FROM shipment t JOIN shipment_item i ON i.shipment = t.subject WHERE t.receiver = {2}
        UNION SELECT i.batch FROM shipment t JOIN shipment_item i ON i.shipment = t.subject WHERE t.carrier = {2}
        """;

    private const string ShipmentsOfMember =
        """
        SELECT t.subject FROM shipment t WHERE t.sender = {1}
        UNION SELECT t.subject FROM shipment t WHERE t.receiver = {2}
        UNION SELECT t.subject FROM shipment t WHERE t.carrier = {2}
        UNION SELECT l.shipment FROM shipment_leg l WHERE l.carrier = {2}
        """;

    private readonly string _uscc = actor.Organisation?.Uscc.ToString() ?? "";
    private readonly string _gln = actor.Organisation?.Gln.ToString() ?? "";

    private readonly string[] _regions = actor.Has(Role.Supervisor) ? [.. actor.Supervises.Select(r => r.ToString())] : [];

    private bool Supervises => _regions.Length > 0;

    /// <summary>Whoever supervises nothing supervises the region without a code, which is none.</summary>
    private string Supervised => Supervises ? string.Join(", ", _regions.Select((_, i) => $"{{{i + 4}}}")) : "''";

    /// <summary>The batches that the actor sees.</summary>
    public IQueryable<Batch> Batches()
    {
        var subjects = Supervises
            ? Texts(
                $$"""
                WITH RECURSIVE {{Below()}},
                down (batch) AS (
                  SELECT b.subject FROM below JOIN organisation o ON o.region = below.code JOIN batch b ON b.producer = o.uscc
                  UNION SELECT b.subject FROM below JOIN plot p ON p.region = below.code JOIN batch b ON b.plot = p.subject
                  UNION SELECT b.subject FROM batch b WHERE b.producer = {1}
                  UNION SELECT i.batch FROM batch_input i JOIN down ON i.input = down.batch)
                SELECT v.batch AS "Value" FROM (
                  {{BatchesOfMember}}
                  UNION SELECT h.batch FROM below JOIN organisation o ON o.region = below.code JOIN holding h ON h.organisation = o.uscc WHERE h.quantity <> '0') v
                """)
            : Texts(
                $$"""
                WITH RECURSIVE down (batch) AS (
                  SELECT b.subject FROM batch b WHERE b.producer = {1}
                  UNION SELECT i.batch FROM batch_input i JOIN down ON i.input = down.batch)
                SELECT v.batch AS "Value" FROM ({{BatchesOfMember}}) v
                """);
        return db.Batches.Where(b => subjects.Contains(b.Subject));
    }

    /// <summary>The organisations that the actor sees.</summary>
    public IQueryable<Organisation> Organisations()
    {
        var subjects = Supervises
            ? Texts(
                $$"""
                WITH RECURSIVE {{Below()}}
                SELECT o.subject AS "Value" FROM below JOIN organisation o ON o.region = below.code
                UNION SELECT o.subject FROM organisation o WHERE o.uscc = {1}
                """)
            : Texts("""SELECT o.subject AS "Value" FROM organisation o WHERE o.uscc = {1}""");
        return db.Organisations.Where(o => subjects.Contains(o.Subject));
    }

    /// <summary>The filings that wait to be decided in the regions that the actor supervises.</summary>
    public IQueryable<OrganisationFiling> OpenFilings()
    {
        var ids = Values<Guid>(
            $$"""
            WITH RECURSIVE {{Below()}}
            SELECT f.id AS "Value" FROM below JOIN organisation_filing f ON f.region = below.code WHERE f.state = 'Open'
            """);
        return db.Filings.Where(f => ids.Contains(f.Id));
    }

    /// <summary>A batch that the actor sees, by the id that the API knows it by; null also for one that is hidden.</summary>
    public async Task<Batch?> FindBatchAsync(Guid id, CancellationToken ct) =>
        await db.FindBatchAsync(id, ct) is { } batch && (HoldsOrHeld(batch) || await SeesBatchAsync(batch.Subject, ct)) ? batch : null;

    /// <summary>A shipment that the actor sees; null also for one that is hidden.</summary>
    public async Task<Shipment?> FindShipmentAsync(Guid id, CancellationToken ct) =>
        await db.Shipments.SingleOrDefaultAsync(s => s.Id == id, ct) is { } shipment && (IsPartyOf(shipment) || await SupervisesAsync(shipment, ct)) ? shipment : null;

    /// <summary>The shipments that the actor sees.</summary>
    public IQueryable<Shipment> Shipments()
    {
        var subjects = Supervises
            ? Texts(
                $$"""
                WITH RECURSIVE {{Below()}}
                SELECT v.subject AS "Value" FROM (
                  {{ShipmentsOfMember}}
                  UNION SELECT t.subject FROM below JOIN organisation o ON o.region = below.code JOIN shipment t ON t.sender = o.uscc
                  UNION SELECT t.subject FROM below JOIN organisation o ON o.region = below.code JOIN shipment t ON t.receiver = o.gln) v
                """)
            : Texts($$"""SELECT v.subject AS "Value" FROM ({{ShipmentsOfMember}}) v""");
        return db.Shipments.Where(s => subjects.Contains(s.Subject));
    }

    /// <summary>Whether the organisation acted for sends, carries or receives the shipment.</summary>
    public bool IsPartyOf(Shipment shipment) =>
        actor.Organisation is { } mine
        && (shipment.Sender == mine.Uscc || shipment.Receiver == mine.Gln || shipment.Carrier == mine.Gln || shipment.Legs.Any(l => l.Carrier == mine.Gln));

    /// <summary>Whether the actor supervises the seat of who sends or who receives the shipment.</summary>
    public async Task<bool> SupervisesAsync(Shipment shipment, CancellationToken ct)
    {
        if (!Supervises)
            return false;
        var seats = await db.Organisations.Where(o => o.Uscc == shipment.Sender || o.Gln == shipment.Receiver).Select(o => o.Region).ToListAsync(ct);
        foreach (var seat in seats.Distinct())
        {
            if (await SupervisesAsync(seat, ct))
                return true;
        }

        return false;
    }

    /// <summary>A recall of a batch that the actor sees; null also for one that is hidden.</summary>
    public Task<Recall?> FindRecallAsync(Guid id, CancellationToken ct) => Recalls().SingleOrDefaultAsync(r => r.Id == id, ct);

    /// <summary>The recalls of batches that the actor sees, or of what those were made from.</summary>
    public IQueryable<Recall> Recalls()
    {
        var seen = Batches().Select(b => b.Subject);
        return db.Recalls.Where(r => r.Batches.Any(b => seen.Contains(b.Batch)));
    }

    /// <summary>The inspections that the actor sees.</summary>
    public IQueryable<Inspection> Inspections()
    {
        var mine = actor.Organisation?.Uscc ?? default;
        var batches = Batches().Select(b => b.Subject);
        return db.Inspections.Where(i => i.Laboratory == mine || i.RequestedBy == _uscc || batches.Contains(i.Batch));
    }

    /// <summary>An inspection that the actor sees; null also for one that is hidden.</summary>
    public async Task<Inspection?> FindInspectionAsync(Guid id, CancellationToken ct) =>
        await db.Inspections.SingleOrDefaultAsync(i => i.Id == id, ct) is { } inspection
        && ((actor.Organisation is { } mine && (inspection.Laboratory == mine.Uscc || string.Equals(inspection.RequestedBy, _uscc, StringComparison.Ordinal))) || await SeesBatchAsync(inspection.Batch, ct))
            ? inspection : null;

    /// <summary>An organisation that the actor sees; null also for one that is hidden.</summary>
    public async Task<Organisation?> FindOrganisationAsync(UnifiedSocialCreditCode uscc, CancellationToken ct) =>
        await db.Organisations.SingleOrDefaultAsync(o => o.Uscc == uscc, ct) is { } organisation
        && (organisation.Uscc == actor.Organisation?.Uscc || await SupervisesAsync(organisation.Region, ct)) ? organisation : null;

    /// <summary>Whether the actor sees a file.</summary>
    public async Task<bool> SeesFileAsync(FileHash file, CancellationToken ct)
    {
        var mine = actor.Organisation?.Uscc.ToString();
        if (await db.FileDeposits.AnyAsync(d => d.File == file && (d.Account == actor.Account || (mine != null && d.Organisation == mine)), ct)
            || await db.FileMentions.AnyAsync(m => m.File == file && mine != null && m.Organisation == mine, ct))
            return true;
        // The paper of a certificate is its holder's as well.
        if (actor.Organisation is { Uscc: var holder }
            && await (
                from mention in db.FileMentions
                where mention.File == file
                join history in db.SubjectHistories on mention.Entry equals history.Entry
                join certificate in db.Certificates on history.Subject equals certificate.Subject
                where certificate.Holder == holder
                select certificate).AnyAsync(ct))
            return true;
        var subjects = await (
            from mention in db.FileMentions
            where mention.File == file
            join history in db.SubjectHistories on mention.Entry equals history.Entry
            where history.Subject.StartsWith("/01/")
            select history.Subject).Distinct().ToListAsync(ct);
        foreach (var subject in subjects.Where(s => Domain.Subject.KindOf(s) == Domain.SubjectKind.Batch))
        {
            if (await SeesBatchAsync(subject, ct))
                return true;
        }

        return false;
    }

    /// <summary>Whether the actor supervises a region of the register now.</summary>
    public Task<bool> SupervisesAsync(RegionCode region, CancellationToken ct) =>
        !Supervises ? Task.FromResult(false) : Texts(
            $$"""
            WITH RECURSIVE place (code) AS (SELECT r.code FROM region r WHERE r.code = {3}),
            {{Above}}
            SELECT r.code AS "Value" FROM above JOIN region r ON r.code = above.code WHERE r.code IN ({{Supervised}}) AND {{Stands}}
            """,
            region.ToString()).AnyAsync(ct);

    /// <summary>Why nothing new may be put into a region today; null when it may.</summary>
    public Task<Domain.Problem?> WhyNotInAsync(RegionCode region, CancellationToken ct) => Scopes.WhyNotInAsync(db, region, today, ct);

    private bool HoldsOrHeld(Batch batch) => actor.Organisation is { } mine && batch.HeldBy(mine.Uscc) is not null;

    private Task<bool> SeesBatchAsync(string batch, CancellationToken ct) => Texts(
        $$"""
        WITH RECURSIVE {{Ancestors}},
        place (code) AS (
          SELECT o.region FROM up JOIN batch b ON b.subject = up.batch JOIN organisation o ON o.uscc = b.producer
          UNION SELECT p.region FROM up JOIN batch b ON b.subject = up.batch JOIN plot p ON p.subject = b.plot
          UNION SELECT o.region FROM holding h JOIN organisation o ON o.uscc = h.organisation WHERE h.batch = {3} AND h.quantity <> '0'),
        {{Above}}
        SELECT b.subject AS "Value" FROM up JOIN batch b ON b.subject = up.batch WHERE b.producer = {1}
        UNION ALL SELECT h.batch FROM holding h WHERE h.batch = {3} AND h.organisation = {1}
        UNION ALL SELECT i.batch FROM shipment_item i JOIN shipment t ON t.subject = i.shipment WHERE i.batch = {3} AND (t.sender = {1} OR t.receiver = {2} OR t.carrier = {2})
        UNION ALL SELECT r.code FROM above JOIN region r ON r.code = above.code WHERE r.code IN ({{Supervised}}) AND {{Stands}}
        """,
        batch).AnyAsync(ct);

    private string Below() =>
        $$"""
        below (code) AS (
          SELECT r.code FROM region r WHERE r.code IN ({{Supervised}}) AND {{Stands}}
          UNION SELECT r.code FROM below JOIN region r ON r.parent = below.code OR r.successor = below.code WHERE below.code = {{Next}})
        """;

    private IQueryable<string> Texts(string sql, string asked = "") => Values<string>(sql, asked);

    private IQueryable<T> Values<T>(string sql, string asked = "") => db.Database.SqlQueryRaw<T>(sql, [today, _uscc, _gln, asked, .. _regions]);
}

/// <summary>Makes the scope of the present request on a database.</summary>
public sealed class Scopes(ActorContext actors, DeploymentOptions deployment, TimeProvider clock)
{
    /// <summary>The local date of the deployment.</summary>
    public DateOnly Today => deployment.DayOf(clock.GetUtcNow());

    /// <summary>Why nothing new may be put into a region today; null when it may.</summary>
    public Task<Domain.Problem?> WhyNotInAsync(TraceDb db, RegionCode region, CancellationToken ct) => WhyNotInAsync(db, region, Today, ct);

    internal static async Task<Domain.Problem?> WhyNotInAsync(TraceDb db, RegionCode region, DateOnly today, CancellationToken ct)
    {
        var code = region.ToString();
        return await db.Regions.SingleOrDefaultAsync(r => r.Code == code, ct) is { } known ? known.WhyNotOn(today) : PartyProblems.UnknownRegion(code);
    }

    public Scope On(TraceDb db) => new(db, actors.Actor ?? throw new InvalidOperationException("There is no actor: a handler ran outside the pipeline."), Today);
}
