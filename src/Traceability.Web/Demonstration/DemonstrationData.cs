using System.Text.Json;
using Traceability.App.Json;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Demonstration;

/// <summary>The demonstration as the project carries it: every name in it is fictional and says so.</summary>
internal sealed record DemonstrationData(
    string Notice,
    RegionsData Regions,
    IReadOnlyList<SupervisorData> Supervisors,
    IReadOnlyList<OrganisationData> Organisations,
    IReadOnlyList<ProductData> Products,
    IReadOnlyList<BaseData> Bases,
    DateTimeOffset Registered,
    IReadOnlyList<HarvestData> Harvests,
    IReadOnlyList<PackData> Packs,
    IReadOnlyList<LabelData> Labels,
    IReadOnlyList<ShipmentData> Shipments,
    IReadOnlyDictionary<string, string> Credentials)
{
    public static DemonstrationData Read()
    {
        using var stream = Resource("Demonstration.demonstration.json");
        return JsonSerializer.Deserialize<DemonstrationData>(stream, AppJson.Api)!;
    }

    /// <summary>One of the sets of reference data that come with the server.</summary>
    public static byte[] Reference(string name)
    {
        using var stream = Resource($"Reference.{name}.csv");
        using var whole = new MemoryStream();
        stream.CopyTo(whole);
        return whole.ToArray();
    }

    private static Stream Resource(string name) => typeof(DemonstrationData).Assembly.GetManifestResourceStream($"Traceability.Web.{name}")!;
}

internal sealed record RegionsData(string Edition, IReadOnlyList<RegionRow> Regions);

internal sealed record SupervisorData(string Id, RegionCode Region, string Name);

internal sealed record OrganisationData(
    string Id, string Supervisor, UnifiedSocialCreditCode Uscc, Gln Gln, RegionCode Region, IReadOnlyList<Role> Roles, string Name, string NameEn, string? Hotline, string Member);

internal sealed record ProductData(
    string Organisation, Gtin Gtin, string Name, string NameEn, decimal? NetContentKg, int ShelfLifeDays, decimal StoreMinCelsius, decimal StoreMaxCelsius, FoodClass? FoodClass = null);

internal sealed record BaseData(
    string Organisation, Gln Gln, RegionCode Region, string Name, string NameEn, IReadOnlyList<PlotDeclared> Plots, IReadOnlyList<IReadOnlyList<decimal>> Polygon);

internal sealed record HarvestData(string Organisation, Gtin Gtin, Gln Base, GlnExtension Plot, LotNumber Lot, decimal Kilograms, DateTimeOffset Occurred);

internal sealed record PackData(
    string Organisation, DateTimeOffset Occurred, decimal DeclaredLossKg, IReadOnlyDictionary<string, decimal> Inputs, IReadOnlyList<PackedData> Outputs);

internal sealed record PackedData(Gtin Gtin, LotNumber Lot, int Packs, string Grade);

internal sealed record LabelData(string Organisation, string Lot, int Count, DateTimeOffset Occurred);

internal sealed record ShipmentData(
    string Organisation, string Receiver, string Carrier, Sscc Sscc, IReadOnlyDictionary<string, decimal> Items, DateTimeOffset Departed, DateTimeOffset Arrived);
