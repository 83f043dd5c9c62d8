using Traceability.App.Access;
using Traceability.App.Features.Complaints;
using Traceability.App.Features.Trace;
using Traceability.App.Scans;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Logistics;

/// <summary>What those who scan a label leave behind: that they did, and what they complain of.</summary>
public sealed class ReaderTests(Databases databases)
{
    private static readonly LotNumber Lot = LotNumber.Parse("PK01");
    private static readonly string Batch = Subject.Batch(PotatoChain.Box, Lot);

    [Theory]
    [OnDatabases]
    public async Task Complaint_IsSeenByWhoMadeItAndTheSupervisorOfTheRegion(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var elsewhere = new Actor(chain.Supervisor.Account, [Role.Supervisor], Organisation: null, [RegionCode.Parse("110105")]);

        var filed = await app.RecordAsync(actor: null, new FileComplaint(PotatoChain.Box, Lot, "<script>alert(1)</script> 有沙子", Contact: "138-0000-0000"));

        Assert.Equal("label.unknown", (await app.SendAsync(actor: null, new FileComplaint(PotatoChain.Box, LotNumber.Parse("NOPE"), "x"))).Problem!.Code);
        Assert.Equal("text.form", (await app.SendAsync(actor: null, new FileComplaint(PotatoChain.Box, Lot, new string('长', 1_001)))).Problem!.Code);
        Assert.Equal(("<script>alert(1)</script> 有沙子", "138-0000-0000"), Assert.Single(await ListAsync(app, chain.Grower)) is var c ? (c.Text, c.Contact) : default);
        Assert.Equal(filed.Complaint, Assert.Single(await ListAsync(app, chain.Supervisor)).Complaint);
        Assert.Empty(await ListAsync(app, chain.Store with { Roles = [Role.Processor] }));
        Assert.Empty(await ListAsync(app, elsewhere));
        Assert.Equal("complaint.unknown", (await app.SendAsync(elsewhere, Decide(filed.Complaint, ComplaintDecision.Close))).Problem!.Code);
        Assert.Null((await app.AskAsync(actor: null, new GetComplaint(filed.Complaint))).Value.Decision);
    }

    [Theory]
    [OnDatabases]
    public async Task Decision_ToWarnOrHold_IsOnThePageAndTheSecondIsAConflict(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var first = await app.RecordAsync(actor: null, new FileComplaint(PotatoChain.Box, Lot, "少了一公斤"));
        var second = await app.RecordAsync(actor: null, new FileComplaint(PotatoChain.Box, Lot, "发霉"));

        await app.RecordAsync(chain.Supervisor, Decide(first.Complaint, ComplaintDecision.Warn));
        var warned = await TraceAsync(app);
        var held = await app.RecordAsync(chain.Supervisor, Decide(second.Complaint, ComplaintDecision.Hold));
        var stopped = await TraceAsync(app);

        Assert.Contains(new Concern(ConcernKind.Complaint, "查过了"), warned.Verdict.Concerns);
        Assert.Equal(VerdictState.LookHere, warned.Verdict.State);
        Assert.Equal(2, held.Receipts.Count);
        Assert.Equal(VerdictState.Stopped, stopped.Verdict.State);
        Assert.Equal("complaint.decided", (await app.SendAsync(chain.Supervisor, Decide(first.Complaint, ComplaintDecision.Close))).Problem!.Code);
        Assert.Equal((ComplaintDecision.Warn, "查过了"), (await app.AskAsync(actor: null, new GetComplaint(first.Complaint))).Value is var state ? (state.Decision!.Value, state.Reason) : default);
    }

    [Theory]
    [OnDatabases]
    public async Task Serial_ScannedInThreeCitiesInAnHour_IsCountedAndAsksToLook(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var labels = (await app.AskAsync(chain.Grower, new Features.Labels.ListLabels(chain.Packing.Batches[0].Batch, chain.Labels.Run, 0, 2))).Value.Labels;
        var (copied, other) = (labels[0].Serial!, labels[1].Serial!);
        var log = app.Get<ScanLog>();

        Assert.Null((await TraceAsync(app, copied)).Scans);
        foreach (var (city, minutes) in new[] { ("5101", 38), ("2301", 35), ("4401", 0) })
        {
            log.Note(Batch, copied, city, "zh-CN");
            log.Note(Batch, other, "5301", "en");
            await log.WriteAsync(TestContext.Current.CancellationToken);
            app.Clock.Now += TimeSpan.FromMinutes(minutes);
        }

        var (seen, quiet) = (await TraceAsync(app, copied), await TraceAsync(app, other));
        Assert.Equal((3, true), (seen.Scans!.Times, seen.Scans.Unusual));
        Assert.Contains(new Concern(ConcernKind.UnusualScans), seen.Verdict.Concerns);
        Assert.Equal((3, false), (quiet.Scans!.Times, quiet.Scans.Unusual));
        app.Clock.Now += TimeSpan.FromDays(31);
        Assert.False((await TraceAsync(app, copied)).Scans!.Unusual);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(19, 19)]
    [InlineData(20, 20)]
    [InlineData(99, 99)]
    [InlineData(137, 130)]
    [InlineData(1_999, 1_900)]
    [InlineData(1_234_567, 1_200_000)]
    public void Step_OfACount_IsNeverMoreThanIt(long times, long step) => Assert.Equal(step, ScansView.Step(times));

    private static DecideComplaint Decide(Guid complaint, ComplaintDecision decision) => new(decision, "查过了") { Complaint = complaint };

    private static async Task<IReadOnlyList<ComplaintView>> ListAsync(TestApp app, Actor actor) => (await app.AskAsync(actor, new ListComplaints())).Value.Items;

    private static async Task<TraceView> TraceAsync(TestApp app, string? serial = null) =>
        (await app.AskAsync(actor: null, new GetTrace(PotatoChain.Box, Lot, serial is null ? null : SerialNumber.Parse(serial)))).Value;
}
