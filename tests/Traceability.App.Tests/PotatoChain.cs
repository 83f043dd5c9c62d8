using Traceability.App.Access;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Brands;
using Traceability.App.Features.Certification;
using Traceability.App.Features.Cultivation;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Places;
using Traceability.App.Features.Products;
using Traceability.App.Features.Reference;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Batches;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Reference;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests;

/// <summary>A fictional chain from the register of regions to a delivery, recorded through the commands: every table has rows.</summary>
internal sealed class PotatoChain
{
    public static readonly Gtin Loose = Gtin.Parse("99520100000105");
    public static readonly Gtin Box = Gtin.Parse("09520100000102");
    public static readonly Gln Base = Gln.Parse("9520109009007");
    public static readonly GlnExtension Plot = GlnExtension.Parse("1");
    /// <summary>A plot that neither area nor cap bounds.</summary>
    public static readonly GlnExtension Wild = GlnExtension.Parse("2");
    public static readonly RegionCode County = RegionCode.Parse("130722");
    public static readonly DateTimeOffset HarvestTime = new(2026, 9, 12, 8, 30, 0, TimeSpan.FromHours(8));

    /// <summary>Names of natural persons; nothing but the vault may hold one.</summary>
    public static readonly IReadOnlyList<string> PersonalNames = ["私人甲-supervisor", "私人乙-grower", "私人丙-carrier", "私人丁-store", "私人戊-certifier"];

    /// <summary>Corners of the base, which only the parties of the chain may know.</summary>
    public static readonly IReadOnlyList<Coordinate> Polygon = [new(114.700123m, 41.150456m), new(114.712m, 41.15m), new(114.712m, 41.157m)];

    private static readonly DateTimeOffset Registered = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    public Actor Supervisor { get; private set; } = null!;
    public Actor Grower { get; private set; } = null!;
    public Actor Carrier { get; private set; } = null!;
    public Actor Store { get; private set; } = null!;
    /// <summary>Certifies and manages the brand.</summary>
    public Actor Certifier { get; private set; } = null!;
    public Guid Certificate { get; private set; }
    public Guid Brand { get; private set; }
    public Guid Licence { get; private set; }
    public BatchAnswer Harvest { get; private set; } = null!;
    public PackAnswer Packing { get; private set; } = null!;
    public LabelsAnswer Labels { get; private set; } = null!;
    public ShipmentAnswer Shipment { get; private set; } = null!;

    public static async Task<PotatoChain> RecordAsync(TestApp app)
    {
        var chain = await RegisterAsync(app);
        chain.Harvest = await app.RecordAsync(chain.Grower, new RegisterHarvest(Loose, Base, Plot, 84_000, LotNumber.Parse("HV01"), Occurred: HarvestTime));
        var second = await app.RecordAsync(chain.Grower, new RegisterHarvest(Loose, Base, Wild, 1_000.5m, Occurred: HarvestTime.AddDays(1), WeighSlips: Slips(600.25m, 400.25m)));
        chain.Packing = await app.RecordAsync(
            chain.Grower,
            new PackBatches(
                [new PackTake(chain.Harvest.Batch, 80_000), new PackTake(second.Batch, 1_000.5m)],
                [new PackMake(Box, 15_000, LotNumber.Parse("PK01"), "一级"), new PackMake(Box, 1_000)],
                Occurred: HarvestTime.AddDays(2)));
        chain.Labels = await app.RecordAsync(chain.Grower, new IssueLabels(300, Occurred: HarvestTime.AddDays(3)) { Batch = chain.Packing.Batches[0].Batch });
        await app.RecordAsync(chain.Grower, new IssueLabels(50, Serialised: false, HarvestTime.AddDays(3)) { Batch = chain.Packing.Batches[0].Batch });
        chain.Shipment = await app.RecordAsync(
            chain.Grower,
            new DispatchShipment(
                [new DispatchItem(chain.Packing.Batches[0].Batch, 200), new DispatchItem(chain.Packing.Batches[1].Batch, 37)],
                chain.Store.Member.Uscc, chain.Carrier.Member.Uscc, Sscc.Parse("095201000000000034"), HarvestTime.AddDays(4)));
        await app.RecordAsync(
            chain.Store,
            new ReceiveShipment([new ReceivedItem(chain.Packing.Batches[0].Batch, 199), new ReceivedItem(chain.Packing.Batches[1].Batch, 37)], HarvestTime.AddDays(5)) { Shipment = chain.Shipment.Shipment });
        var departed = HarvestTime.AddDays(4).AddHours(1);
        var leg = await app.RecordAsync(
            chain.Carrier, new RecordLeg(departed, departed.AddHours(5), FromPlace: "张北仓", ToPlace: "北京社区", Vehicle: "冀G·演0042") { Shipment = chain.Shipment.Shipment });
        var read = await app.RecordAsync(
            chain.Carrier,
            new RecordTemperature(leg.Leg, [new ReadTemperature(departed, 4.2m), new ReadTemperature(departed.AddHours(2), 7.25m), new ReadTemperature(departed.AddHours(5), 5.1m)], 3, 6)
            { Shipment = chain.Shipment.Shipment });
        await app.RecordAsync(chain.Store, new CloseTemperatureBreach(read.Recording, BreachReason.DoorOpened, "卸货时门开着", departed.AddHours(6)) { Shipment = chain.Shipment.Shipment });
        // Recorded late, so that what came before keeps its place in the log.
        await GrowAsync(app, chain.Grower);
        await chain.VouchAsync(app);
        await app.RecordAsync(chain.Grower, new IssueLabels(20, Marks: [chain.Certificate, chain.Brand]) { Batch = chain.Packing.Batches[1].Batch });
        return chain;
    }

