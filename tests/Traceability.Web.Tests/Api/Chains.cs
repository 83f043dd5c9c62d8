using System.Text.Json.Nodes;

namespace Traceability.Web.Tests.Api;

/// <summary>One harvest of a new farm and ten boxes of it, packed on the day after.</summary>
internal sealed record Chain(Farm Farm, Batch Batch)
{
    private const int Packs = 10;

    public static async Task<Chain> GrowAsync(Server server, string day, string? foodClass = null, (decimal Min, decimal Max)? range = null)
    {
        var farm = await Farm.RegisterAsync(server, foodClass: foodClass, range: range);
        var harvest = await farm.HarvestAsync(Packs * 5m, occurred: $"{day}T08:30:00+08:00");
        var next = DateOnly.ParseExact(day, "yyyy-MM-dd", null).AddDays(1);
        var made = (await server.RecordAsync("/api/batches/packs", farm.Key, new
        {
            inputs = new[] { new { batch = harvest, kilograms = Packs * 5m } },
            outputs = new[] { new { gtin = farm.Box, packs = Packs } },
            occurred = $"{next:yyyy-MM-dd}T10:00:00+08:00",
        }))["batches"]![0]!;
        return new Chain(farm, new Batch((string)made["batch"]!, (string)made["gtin"]!, (string)made["lot"]!));
    }
}

/// <summary>Two gatherers' lots that a warehouse packed as one, and what it dried of it: the weights are the demonstration's.</summary>
internal sealed record Merge(string First, string Second, Batch Fresh, Batch Dried, string Shipment)
{
    public static async Task<Merge> MakeAsync(Server server)
    {
        var warehouse = await Organisation.RegisterAsync(server, "公共仓", "warehouse");
        var store = await Organisation.RegisterAsync(server, "鲜品店", "seller");
        var (fresh, dried) = (await ProductAsync(server, warehouse, 2), await ProductAsync(server, warehouse, 0.1m));
        var (first, second) = (await BringAsync(server, warehouse, 640, "HV07"), await BringAsync(server, warehouse, 510, "HV08"));
        var merged = Made(await server.RecordAsync("/api/batches/packs", warehouse.Key, new
        {
            inputs = new[] { new { batch = first, kilograms = 640 }, new { batch = second, kilograms = 510 } }, outputs = new[] { new { gtin = fresh, packs = 550, lot = "MG01" } }, declaredLossKg = 50,
        }));
        await server.RecordAsync($"/api/batches/{merged.Id}/labels", warehouse.Key, new { count = 550, serialised = false });
        var shipment = (string)(await server.RecordAsync("/api/shipments", warehouse.Key, new { items = new[] { new { batch = merged.Id, quantity = 400 } }, receiver = store.Uscc }))["shipment"]!;
        var slices = Made(await server.RecordAsync("/api/batches/processes", warehouse.Key, new
        {
            inputs = new[] { new { batch = merged.Id, quantity = 150 } },
            outputs = new[] { new { gtin = dried, packs = 300, lot = "PK06" } },
            processes = new[] { "slicing", "drying" },
            declaredLossKg = 270,
            dehydration = 10,
        }));
        return new Merge(first, second, merged, slices, shipment);
    }

    private static async Task<string> ProductAsync(Server server, Organisation warehouse, decimal kilograms)
    {
        var gtin = Farm.NewGtin();
        await server.RecordAsync("/api/products", warehouse.Key, new { gtin, name = "牛肝菌", netContent = new { unit = "KGM", value = kilograms } });
        return gtin;
    }

    private static async Task<string> BringAsync(Server server, Organisation warehouse, decimal kilograms, string lot)
    {
        var farm = await Farm.RegisterAsync(server);
        var harvest = await farm.HarvestAsync(kilograms, lot, plot: "W");
        var shipment = (string)(await server.RecordAsync("/api/shipments", farm.Key, new { items = new[] { new { batch = harvest, quantity = kilograms } }, receiver = warehouse.Uscc }))["shipment"]!;
        await server.RecordAsync($"/api/shipments/{shipment}/receipt", warehouse.Key, new { });
        return harvest;
    }

    private static Batch Made(JsonNode answer)
    {
        var made = answer["batches"]![0]!;
        return new Batch((string)made["batch"]!, (string)made["gtin"]!, (string)made["lot"]!);
    }
}
