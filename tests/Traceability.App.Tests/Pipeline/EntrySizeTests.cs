using Traceability.App.Features.Batches;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Places;
using Traceability.Domain;
using Traceability.Domain.Places;
using Traceability.Gs1.Identifiers;
using Traceability.Ledger;

namespace Traceability.App.Tests.Pipeline;

/// <summary>The most that a command allows either stands in one entry or is refused as a whole.</summary>
public sealed class EntrySizeTests(Databases databases)
{
    [Theory]
    [OnDatabases]
    public async Task Commands_AtTheirMostWithOurOwnLots_Fit(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);

        var harvests = await HarvestAsync(app, chain, _ => null);
        var packed = await app.RecordAsync(chain.Grower, Packing(harvests, _ => null));
        await app.RecordAsync(chain.Grower, new DispatchShipment([.. harvests.Select(h => new DispatchItem(h, 1))], chain.Store.Member.Uscc, chain.Carrier.Member.Uscc, Sscc.Parse("095201000000000034")));
        await app.RecordAsync(chain.Grower, Base(n => $"{n}"));

        Assert.Equal(4, packed.Batches.Count);
        AssertEntries(database);
    }

    [Theory]
    [OnDatabases]
    public async Task Commands_AtTheirMostWithTheLongestLots_FitOrAreRefusedWhole(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        var harvests = await HarvestAsync(app, chain, n => LotNumber.Parse($"%%%%%%%%%%%%%%%%%%{n:D2}"));
        await app.RecordAsync(chain.Grower, Packing(harvests, n => LotNumber.Parse($"//////////////////{n:D2}")));
        var before = Everything(database);

        AssertTooLarge(await app.SendAsync(chain.Grower, new DispatchShipment([.. harvests.Select(h => new DispatchItem(h, 1))], chain.Store.Member.Uscc)));
        AssertTooLarge(await app.SendAsync(chain.Grower, Base(n => $"%%%%%%%%%%%%%%%%%%{n:D2}")));

        Assert.Equal(before, Everything(database));
        await app.RecordAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 1, LotNumber.Parse("%%%%%%%%%%%%%%%%%%%%")));
        AssertEntries(database);
    }

    private static void AssertTooLarge<T>(Result<T> result) => Assert.Equal("entry.too-large", result.Problem?.Code);

    private static void AssertEntries(TestDatabase database) => Assert.InRange(database.Scalar<long>("SELECT MAX(LENGTH(bytes)) FROM log_entry"), 1, EntryEnvelope.MaxBytes);

    private static async Task<List<Guid>> HarvestAsync(TestApp app, PotatoChain chain, Func<int, LotNumber?> lot)
    {
        var harvests = new List<Guid>();
        for (var i = 0; i < 16; i++)
            harvests.Add((await app.RecordAsync(chain.Grower, new RegisterHarvest(PotatoChain.Loose, PotatoChain.Base, PotatoChain.Plot, 100.123456m, lot(i)))).Batch);
        return harvests;
    }

    private static PackBatches Packing(IEnumerable<Guid> harvests, Func<int, LotNumber?> lot) => new(
        [.. harvests.Select(h => new PackTake(h, 99.123455m))],
        [.. Enumerable.Range(0, 4).Select(n => new PackMake(PotatoChain.Box, 1, lot(n), new string('级', 40)))]);

    private static RegisterBase Base(Func<int, string> extension) => new(
        Gln.Parse("9520109009014"),
        PotatoChain.County,
        new string('基', 200),
        [.. Enumerable.Range(0, 20).Select(n => new PlotDeclared(GlnExtension.Parse(extension(n)), 999_999.9999m, 999_999.9999m))],
        new string('B', 200),
        [.. Enumerable.Range(0, 200).Select(n => new Coordinate(179.1234567m, n / 100m))]);

    private static List<string> Everything(TestDatabase database) =>
        [.. database.Tables().SelectMany(t => database.Rows($"SELECT '{t}' AS t, * FROM \"{t}\"")).Select(row => System.Text.Json.JsonSerializer.Serialize(row))];
}