    /// <summary>A certificate for all that is packed, and a brand licensed for 10 tonnes.</summary>
    public async Task VouchAsync(TestApp app)
    {
        Certifier = await RegisterAsync(app, "91532301XXXX0014XF", "9520109000141", PersonalNames[4], Role.Certifier, Role.BrandManager);
        Certificate = (await app.RecordAsync(
            Certifier,
            new RegisterCertificate(CertificateScheme.GreenFood, "LB-15-2508990001A", Grower.Member.Uscc, new DateOnly(2025, 8, 1), new DateOnly(2028, 7, 31), [Box], [Base], 300_000))).Id;
        Brand = (await app.RecordAsync(Certifier, new RegisterBrand(BrandLevel.County, County, "张北马铃薯（演示）"))).Id;
        Licence = (await app.RecordAsync(Grower, new ApplyForLicence(20_000) { Brand = Brand })).Id;
        await app.RecordAsync(Certifier, new GrantLicence(new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31), 10_000) { Licence = Licence });
    }

    /// <summary>A weigh slip each, of collectors with a number of their own.</summary>
    public static IReadOnlyList<WeighSlip> Slips(params decimal[] kilograms) => [.. kilograms.Select((kg, i) => new WeighSlip($"C-{i}", kg))];

    /// <summary>Only who is there, and what they grow.</summary>
    public static async Task<PotatoChain> RegisterAsync(TestApp app)
    {
        var chain = new PotatoChain();
        await app.RecordAsync(TestApp.Operator, new ImportRegions("GB/T 2260", [Region("130000", "河北省"), Region("130700", "张家口市"), Region("130722", "张北县"), Region("110105", "朝阳区")]));
        var supervisor = await app.RecordAsync(TestApp.Operator, new AppointSupervisor(RegionCode.Parse("130000"), PersonalNames[0], Registered));
        chain.Supervisor = new Actor(supervisor.Account, [Role.Supervisor], Organisation: null, [RegionCode.Parse("130000")]);
        chain.Grower = await chain.RegisterAsync(app, "93130722XXXX00094R", "9520109000097", PersonalNames[1], Role.Cooperative, Role.Seller);
        chain.Carrier = await chain.RegisterAsync(app, "91130722XXXX00182E", "9520109000189", PersonalNames[2], Role.Logistics);
        chain.Store = await chain.RegisterAsync(app, "91110105XXXX00190E", "9520109000196", PersonalNames[3], Role.Seller);
        await app.RecordAsync(chain.Grower, new RegisterProduct(Loose, "马铃薯（散装）", "Potatoes, loose", ShelfLifeDays: 180, StoreMinCelsius: 3, StoreMaxCelsius: 6.5m, Occurred: Registered));
        await app.RecordAsync(chain.Grower, new RegisterProduct(Box, "马铃薯 5 kg", "Potatoes, 5 kg", Quantity.Kilograms(5), 180, Occurred: Registered));
        await app.RecordAsync(
            chain.Grower,
            new RegisterBase(Base, County, "示范基地", [new PlotDeclared(Plot, 120, 2_500), new PlotDeclared(Wild, AreaMu: null, YieldCapKgPerMu: null)], "Demonstration base", Polygon, Registered));
        return chain;
    }

    private static async Task GrowAsync(TestApp app, Actor grower)
    {
        var potato = FoodClass.Parse("potato");
        await app.RecordAsync(TestApp.Operator, new ImportLimits("limits", [new LimitRow("GB 2763", "2026", new DateOnly(2026, 3, 1), potato, "吡虫啉", 0.5m, "mg/kg", "source", AnalyteEn: "imidacloprid", Methods: "GB 23200.121")]));
        await app.RecordAsync(
            TestApp.Operator,
            new ImportPesticides(
                "pesticides",
                [
                    new PesticideRow(PesticideRowKind.Name, "吡虫啉", "imidacloprid"),
                    new PesticideRow(PesticideRowKind.Ban, "吡虫啉", Crop: FoodClass.Parse("eggs"), From: new DateOnly(2020, 1, 1), Notice: "fictional"),
                    new PesticideRow(PesticideRowKind.Interval, "吡虫啉", Crop: potato, From: new DateOnly(2020, 1, 1), Days: 14, Notice: "fictional"),
                ]));
        await app.RecordAsync(grower, new RecordCultivationStep(Base, Plot, CultivationStep.Sow, potato, "种薯", Quantity.Kilograms(150), Occurred: HarvestTime.AddDays(-137)));
        await app.RecordAsync(grower, new RecordSpraying(Base, Plot, potato, "吡虫啉可湿性粉剂", ["吡虫啉"], Operator: PersonalNames[1], Occurred: HarvestTime.AddDays(-33)));
    }

    private async Task<Actor> RegisterAsync(TestApp app, string uscc, string gln, string member, params Role[] roles)
    {
        var code = UnifiedSocialCreditCode.Parse(uscc);
        var answer = await app.RecordAsync(
            Supervisor, new RegisterOrganisation(code, Gln.Parse(gln), County, roles, "组织 " + uscc, new FirstMember(member, roles), "Organisation " + uscc, "000-0000-0009", Registered));
        return new Actor(answer.Account, roles, new ActingOrganisation(code, Gln.Parse(gln), County), []);
    }

    private static RegionRow Region(string code, string name) => new(RegionCode.Parse(code), name, "Region " + code);
}
