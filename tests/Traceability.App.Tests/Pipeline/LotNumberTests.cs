using Traceability.App.Entries;
using Traceability.App.Features.Batches;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Pipeline;

public sealed class LotNumberTests(Databases databases)
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(PotatoChain.HarvestTime.DateTime);

    [Theory]
    [InlineData("2026-09-12", 1, "260912000001")]
    [InlineData("2026-09-12", 31, "26091200000Z")]
    [InlineData("2026-09-12", 32, "260912000010")]
    [InlineData("2026-01-02", 1_073_741_823, "260102ZZZZZZ")]
    public void Make_DayAndNumber_StandBeforeTheCheckCharacter(string day, int sequence, string start)
    {
        var lot = LotNumbers.Make(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), sequence).ToString();

        Assert.Equal((start, 13), (lot[..^1], lot.Length));
    }

    [Fact]
    public void Make_NumbersOfADay_AreAllDifferentAndNeverOneSlipApart()
    {
        var lots = Enumerable.Range(1, 2_000).Select(n => LotNumbers.Make(Day, n).ToString()).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(2_000, lots.Count);
        // Two neighbours swapped by a tired hand never make another lot of ours.
        Assert.DoesNotContain(lots, lot => Enumerable.Range(6, 6).Any(i => lot[i] != lot[i + 1] && lots.Contains(lot[..i] + lot[i + 1] + lot[i] + lot[(i + 2)..])));
    }

    [Theory]
    [OnDatabases]
    public async Task Harvest_GeneratedLotThatSomebodyTookBefore_TakesTheNext(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        foreach (var taken in new[] { 1, 2, 4 })
            await app.RecordAsync(chain.Grower, Harvest(LotNumbers.Make(Day, taken)));

        var made = new[] { await app.RecordAsync(chain.Grower, Harvest(lot: null)), await app.RecordAsync(chain.Grower, Harvest(lot: null)) };

        Assert.Equal([LotNumbers.Make(Day, 3).ToString(), LotNumbers.Make(Day, 5).ToString()], made.Select(m => m.Lot));
        Assert.Equal(5, database.Scalar<long>("SELECT COUNT(*) FROM batch WHERE version = 1"));
    }

    [Theory]
    [OnDatabases]
    public async Task Pack_GeneratedLotThatSomebodyTookBefore_TakesTheNext(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var harvest = await app.RecordAsync(chain.Grower, Harvest(LotNumber.Parse("HV01")));
        await app.RecordAsync(chain.Grower, Pack(harvest.Batch, LotNumbers.Make(Day, 1)));

        var packed = await app.RecordAsync(chain.Grower, Pack(harvest.Batch, null, LotNumbers.Make(Day, 3), null));

        Assert.Equal([LotNumbers.Make(Day, 2).ToString(), LotNumbers.Make(Day, 3).ToString(), LotNumbers.Make(Day, 4).ToString()], packed.Batches.Select(b => b.Lot));
    }

    [Theory]
    [OnDatabases]
    public async Task Harvests_OfOnePlotWithLotsOfTheirsAndOurs_NeverWaitForEachOtherInACircle(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async client =>
        {
            for (var n = 0; n < 12; n++)
                await app.RecordAsync(chain.Grower, Harvest(n % 2 == 0 ? null : LotNumber.Parse($"OWN{client}N{n}")) with { Kilograms = 1 });
        }));

        Assert.Equal(96, database.Scalar<long>("SELECT COUNT(*) FROM batch"));
        // PostgreSQL takes a second to find each.
        if (provider == Provider.Postgres)
            Assert.Equal(0, database.Scalar<long>("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"));
    }

    [Theory]
    [OnDatabases]
    public async Task Lots_OfDifferentProductsAndDays_AreCountedApart(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);

        var first = await app.RecordAsync(chain.Grower, Harvest(lot: null));
        var nextDay = await app.RecordAsync(chain.Grower, Harvest(lot: null) with { Occurred = PotatoChain.HarvestTime.AddDays(1) });
        var packed = await app.RecordAsync(chain.Grower, Pack(first.Batch, [null]));

        Assert.Equal(LotNumbers.Make(Day, 1).ToString(), first.Lot);
        Assert.Equal(LotNumbers.Make(Day.AddDays(1), 1).ToString(), nextDay.Lot);
        Assert.Equal(LotNumbers.Make(Day, 1).ToString(), packed.Batches[0].Lot);
    }

    private static RegisterHarvest Harvest(LotNumber? lot) => new(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 100, lot, Occurred: PotatoChain.HarvestTime);

    private static PackBatches Pack(Guid harvest, params LotNumber?[] lots) =>
        new([new PackTake(harvest, 5 * lots.Length)], [.. lots.Select(lot => new PackMake(PotatoChain.Box, 1, lot))], Occurred: PotatoChain.HarvestTime);
}
