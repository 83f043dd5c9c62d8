using System.Globalization;
using Traceability.App.Access;
using Traceability.App.Features.Batches;
using Traceability.App.Features.Brands;
using Traceability.App.Features.Certification;
using Traceability.App.Features.Complaints;
using Traceability.App.Features.Cultivation;
using Traceability.App.Features.Files;
using Traceability.App.Features.Quality;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Logistics;
using Traceability.App.Features.Parties;
using Traceability.App.Features.Places;
using Traceability.App.Features.Products;
using Traceability.App.Features.Supervision;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Quality;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Access;

/// <summary>A county with its people and a chain from plot to shop that never leaves it. No two share an identifier.</summary>
internal sealed class County
{
    private static readonly DateTimeOffset Registered = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset Harvested = new(2026, 9, 12, 8, 0, 0, TimeSpan.FromHours(8));

    private static int _made;

    private County(RegionCode code) => Code = code;

    public RegionCode Code { get; }
    public Actor Supervisor { get; private set; } = null!;
    public Actor Grower { get; private set; } = null!;
    public Actor Carrier { get; private set; } = null!;
    public Actor Store { get; private set; } = null!;

    /// <summary>Certifies and keeps the county's brand.</summary>
    public Actor Voucher { get; private set; } = null!;
    public Gtin Loose { get; } = NewGtin("9952");
    public Gtin Box { get; } = NewGtin("0952");
    public Gln Base { get; } = NewGln();
    public BatchAnswer Harvest { get; private set; } = null!;
    public PackedBatch Pack { get; private set; } = null!;
    public LabelsAnswer Labels { get; private set; } = null!;
    public Guid Shipment { get; private set; }

    /// <summary>A shopper's complaint about the packed batch.</summary>
    public Guid Complaint { get; private set; }

    /// <summary>A test of the packed batch that was asked for.</summary>
    public Guid Inspection { get; private set; }

    public Guid Certificate { get; private set; }
    public Guid Brand { get; private set; }
    public Guid Licence { get; private set; }

    /// <summary>SHA-256 of a logger's file that the temperatures of the shipment name.</summary>
    public string File { get; private set; } = "";

    /// <summary>A recall of a harvest that nothing was made of.</summary>
    public Guid Recall { get; private set; }

    /// <summary>An organisation that waits to be taken into the register.</summary>
    public Guid Filing { get; private set; }

    /// <summary>An API key of the grower's.</summary>
    public Guid Key { get; private set; }

    private UnifiedSocialCreditCode Filed { get; } = NewUscc();

    /// <summary>Packs that were sent: a number that stands for nothing else.</summary>
    public int Shipped => 6_000 + (int.Parse(Code.ToString(), CultureInfo.InvariantCulture) % 1_000);

    public IReadOnlyList<Guid> Entries { get; private set; } = [];
    public Coordinate Corner { get; } = new(114.7m + (Next() / 1_000_000m), 41.150456m);

    /// <summary>Who sees the packed batch: whoever has made, carried or received it, and the supervisor of where it grew.</summary>
    public IReadOnlyList<Actor> OfTheChain => [Supervisor, Grower, Carrier, Store];

    public IReadOnlyList<Actor> Everybody => [.. OfTheChain, Voucher];

    /// <summary>Names of the county's people.</summary>
    public IReadOnlyList<string> People => [.. new[] { "监管员", "社员", "司机", "店员", "联系人" }.Select(p => $"{p}{Code}")];

    /// <summary>Whatever a hidden row of the county would be known by.</summary>
    public IReadOnlyList<string> Identifiers =>
    [
        .. new[] { Grower, Carrier, Store }.SelectMany(a => new[] { a.Member.Uscc.ToString(), a.Member.Gln.ToString() }),
        .. Everybody.Select(a => a.Account["account:".Length..]),
        Loose.ToString(), Box.ToString(), Base.ToString(), Harvest.Batch.ToString(), Harvest.Lot, Pack.Batch.ToString(), Pack.Lot,
        Labels.Run.ToString(), Shipment.ToString(), Recall.ToString(), Complaint.ToString(), Inspection.ToString(), Licence.ToString(), File, Key.ToString(), Filed.ToString(), .. Entries.Select(e => e.ToString()), .. People,
    ];

