using Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Access;

/// <summary>Who sees which batch and which organisation, by the parties of the chain and by the tree of regions.</summary>
public sealed class ScopeTests(Databases databases)
{
    [Theory]
    [OnDatabases]
    public async Task Batch_ToThePartiesOfItsChain_IsSeenAndToNobodyElse(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        var (here, there) = (world.Here, world.There);
        // Loose produce of here is packed there, and carried there by a third.
        var carrier = await County.RegisterAsync(world.App, here.Supervisor, here.Code, "司机", Role.Logistics);
        var harvest = await here.HarvestAsync(world.App, 500);
        var shipment = await world.App.RecordAsync(here.Grower, new DispatchShipment([new DispatchItem(harvest.Batch, 500)], there.Grower.Member.Uscc, carrier.Member.Uscc));
        await AssertSeenByAsync(world, harvest.Batch, here.Grower, carrier, there.Grower, here.Supervisor, world.Prefecture);

        world.App.Clock.Now = world.App.Clock.Now.AddHours(1);
        await world.App.RecordAsync(there.Grower, new ReceiveShipment { Shipment = shipment.Shipment });
        await AssertSeenByAsync(world, harvest.Batch, here.Grower, carrier, there.Grower, here.Supervisor, there.Supervisor, world.Prefecture);

        var pack = (await world.App.RecordAsync(there.Grower, new PackBatches([new PackTake(harvest.Batch, 500)], [new PackMake(there.Box, 100)]))).Batches[0].Batch;
        // Who grew it and where it grew see what became of it; who carried only the harvest does not.
        await AssertSeenByAsync(world, pack, here.Grower, there.Grower, here.Supervisor, there.Supervisor, world.Prefecture);
        // All of it is gone from there: it was made here, and there is nobody who has it.
        await AssertSeenByAsync(world, harvest.Batch, here.Grower, carrier, there.Grower, here.Supervisor, world.Prefecture);
    }

    [Theory]
    [OnDatabases]
    public async Task Batch_GrownInAnotherCountyThanItsMakersSeat_IsSeenByBothSupervisors(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        var grower = await County.RegisterAsync(world.App, world.Here.Supervisor, world.Here.Code, "社员", Role.Cooperative);
        var (gtin, at) = (County.NewGtin("9952"), Gln.Create("952098765432"));
        await world.App.RecordAsync(grower, new Features.Products.RegisterProduct(gtin, "散装"));
        await world.App.RecordAsync(grower, new Features.Places.RegisterBase(at, world.There.Code, "外县基地", [new PlotDeclared(GlnExtension.Parse("1"), 1_000, 1_000)]));
        var harvest = await world.App.RecordAsync(grower, new RegisterHarvest(gtin, at, GlnExtension.Parse("1"), 10));

        await AssertSeenByAsync(world, harvest.Batch, grower, world.Here.Supervisor, world.There.Supervisor, world.Prefecture);
    }

