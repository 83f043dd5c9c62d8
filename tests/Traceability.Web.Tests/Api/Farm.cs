using System.Globalization;
using System.Text.Json.Nodes;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Tests.Api;

/// <summary>A cooperative of its own for a test, registered by the demonstration's supervisor: nobody else's records are in its way.</summary>
internal sealed class Farm
{
    public const string County = "130722";
    public const string Harvested = "2026-09-12T08:30:00+08:00";

    private const string Registered = "2026-03-01T08:00:00+08:00";

    private static int _made;

    private Farm(Server server, Organisation organisation, string loose, string box, string at)
    {
        Server = server;
        Organisation = organisation;
        Loose = loose;
        Box = box;
        Base = at;
    }

    public Server Server { get; }

    public Organisation Organisation { get; }

    public string Key => Organisation.Key;

    /// <summary>GTIN of its loose potatoes.</summary>
    public string Loose { get; }

    /// <summary>GTIN of its boxes of 5 kg.</summary>
    public string Box { get; }

    /// <summary>GLN of its base: plot 1 bears 10 mu × 1,000 kg a season, plot W is wild and bears without bound.</summary>
    public string Base { get; }

    /// <param name="foodClass">Of both products.</param>
    /// <param name="range">What the boxes are stored in, °C.</param>
    public static async Task<Farm> RegisterAsync(Server server, string name = "农场", string? foodClass = null, (decimal Min, decimal Max)? range = null)
    {
        var organisation = await Organisation.RegisterAsync(server, name, "cooperative", "seller");
        var (loose, box, at) = (NewLooseGtin(), NewGtin(), NewGln());
        await server.RecordAsync("/api/products", organisation.Key, new JsonObject { ["gtin"] = loose, ["name"] = name + "散装", ["foodClass"] = foodClass, ["occurred"] = Registered }.Compact());
        await server.RecordAsync("/api/products", organisation.Key, new JsonObject
        {
            ["gtin"] = box,
            ["name"] = name + " 5 kg",
            ["netContent"] = new JsonObject { ["unit"] = "KGM", ["value"] = 5 },
            ["foodClass"] = foodClass,
            ["storeMinCelsius"] = range?.Min,
            ["storeMaxCelsius"] = range?.Max,
            ["occurred"] = Registered,
        }.Compact());
        await server.RecordAsync("/api/bases", organisation.Key, new
        {
            gln = at,
            region = County,
            name = name + "基地",
            plots = new object[] { new { extension = "1", areaMu = 10, yieldCapKgPerMu = 1000 }, new { extension = "W", areaMu = 900_000, yieldCapKgPerMu = 1000 } },
            occurred = Registered,
        });
        return new Farm(server, organisation, loose, box, at);
    }

    public async Task<string> HarvestAsync(decimal kilograms, string? lot = null, string plot = "1", string occurred = Harvested) =>
        (string)(await Server.RecordAsync("/api/batches/harvests", Key, HarvestOf(kilograms, lot, plot, occurred)))["batch"]!;

    /// <summary>A harvest on the wild plot, and all of it in boxes.</summary>
    public async Task<Batch> PackAsync(int packs, string? lot = null, string? grade = null)
    {
        var harvest = await HarvestAsync(packs * 5m, lot: null, plot: "W");
        var answer = await Server.RecordAsync("/api/batches/packs", Key, PackOf(harvest, packs * 5m, packs, lot, grade));
        var made = answer["batches"]![0]!;
        return new Batch((string)made["batch"]!, (string)made["gtin"]!, (string)made["lot"]!);
    }

    public Task<JsonNode> LabelAsync(Batch batch, int count, bool serialised = true) =>
        Server.RecordAsync($"/api/batches/{batch.Id}/labels", Key, new { count, serialised });

    public async Task<string> ShipAsync(Organisation receiver, Batch batch, decimal quantity) =>
        (string)(await Server.RecordAsync("/api/shipments", Key, new { items = new[] { new { batch = batch.Id, quantity } }, receiver = receiver.Uscc }))["shipment"]!;

    public object HarvestOf(decimal kilograms, string? lot = null, string plot = "1", string? occurred = Harvested) =>
        new JsonObject { ["gtin"] = Loose, ["base"] = Base, ["plot"] = plot, ["kilograms"] = kilograms, ["lot"] = lot, ["occurred"] = occurred }.Compact();

    public object PackOf(string harvest, decimal kilograms, int packs, string? lot = null, string? grade = null) => new JsonObject
    {
        ["inputs"] = new JsonArray(new JsonObject { ["batch"] = harvest, ["kilograms"] = kilograms }),
        ["outputs"] = new JsonArray(new JsonObject { ["gtin"] = Box, ["packs"] = packs, ["lot"] = lot, ["grade"] = grade }.Compact()),
        ["occurred"] = "2026-09-13T14:00:00+08:00",
    };

    public static string NewGtin() => Gtin.Create("0952" + Next("D9")).ToString();

    public static string NewLooseGtin() => Gtin.Create("9952" + Next("D9")).ToString();

    public static string NewGln() => Gln.Create("9520" + Next("D8")).ToString();

    public static string NewSscc() => Sscc.Create(1, "9520000", Interlocked.Increment(ref _made)).ToString();

    /// <summary>A number with both its check characters right, of no real organisation.</summary>
    public static string NewUscc()
    {
        const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var start = "91130722" + Next("D8");
        return (from ninth in "0123456789X" from last in Characters select $"{start}{ninth}{last}").First(text => UnifiedSocialCreditCode.TryParse(text, out _));
    }

    // Above what the demonstration uses.
    private static string Next(string format) => (1_000_000 + Interlocked.Increment(ref _made)).ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>A batch by its id and by what stands on its label.</summary>
internal sealed record Batch(string Id, string Gtin, string Lot)
{
    /// <summary>The path on the label.</summary>
    public string Path => $"/01/{Gtin}/10/{Uri.EscapeDataString(Lot)}";
}

/// <summary>An organisation with the key of its first member.</summary>
internal sealed record Organisation(string Uscc, string Gln, string Key, string Account)
{
    public static async Task<Organisation> RegisterAsync(Server server, string name, params string[] roles)
    {
        var (uscc, gln) = (Farm.NewUscc(), Farm.NewGln());
        var answer = await server.RecordAsync("/api/organisations", server.Key("supervisor"), Request(uscc, gln, name, roles));
        return new Organisation(uscc, gln, (string)answer["apiKey"]!, (string)answer["account"]!);
    }

    public static object Request(string uscc, string gln, string name = "组织", string[]? roles = null, string region = Farm.County) =>
        new { uscc, gln, region, roles = roles ?? ["cooperative"], name, member = new { name = "社员", roles = roles ?? ["cooperative"] }, occurred = "2026-03-01T08:00:00+08:00" };
}

internal static class Members
{
    /// <summary>Without those that are null: a request leaves them out.</summary>
    public static JsonObject Compact(this JsonObject members)
    {
        foreach (var name in members.Where(m => m.Value is null).Select(m => m.Key).ToArray())
            members.Remove(name);
        return members;
    }
}