    /// <summary>What stands in registers for everybody.</summary>
    public IReadOnlyList<string> InRegisters => [Certificate.ToString(), Brand.ToString()];

    public static async Task ImportRegionsAsync(TestApp app, params RegionRow[] more) => await app.RecordAsync(
        TestApp.Operator,
        new ImportRegions("GB/T 2260", [Row("130000"), Row("130700"), Row("130722"), Row("130722100"), Row("130722100201"), Row("130722101"), Row("130727"), Row("530000"), .. more]));

    public static RegionRow Row(string code, string? parent = null, string? from = null, string? to = null, string? successor = null) => new(
        RegionCode.Parse(code), "某地", "Somewhere " + code, parent is null ? null : RegionCode.Parse(parent), Day(from), Day(to), successor is null ? null : RegionCode.Parse(successor));

    public static async Task<Actor> AppointAsync(TestApp app, string region, string name = "监管员", string? userName = null)
    {
        var appointed = await app.RecordAsync(TestApp.Operator, new AppointSupervisor(RegionCode.Parse(region), name, Registered, userName));
        return new Actor(appointed.Account, [Role.Supervisor], Organisation: null, [RegionCode.Parse(region)]);
    }

    public static async Task<Actor> RegisterAsync(TestApp app, Actor supervisor, RegionCode region, string member, params Role[] roles)
    {
        var (uscc, gln) = (NewUscc(), NewGln());
        var answer = await app.RecordAsync(supervisor, new RegisterOrganisation(uscc, gln, region, roles, "组织 " + uscc, new FirstMember(member, roles), "Organisation " + uscc, Occurred: Registered));
        return new Actor(answer.Account, [.. roles, Role.Administrator], new ActingOrganisation(uscc, gln, region), []);
    }

    public static async Task<County> RecordAsync(TestApp app, string code)
    {
        var county = new County(RegionCode.Parse(code));
        county.Supervisor = await AppointAsync(app, code, county.People[0], "supervisor" + code);
        county.Grower = await RegisterAsync(app, county.Supervisor, county.Code, county.People[1], Role.Cooperative);
        county.Carrier = await RegisterAsync(app, county.Supervisor, county.Code, county.People[2], Role.Logistics);
        county.Store = await RegisterAsync(app, county.Supervisor, county.Code, county.People[3], Role.Seller);
        var filing = new FileOrganisation(county.Filed, NewGln(), county.Code, [Role.Seller], "新店", county.People[4], "000-0000-0001", "founder" + code);
        county.Filing = (await app.RecordAsync(actor: null, filing)).Filing;
        county.Key = (await app.RecordAsync(county.Grower, new CreateApiKey("秤 " + code, [Role.Cooperative]))).Id;
        await county.PlantAsync(app, county.Grower, county.Code);
        county.Harvest = await county.HarvestAsync(app, 100_000, $"HV{code}");
        var packing = await app.RecordAsync(county.Grower, new PackBatches([new PackTake(county.Harvest.Batch, 50_000)], [new PackMake(county.Box, 10_000, LotNumber.Parse($"PK{code}"))], Occurred: Harvested.AddDays(2)));
        county.Pack = packing.Batches[0];
        county.Labels = await app.RecordAsync(county.Grower, new IssueLabels(9_000) { Batch = county.Pack.Batch });
        var dispatch = await app.RecordAsync(county.Grower, new DispatchShipment([new DispatchItem(county.Pack.Batch, county.Shipped)], county.Store.Member.Uscc, county.Carrier.Member.Uscc, Occurred: Harvested.AddDays(4)));
        county.Shipment = dispatch.Shipment;
        var receipt = await app.RecordAsync(county.Store, new ReceiveShipment(Occurred: Harvested.AddDays(5)) { Shipment = county.Shipment });
        var recalled = await county.HarvestAsync(app, 10, $"RC{code}");
        county.Recall = (await app.RecordAsync(county.Grower, new OpenRecall([recalled.Batch], RecallClass.Third, "wrong variety", HoldSiblings: false))).Recall;
        county.Complaint = (await app.RecordAsync(actor: null, new FileComplaint(county.Box, LotNumber.Parse(county.Pack.Lot), "烂了 " + code))).Complaint;
        var laboratory = await RegisterAsync(app, county.Supervisor, county.Code, county.People[4], Role.Inspector);
        county.Inspection = (await app.RecordAsync(county.Grower, new RequestInspection(laboratory.Member.Uscc, InspectionKind.Laboratory) { Batch = county.Pack.Batch })).Inspection;
        county.File = (await app.RecordAsync(county.Grower, new StoreFile(System.Text.Encoding.UTF8.GetBytes($"time,celsius\n2026-09-12T08:00:00+08:00,{code[^2..]}\n")))).Sha256;
        var leg = await app.RecordAsync(county.Carrier, new RecordLeg(Harvested.AddDays(4), Harvested.AddDays(4).AddHours(5)) { Shipment = county.Shipment });
        await app.RecordAsync(
            county.Grower, new RecordTemperature(leg.Leg, [new ReadTemperature(Harvested.AddDays(4).AddHours(1), 4)], 2, 8, LoggerFile: FileHash.Parse(county.File)) { Shipment = county.Shipment });
        var step = await app.RecordAsync(county.Grower, new RecordCultivationStep(county.Base, GlnExtension.Parse("1"), CultivationStep.Weed, FoodClass.Parse("potato"), Occurred: Harvested.AddDays(-30)));
        await county.VouchAsync(app);
        county.Entries = [.. new[] { step.Receipts, county.Harvest.Receipts, packing.Receipts, county.Labels.Receipts, dispatch.Receipts, receipt.Receipts }.SelectMany(r => r).Select(r => r.Entry)];
        return county;
    }