    [Theory]
    [OnDatabases]
    public async Task Supervisor_OfATownship_SeesNothingOfTheCounty(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        var township = await County.AppointAsync(world.App, "130722100");
        var village = await County.AppointAsync(world.App, "130722100201");
        var store = await County.RegisterAsync(world.App, township, RegionCode.Parse("130722100201"), "店员", Role.Seller);

        Assert.Equal([store.Member.Uscc.ToString()], await OrganisationsAsync(world, township));
        Assert.Equal([store.Member.Uscc.ToString()], await OrganisationsAsync(world, village));
        Assert.Empty(await BatchesAsync(world, township));
        Assert.Contains(store.Member.Uscc.ToString(), await OrganisationsAsync(world, world.Here.Supervisor));
        Assert.Equal("region.outside", (await world.App.SendAsync(township, Request(world.Here.Code))).Problem?.Code);
        Assert.Equal("region.outside", (await world.App.SendAsync(township, Request(RegionCode.Parse("130722101")))).Problem?.Code);
        Assert.Equal("region.outside", (await world.App.SendAsync(village, Request(RegionCode.Parse("130722100")))).Problem?.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Supervisor_OfACodeThatAnotherBeginsWith_ReachesNothingByThat(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        // A township that was moved to the other county, whose code says the old one.
        await world.App.RecordAsync(TestApp.Operator, new ImportRegions("2026", [County.Row("130722101", parent: "130727")]));
        var store = await County.RegisterAsync(world.App, world.There.Supervisor, RegionCode.Parse("130722101"), "店员", Role.Seller);

        Assert.Contains(store.Member.Uscc.ToString(), await OrganisationsAsync(world, world.There.Supervisor));
        Assert.DoesNotContain(store.Member.Uscc.ToString(), await OrganisationsAsync(world, world.Here.Supervisor));
        Assert.Equal("region.outside", (await world.App.SendAsync(world.Here.Supervisor, Request(RegionCode.Parse("130722101")))).Problem?.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Region_AfterItsLastDay_IsItsSuccessorsAndTakesNothingNew(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        var farAway = await County.AppointAsync(world.App, "530000");
        // From tomorrow the county is a district of another prefecture.
        await world.App.RecordAsync(
            TestApp.Operator,
            new ImportRegions("2026", [County.Row("130722", to: "2026-10-01", successor: "532324"), County.Row("532324", parent: "530000", from: "2026-10-02")]));
        Assert.Equal("region.not-yet", (await world.App.SendAsync(farAway, Request(RegionCode.Parse("532324")))).Problem?.Code);
        await AssertSeenByAsync(world, world.Here.Pack.Batch, [.. world.Here.OfTheChain, world.Prefecture]);

        world.App.Clock.Now = world.App.Clock.Now.AddDays(1);

        await AssertSeenByAsync(world, world.Here.Pack.Batch, world.Here.Grower, world.Here.Carrier, world.Here.Store, farAway);
        Assert.Empty(await OrganisationsAsync(world, world.Here.Supervisor));
        Assert.Equal("region.expired", (await world.App.SendAsync(world.Here.Supervisor, Request(world.Here.Code))).Problem?.Code);
        Assert.Equal("region.outside", (await world.App.SendAsync(world.Here.Supervisor, Request(RegionCode.Parse("532324")))).Problem?.Code);
        Assert.Equal("region.outside", (await world.App.SendAsync(world.Here.Supervisor, Request(RegionCode.Parse("130722100")))).Problem?.Code);
        Assert.Equal("region.expired", (await world.App.SendAsync(TestApp.Operator, new AppointSupervisor(world.Here.Code, "某人"))).Problem?.Code);
        await County.RegisterAsync(world.App, farAway, RegionCode.Parse("532324"), "店员", Role.Seller);
        await County.RegisterAsync(world.App, farAway, RegionCode.Parse("130722100"), "店员", Role.Seller);
    }

    [Theory]
    [OnDatabases]
    public async Task Region_AfterItsLastDayWithoutSuccessor_StaysWithTheRegionAbove(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        await world.App.RecordAsync(TestApp.Operator, new ImportRegions("2026", [County.Row("130722", to: "2026-09-30")]));

        await AssertSeenByAsync(world, world.Here.Pack.Batch, world.Here.Grower, world.Here.Carrier, world.Here.Store, world.Prefecture);
    }

    [Theory]
    [OnDatabases]
    public async Task Actor_WhoseRolesDoNotSaySupervisor_ReachesNoRegion(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        var member = world.Here.Store with { Supervises = [RegionCode.Parse("130000")] };

        Assert.DoesNotContain(world.There.Pack.Batch, await BatchesAsync(world, member));
        Assert.Equal([member.Member.Uscc.ToString()], await OrganisationsAsync(world, member));
    }

    /// <summary>The filter for lists and the check for one batch are two texts and one rule.</summary>
    [Theory]
    [OnDatabases]
    public async Task Batches_ListedAndAskedForOneByOne_AreTheSame(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        var random = new Random(7);
        var growers = new[] { world.Here.Grower, world.There.Grower };
        var harvests = new List<Guid>();
        for (var i = 0; i < 12; i++)
        {
            var county = random.Next(2) == 0 ? world.Here : world.There;
            var harvest = (await county.HarvestAsync(world.App, 100)).Batch;
            harvests.Add(harvest);
            var (from, to) = (county.Grower, growers.Single(g => g != county.Grower));
            if (random.Next(2) == 0)
                continue;
            var shipment = await world.App.RecordAsync(from, new DispatchShipment([new DispatchItem(harvest, random.Next(1, 101))], to.Member.Uscc, random.Next(2) == 0 ? world.Here.Carrier.Member.Uscc : null));
            if (random.Next(3) > 0)
                await world.App.RecordAsync(to, new ReceiveShipment { Shipment = shipment.Shipment });
        }

        var all = await AllBatchesAsync(world);
        foreach (var actor in world.Everybody)
        {
            var listed = await BatchesAsync(world, actor);
            foreach (var batch in all)
                Assert.True(listed.Contains(batch) == await SeesAsync(world, actor, batch), $"{actor.Account} is told two things of {batch}.");
        }
    }

    [Theory]
    [OnDatabases]
    public async Task Lists_PageByPage_NameEveryRowOnceInOrder(Provider provider)
    {
        await using var world = await World.MakeAsync(databases, provider);
        for (var i = 0; i < 5; i++)
            await world.Here.HarvestAsync(world.App, 10 + i);
        var whole = await AskAsync(world, world.Prefecture, new ListBatches(Limit: ListBatches.MostAtOnce));
        var organisations = await AskAsync(world, world.Prefecture, new ListOrganisations());

        var batches = new List<Guid>();
        for (Guid? after = null, last = Guid.Empty; last is not null; after = last)
        {
            var page = await AskAsync(world, world.Prefecture, new ListBatches(after, 2));
            batches.AddRange(page.Items.Select(b => b.Batch));
            last = page.Next;
        }

        var usccs = new List<string>();
        for (string? after = null, last = ""; last is not null; after = last)
        {
            var page = await AskAsync(world, world.Prefecture, new ListOrganisations(after is null ? null : UnifiedSocialCreditCode.Parse(after), 2));
            usccs.AddRange(page.Items.Select(o => o.Uscc));
            last = page.Next;
        }

        Assert.Equal(11, batches.Count);
        Assert.Equal(whole.Items.Select(b => b.Batch), batches);
        Assert.Equal(batches.OrderDescending(), batches);
        Assert.Equal(10, usccs.Count);
        Assert.Equal(organisations.Items.Select(o => o.Uscc), usccs);
        Assert.All(organisations.Items, o => Assert.Equal("组织 " + o.Uscc, o.Name));
    }

    private static RegisterOrganisation Request(RegionCode region) =>
        new(UnifiedSocialCreditCode.Parse("93130722XXXX00094R"), Gln.Parse("9520109000097"), region, [Role.Seller], "组织", new FirstMember("某人", [Role.Seller]));

    /// <summary>Exactly these see it, in the list and one by one.</summary>
    private static async Task AssertSeenByAsync(World world, Guid batch, params Actor[] expected)
    {
        foreach (var actor in world.Everybody.Concat(expected).Distinct())
        {
            Assert.True(expected.Contains(actor) == await SeesAsync(world, actor, batch), $"{Name(actor)}: seen is {!expected.Contains(actor)}");
            Assert.True(expected.Contains(actor) == (await BatchesAsync(world, actor)).Contains(batch), $"{Name(actor)}: listed is {!expected.Contains(actor)}");
        }

        string Name(Actor actor) => $"{string.Join(' ', actor.Roles)} of {(world.Here.Everybody.Contains(actor) ? "here" : world.There.Everybody.Contains(actor) ? "there" : string.Join(' ', actor.Supervises))}";
    }

    private static async Task<bool> SeesAsync(World world, Actor actor, Guid batch)
    {
        await using var db = await world.App.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await ScopeOf(world, actor, db).FindBatchAsync(batch, TestContext.Current.CancellationToken) is not null;
    }

    private static async Task<List<Guid>> BatchesAsync(World world, Actor actor)
    {
        await using var db = await world.App.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await ScopeOf(world, actor, db).Batches().Select(b => b.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<Guid>> AllBatchesAsync(World world)
    {
        await using var db = await world.App.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Batches.Select(b => b.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<List<string>> OrganisationsAsync(World world, Actor actor)
    {
        await using var db = await world.App.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var found = await ScopeOf(world, actor, db).Organisations().ToListAsync(TestContext.Current.CancellationToken);
        return [.. found.Select(o => o.Uscc.ToString())];
    }

    private static Scope ScopeOf(World world, Actor actor, TraceDb db) => new(db, actor, DateOnly.FromDateTime(world.App.Clock.Now.DateTime));

    private static async Task<T> AskAsync<T>(World world, Actor actor, IQuery<Domain.Result<T>> query)
    {
        await using var scope = world.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Actor = actor;
        return (await scope.ServiceProvider.GetRequiredService<ISender>().Send(query, TestContext.Current.CancellationToken)).Value;
    }

    /// <summary>Two counties of one prefecture and the people of all three.</summary>
    private sealed class World(TestDatabase database, TestApp app, County here, County there, Actor prefecture) : IAsyncDisposable
    {
        public TestApp App { get; } = app;
        public County Here { get; } = here;
        public County There { get; } = there;
        public Actor Prefecture { get; } = prefecture;
        public IEnumerable<Actor> Everybody => [.. Here.Everybody, .. There.Everybody, Prefecture];

        public static async Task<World> MakeAsync(Databases databases, Provider provider)
        {
            var database = await databases.EmptyAsync(provider);
            var app = new TestApp(database);
            await County.ImportRegionsAsync(app);
            return new World(database, app, await County.RecordAsync(app, "130722"), await County.RecordAsync(app, "130727"), await County.AppointAsync(app, "130700"));
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await database.DisposeAsync();
        }
    }
}