    private async Task VouchAsync(TestApp app)
    {
        Voucher = await RegisterAsync(app, Supervisor, Code, People[4], Role.Certifier, Role.BrandManager);
        Certificate = (await app.RecordAsync(
            Voucher,
            new RegisterCertificate(CertificateScheme.GreenFood, $"LB-15-25089900{Code.ToString()[^2..]}A", Grower.Member.Uscc, new DateOnly(2025, 8, 1), new DateOnly(2028, 7, 31), [Box], [Base], 300_000))).Id;
        Brand = (await app.RecordAsync(Voucher, new RegisterBrand(BrandLevel.County, Code, "品牌 " + Code))).Id;
        Licence = (await app.RecordAsync(Grower, new ApplyForLicence(20_000) { Brand = Brand })).Id;
        await app.RecordAsync(Voucher, new GrantLicence(new DateOnly(2026, 1, 1), new DateOnly(2027, 12, 31), 10_000) { Licence = Licence });
    }

    /// <summary>The products of the grower, and a base where a plot bears without bound.</summary>
    public async Task PlantAsync(TestApp app, Actor grower, RegionCode where)
    {
        await app.RecordAsync(grower, new RegisterProduct(Loose, "散装", Occurred: Registered));
        await app.RecordAsync(grower, new RegisterProduct(Box, "箱装", NetContent: Quantity.Kilograms(5), Occurred: Registered));
        await app.RecordAsync(grower, new RegisterBase(Base, where, "基地", [new PlotDeclared(GlnExtension.Parse("1"), 1_000, 1_000)], Polygon: [Corner, Corner with { Latitude = 41.2m }, Corner with { Latitude = 41.3m }], Occurred: Registered));
    }

    public Task<BatchAnswer> HarvestAsync(TestApp app, decimal kilograms, string? lot = null) =>
        app.RecordAsync(Grower, new RegisterHarvest(Loose, Base, GlnExtension.Parse("1"), kilograms, lot is null ? null : LotNumber.Parse(lot), Harvested));

    public static Gtin NewGtin(string start) => Gtin.Create(start + Next().ToString("D9", CultureInfo.InvariantCulture));

    private static Gln NewGln() => Gln.Create("9520" + Next().ToString("D8", CultureInfo.InvariantCulture));

    private static UnifiedSocialCreditCode NewUscc()
    {
        const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var start = "91130722" + Next().ToString("D8", CultureInfo.InvariantCulture);
        return UnifiedSocialCreditCode.Parse((from ninth in "0123456789X" from last in Characters select $"{start}{ninth}{last}").First(text => UnifiedSocialCreditCode.TryParse(text, out _)));
    }

    private static int Next() => 3_000_000 + Interlocked.Increment(ref _made);

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
