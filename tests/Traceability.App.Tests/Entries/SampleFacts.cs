using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;
using Traceability.Domain.Quality;
using Traceability.Domain.Reference;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Traceability.Ledger;

namespace Traceability.App.Tests.Entries;

/// <summary>One fact of every type with every field filled, and, where fields may be left out, one with as few as can be. The golden files hold these.</summary>
internal static class SampleFacts
{
    public static readonly Stamp Stamp = new(
        Id(1), new DateTimeOffset(2026, 9, 12, 8, 30, 0, 125, TimeSpan.FromHours(8)), new DateTimeOffset(2026, 9, 12, 0, 31, 2, 7, TimeSpan.Zero), "93130722XXXX00094R", "account:01990000-0000-7000-8000-000000000009");

    private static readonly UnifiedSocialCreditCode Grower = UnifiedSocialCreditCode.Parse("93130722XXXX00094R");
    private static readonly Gln GrowerGln = Gln.Parse("9520109000097");
    private static readonly UnifiedSocialCreditCode Laboratory = UnifiedSocialCreditCode.Parse("91130722XXXX00182E");
    private static readonly Gtin Loose = Gtin.Parse("99520100000105");
    private static readonly Gtin Box = Gtin.Parse("09520100000102");
    private static readonly RegionCode County = RegionCode.Parse("130722");

    /// <summary>By the name of the golden file.</summary>
    public static IReadOnlyDictionary<string, DomainEvent> All { get; } = new Dictionary<string, DomainEvent>(StringComparer.Ordinal)
    {
        ["regions.imported-v1"] = new RegionNamesImported
        {
            Edition = "GB/T 2260 (2025)", FileSha256 = new string('a', 64), Count = 2,
            Rows = [new RegionNames(County, "张北县", "Zhangbei County"), new RegionNames(RegionCode.Parse("130722100"), "张北镇 \U00020BB7", "Zhangbei e\u0301")],
        },
        ["regions.imported-v2-centre"] = new RegionsImported
        {
            Edition = "2026 edition", FileSha256 = new string('5', 64), Count = 1,
            Rows = [new RegionRow(County, "张北县", "Zhangbei County", Centre: new Coordinate(114.72m, 41.16m))],
        },
        ["regions.imported-v2"] = new RegionsImported
        {
            Edition = "GB/T 2260 (2026)", FileSha256 = new string('b', 64), Count = 3,
            Rows =
            [
                new RegionRow(RegionCode.Parse("130000"), "河北省", "Hebei"),
                new RegionRow(County, "张北县", "Zhangbei County", RegionCode.Parse("130000"), new DateOnly(1949, 10, 1)),
                new RegionRow(RegionCode.Parse("130721"), "旧县 \U00020BB7", "Old e\u0301", RegionCode.Parse("130000"), new DateOnly(1949, 10, 1), new DateOnly(2016, 1, 7), County),
            ],
        },
        ["limits.imported-v1"] = new LimitsImported
        {
            Edition = "limits 2026", FileSha256 = new string('c', 64), Count = 2,
            Rows =
            [
                new LimitRow("GB 2763", "2026", new DateOnly(2026, 3, 1), FoodClass.Parse("mango"), "噻虫胺", 0.04m, "mg/kg", "secondary page", Methods: "GB 23200.121"),
                new LimitRow("GB/T 5009.199", "2003", new DateOnly(2004, 1, 1), FoodClass.Parse("vegetables"), "酶抑制率", 50, "%", "e\u0301 \U00020BB7", new DateOnly(2030, 12, 31), "inhibition", "GB/T 5009.199; NY/T 448", LimitBasis.Dry, Exclusive: true, Verify: true),
            ],
        },
        ["pesticides.imported-v1"] = new PesticidesImported
        {
            Edition = "pesticides 2026", FileSha256 = new string('d', 64), Count = 3,
            Rows =
            [
                new PesticideRow(PesticideRowKind.Name, "氧乐果", "omethoate"),
                new PesticideRow(PesticideRowKind.Ban, "氧乐果", Crop: FoodClass.Parse("tea"), From: new DateOnly(2017, 6, 1), To: new DateOnly(2030, 1, 1), Notice: "农业农村部公告第736号", Verify: true),
                new PesticideRow(PesticideRowKind.Interval, "氧乐果", Crop: FoodClass.Parse("potato"), From: new DateOnly(2020, 1, 1), Days: 14, Notice: "label"),
            ],
        },
        ["supervisor.appointed-v1"] = new SupervisorAppointed { Account = Id(9), Region = RegionCode.Parse("130000"), Name = "监管员 مفتش" },
        ["organisation.registered-v1"] = new OrganisationRegistered
        {
            Uscc = Grower, Gln = GrowerGln, Region = County, Roles = [Role.Cooperative, Role.Seller], Name = "坝上薯业专业合作社", NameEn = "Bashang Potato Cooperative", Hotline = "000-0000-0009",
        },
        ["organisation.registered-v1-least"] = new OrganisationRegistered { Uscc = Grower, Gln = GrowerGln, Region = County, Roles = [Role.Logistics], Name = "坝上" },
        ["member.admitted-v1"] = new MemberAdmitted { Account = Id(10), Organisation = Grower, Roles = [Role.Cooperative], Name = "社员 \U0001F954" },
        ["member.admitted-v1-administrator"] = new MemberAdmitted
        {
            Account = Id(10), Organisation = Grower, Name = "创办人",
            Roles = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Inspector, Role.Certifier, Role.BrandManager, Role.Administrator],
        },
        ["member.roles-changed-v1"] = new MemberRolesChanged { Account = Id(10), Organisation = Grower, Before = [Role.Cooperative], Roles = [Role.Seller, Role.Administrator] },
        ["member.removed-v1"] = new MemberRemoved { Account = Id(10), Organisation = Grower, Before = [Role.Seller, Role.Administrator] },
        ["supervisor.dismissed-v1"] = new SupervisorDismissed { Account = Id(9), Region = RegionCode.Parse("130000") },
        ["product.registered-v1"] = new ProductRegistered
        {
            Gtin = Box, Organisation = Grower, NetContent = Quantity.Create(5_000.5m, UnitCode.Gram), ShelfLifeDays = 180, StoreMinCelsius = -1.5m, StoreMaxCelsius = 6, Name = "马铃薯 5 kg", NameEn = "Potatoes \"5 kg\" <b>",
        },
        ["product.registered-v1-food-class"] = new ProductRegistered { Gtin = Loose, Organisation = Grower, FoodClass = FoodClass.Parse("potato"), Name = "马铃薯" },
        ["product.registered-v1-least"] = new ProductRegistered { Gtin = Loose, Organisation = Grower, Name = "马铃薯" },
        ["base.registered-v1"] = new BaseRegistered
        {
            Gln = Gln.Parse("9520109009007"), Organisation = Grower, Region = County,
            Plots = [new PlotDeclared(GlnExtension.Parse("1"), 120.25m, 2_500), new PlotDeclared(GlnExtension.Parse("A/2"), AreaMu: null, YieldCapKgPerMu: null)],
            Name = "示范基地", NameEn = "Demonstration base", Polygon = [new Coordinate(114.7m, 41.15m), new Coordinate(-114.712m, -41.157m), new Coordinate(0, 0)],
        },
        ["base.registered-v1-least"] = new BaseRegistered
        {
            Gln = Gln.Parse("9520109009007"), Organisation = Grower, Region = County, Plots = [new PlotDeclared(GlnExtension.Parse("1"), 1, 1)], Name = "基地",
        },
        ["plot.tended-v1"] = new PlotTended
        {
            Base = Gln.Parse("9520109009007"), Plot = GlnExtension.Parse("A/2"), Step = CultivationStep.HaulmKill, Day = new DateOnly(2026, 9, 5), Crop = FoodClass.Parse("potato"),
            PerMu = Quantity.Kilograms(150.5m), Input = "复合肥 15-15-15 \U00020BB7", Note = "备注 e\u0301",
        },
        ["plot.tended-v1-least"] = new PlotTended { Base = Gln.Parse("9520109009007"), Plot = GlnExtension.Parse("1"), Step = CultivationStep.Sow, Day = new DateOnly(2026, 4, 28) },
        ["plot.sprayed-v1"] = new PlotSprayed
        {
            Base = Gln.Parse("9520109009007"), Plot = GlnExtension.Parse("1"), Day = new DateOnly(2026, 8, 10), Crop = FoodClass.Parse("potato"), IntervalDays = 14, Ingredients = ["吡虫啉"],
            DosePerMu = Quantity.Create(20.5m, UnitCode.Gram), Reference = "pesticides.csv", ActiveIngredients = ["吡虫啉", "新药 \U00020BB7"], Product = "吡虫啉可湿性粉剂 10%", Registration = "PD20081234", Pest = "蚜虫",
            Note = "晴", Operator = "社员 مفتش",
        },
        ["plot.sprayed-v1-least"] = new PlotSprayed
        {
            Base = Gln.Parse("9520109009007"), Plot = GlnExtension.Parse("1"), Day = new DateOnly(2026, 8, 10), Crop = FoodClass.Parse("potato"), IntervalDays = 0, Ingredients = [], ActiveIngredients = ["x"], Product = "x",
        },
        ["harvest.inside-interval-v1"] = new HarvestFoundInsideInterval
        {
            Gtin = Loose, Lot = LotNumber.Parse("HV01"), Spraying = Id(70), SprayedOn = new DateOnly(2026, 9, 10), HarvestedOn = new DateOnly(2026, 9, 12), IntervalDays = 14, FirstHarvestDay = new DateOnly(2026, 9, 24),
        },
        ["batch.harvested-v1"] = new BatchHarvested
        {
            Batch = Id(20), Gtin = Loose, Lot = LotNumber.Parse("HV/01%+&"), Base = Gln.Parse("9520109009007"), Plot = GlnExtension.Parse("A/2"), Season = "2026 秋", Quantity = Quantity.Kilograms(84_000.000001m),
        },
        ["batch.harvested-v1-slips"] = new BatchHarvested
        {
            Batch = Id(23), Gtin = Loose, Lot = LotNumber.Parse("HV07"), Base = Gln.Parse("9520109009007"), Plot = GlnExtension.Parse("1"), Season = "2026", Quantity = Quantity.Kilograms(106.5m),
            Collectors = 2, WeighSlips = [new WeighSlip("C-07", 37.25m), new WeighSlip("C-12", 28), new WeighSlip("C-07", 41.25m)],
        },
        ["batch.packed-v1"] = new BatchesPacked
        {
            Place = GrowerGln, Loss = Quantity.Kilograms(5_500.25m), Batches = [Id(21), Id(22)],
            Inputs = [new PackInput(Loose, LotNumber.Parse("HV01"), Quantity.Kilograms(84_000)), new PackInput(Loose, LotNumber.Parse("HV02"), Quantity.Kilograms(0.25m))],
            Outputs =
            [
                new PackOutput(Id(21), Box, LotNumber.Parse("PK01"), Quantity.Pieces(15_699), Quantity.Kilograms(5), "一级"),
                new PackOutput(Id(22), Box, LotNumber.Parse("PK01/B"), Quantity.Pieces(10), Quantity.Create(500, UnitCode.Gram), Grade: null),
            ],
        },
        ["batch.transformed-v1"] = new BatchesTransformed
        {
            Step = TransformationStep.Process, Processes = [ProcessKind.Slicing, ProcessKind.Drying], Place = GrowerGln, Loss = Quantity.Kilograms(269.5m), Dehydration = 10, Batches = [Id(23), Id(24)],
            Inputs = [new TransformInput(Box, LotNumber.Parse("PK01"), Quantity.Pieces(50), Quantity.Kilograms(5)), new TransformInput(Loose, LotNumber.Parse("HV02"), Quantity.Kilograms(50.25m))],
            Outputs =
            [
                new TransformOutput(Id(23), Box, LotNumber.Parse("DR01"), Quantity.Pieces(300), Quantity.Create(100, UnitCode.Gram), "特级"),
                new TransformOutput(Id(24), Loose, LotNumber.Parse("DR01/B"), Quantity.Kilograms(0.75m)),
            ],
        },
        ["batch.transformed-v1-least"] = new BatchesTransformed
        {
            Step = TransformationStep.Merge, Place = GrowerGln, Loss = Quantity.Kilograms(0), Batches = [Id(25)],
            Inputs = [new TransformInput(Loose, LotNumber.Parse("HV01"), Quantity.Kilograms(640)), new TransformInput(Loose, LotNumber.Parse("HV02"), Quantity.Kilograms(510))],
            Outputs = [new TransformOutput(Id(25), Loose, LotNumber.Parse("MG01"), Quantity.Kilograms(1_150))],
        },
        ["batch.held-v1"] = new BatchHeld { Gtin = Box, Lot = LotNumber.Parse("PK01"), Reason = "等待复检 <b>" },
        ["batch.released-v1"] = new BatchReleased { Gtin = Box, Lot = LotNumber.Parse("PK01"), Stop = Id(50), Reason = "复检合格" },
        ["recall.opened-v1"] = new RecallOpened { Recall = Id(70), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01")), Subject.Batch(Loose, LotNumber.Parse("HV01"))], Class = RecallClass.First, Reason = "噻虫胺超标" },
        ["recall.closed-v1"] = new RecallClosed { Recall = Id(70), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))], RecoveredKg = 28_400.5m, Outcome = "全部销毁" },
        ["record.voided-v1"] = new RecordVoided
        {
            Voids = Id(51), Happened = new DateTimeOffset(2026, 9, 12, 8, 30, 0, 125, TimeSpan.FromHours(8)), Recorded = new DateTimeOffset(2026, 9, 12, 0, 31, 2, 7, TimeSpan.Zero),
            By = "93130722XXXX00094R", Account = "account:01990000-0000-7000-8000-000000000009", Reason = "录入错误",
            Fact = new BatchHarvested
            {
                Batch = Id(20), Gtin = Loose, Lot = LotNumber.Parse("HV01"), Base = Gln.Parse("9520109009007"), Plot = GlnExtension.Parse("A/2"), Season = "2026", Quantity = Quantity.Kilograms(84_000),
            },
        },
        ["labels.issued-v1"] = new LabelsIssued { Run = Id(30), Gtin = Box, Lot = LotNumber.Parse("PK01"), Count = 15_700, SerialsRoot = new string('b', 64), KeyId = "0123456789abcdef" },
        ["labels.issued-v1-least"] = new LabelsIssued { Run = Id(30), Gtin = Box, Lot = LotNumber.Parse("PK01"), Count = 1 },
        ["labels.issued-v1-marks"] = new LabelsIssued
        {
            Run = Id(31), Gtin = Box, Lot = LotNumber.Parse("PK01"), Count = 220, Marks =
            [
                new MarkUse(Subject.Certificate(Id(50)), Quantity.Kilograms(1_100), new DateOnly(2025, 8, 1)),
                new MarkUse(Subject.Licence(Id(53)), Quantity.Kilograms(612.200001m), new DateOnly(2026, 1, 1)),
            ],
        },
        ["certificate.registered-v1"] = new CertificateRegistered
        {
            Certificate = Id(50), Scheme = CertificateScheme.GreenFood, Number = "LB-15-2508990001A", Holder = Grower, ValidFrom = new DateOnly(2025, 8, 1), ValidTo = new DateOnly(2028, 7, 31),
            AnnualOutput = Quantity.Create(300, UnitCode.Tonne), EnterpriseCode = GreenFoodEnterpriseCode.Parse("GF130722259999"), FileSha256 = FileHash.Parse(new string('c', 64)),
            Products = [Box, Loose], Bases = [Gln.Parse("9520109009007")], Announcement = "公告 2016 第 1 号",
            Townships = [RegionCode.Parse("130722100"), County], Box = new AreaBox(114.5m, 41, 115.25m, 41.5m),
        },
        ["certificate.registered-v1-least"] = new CertificateRegistered
        {
            Certificate = Id(51), Scheme = CertificateScheme.GeographicalIndication, Number = "GI-演示-0001", Holder = Grower, ValidFrom = new DateOnly(2024, 1, 1), ValidTo = new DateOnly(2029, 12, 31), Products = [Box], Bases = [],
        },
        ["certificate.scope-changed-v1"] = new CertificateScopeChanged
        {
            Certificate = Id(50), AnnualOutput = Quantity.Kilograms(350_000.5m), Products = [Box], Bases = [Gln.Parse("9520109009007"), GrowerGln],
        },
        ["certificate.scope-changed-v1-least"] = new CertificateScopeChanged { Certificate = Id(50), Products = [Box], Bases = [GrowerGln] },
        ["certificate.renewed-v1"] = new CertificateRenewed { Certificate = Id(50), Before = new DateOnly(2028, 7, 31), ValidTo = new DateOnly(2031, 7, 31), FileSha256 = FileHash.Parse(new string('d', 64)) },
        ["certificate.renewed-v1-least"] = new CertificateRenewed { Certificate = Id(50), Before = new DateOnly(2028, 7, 31), ValidTo = new DateOnly(2031, 7, 31) },
        ["certificate.suspended-v1"] = new CertificateSuspended { Certificate = Id(50), Reason = "抽检不合格 \U00020BB7" },
        ["certificate.reinstated-v1"] = new CertificateReinstated { Certificate = Id(50), Reason = "整改合格" },
        ["certificate.withdrawn-v1"] = new CertificateWithdrawn { Certificate = Id(50), Reason = "Twice in a year <b>" },
        ["compliance.declared-v1"] = new ComplianceDeclared
        {
            Certificate = Id(52), Gtin = Box, Lot = LotNumber.Parse("PK01"), Form = ComplianceForm.Producer, Basis = [ComplianceBasis.Controlled, ComplianceBasis.SelfTested, ComplianceBasis.CommissionedTest],
            Quantity = Quantity.Pieces(220), Places = [County, RegionCode.Parse("130727")], Declarer = Grower,
        },
        ["brand.registered-v1"] = new BrandRegistered
        {
            Brand = Id(54), Level = BrandLevel.Product, Region = RegionCode.Parse("130700"), Parent = Id(55), Name = "张北马铃薯（演示）", NameEn = "Zhangbei Potato (demonstration)",
            Admission = [new BrandRule(BrandRuleKind.InspectionPassed, Days: 90), new BrandRule(BrandRuleKind.CertificateValid), new BrandRule(BrandRuleKind.CreditAtLeast, Grade: "B")],
            Exit = [new BrandRule(BrandRuleKind.LaboratoryTestFailed), new BrandRule(BrandRuleKind.CertificateExpired, Days: 30), new BrandRule(BrandRuleKind.QuotaExceeded), new BrandRule(BrandRuleKind.CreditBelow, Grade: "D")],
        },
        ["brand.registered-v1-least"] = new BrandRegistered { Brand = Id(54), Level = BrandLevel.County, Region = County, Name = "张北", Admission = [], Exit = [] },
        ["licence.applied-v1"] = new LicenceApplied { Licence = Id(53), Brand = Id(54), Licensee = Grower, Manager = Grower, Asked = Quantity.Kilograms(50_000.5m), Statement = "我社种植马铃薯二十年" },
        ["licence.applied-v1-least"] = new LicenceApplied { Licence = Id(53), Brand = Id(54), Licensee = Grower, Manager = Grower, Asked = Quantity.Kilograms(1) },
        ["licence.granted-v1"] = new LicenceGranted { Licence = Id(53), ValidFrom = new DateOnly(2026, 1, 1), ValidTo = new DateOnly(2027, 12, 31), Quota = Quantity.Kilograms(50_000), Per = QuotaPeriod.Term },
        ["licence.declined-v1"] = new LicenceDeclined { Licence = Id(53), Reason = "材料不全" },
        ["licence.warned-v1"] = new LicenceWarned { Licence = Id(53), Reason = "包装不符" },
        ["licence.suspended-v1"] = new LicenceSuspended { Licence = Id(53), Reason = "抽检不合格" },
        ["licence.reinstated-v1"] = new LicenceReinstated { Licence = Id(53), Reason = "整改合格" },
        ["licence.ended-v1"] = new LicenceEnded { Licence = Id(53), Reason = "自愿退出" },
        ["brand.audited-v1"] = new BrandAudited { Licence = Id(53), Outcome = AuditOutcome.ToCorrect, Findings = ["标签缺少许可编号", "台账不全"] },
        ["brand.audited-v1-least"] = new BrandAudited { Licence = Id(53), Outcome = AuditOutcome.Conforms },
        ["shipment.dispatched-v1"] = new ShipmentDispatched
        {
            Shipment = Id(40), Sscc = Sscc.Parse("095201000000000034"), From = County, To = RegionCode.Parse("110105"), Carrier = Gln.Parse("9520109000189"), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01/B")), Subject.Batch(Loose, LotNumber.Parse("HV01"))],
            Sender = GrowerGln, Receiver = Gln.Parse("9520109000196"), Items = [new ShippedItem(Box, LotNumber.Parse("PK01/B"), Quantity.Pieces(7)), new ShippedItem(Loose, LotNumber.Parse("HV01"), Quantity.Kilograms(12.125m))],
        },
        ["shipment.dispatched-v1-least"] = new ShipmentDispatched
        {
            Shipment = Id(40), From = County, To = County, Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))],
            Sender = GrowerGln, Receiver = Gln.Parse("9520109000196"), Items = [new ShippedItem(Box, LotNumber.Parse("PK01"), Quantity.Pieces(7))],
        },
        ["shipment.received-v1"] = new ShipmentReceived
        {
            Shipment = Id(40), At = RegionCode.Parse("110105"), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01")), Subject.Batch(Loose, LotNumber.Parse("HV01"))],
            Receiver = Gln.Parse("9520109000196"), Items = [new ShippedItem(Box, LotNumber.Parse("PK01"), Quantity.Pieces(0)), new ShippedItem(Loose, LotNumber.Parse("HV01"), Quantity.Kilograms(12.125m))],
        },
        ["batch.delivered-v1"] = new BatchDelivered { Gtin = Box, Lot = LotNumber.Parse("PK01/B"), At = RegionCode.Parse("110105"), Way = DeliveryWay.Parcel, Quantity = Quantity.Pieces(12) },
        ["shipment.leg-recorded-v1"] = new LegRecorded
        {
            Shipment = Id(40), Leg = Id(41), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01/B")), Subject.Batch(Loose, LotNumber.Parse("HV/01%+&"))], From = County, To = RegionCode.Parse("110105"),
            Arrived = Stamp.Occurred.AddHours(5.5), Carrier = Gln.Parse("9520109000189"), FromPlace = "张北仓 <b>", ToPlace = "北京社区", Vehicle = "冀G·演0042",
        },
        ["shipment.leg-recorded-v1-least"] = new LegRecorded
        {
            Shipment = Id(40), Leg = Id(41), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))], From = County, To = County, Arrived = Stamp.Occurred.AddHours(1).ToOffset(TimeSpan.Zero),
        },
        ["shipment.temperature-recorded-v1"] = new TemperatureRecorded
        {
            Shipment = Id(40), Leg = Id(41), Recording = Id(42), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01")), Subject.Batch(Loose, LotNumber.Parse("HV01"))],
            TargetMinCelsius = -1.5m, TargetMaxCelsius = 13, MinCelsius = -18.25m, MaxCelsius = 16.1m,
            Readings = [new(Stamp.Occurred.AddSeconds(7), 15.6m), new(Stamp.Occurred.AddMinutes(90), 16.1m), new(Stamp.Occurred.AddHours(2).ToOffset(TimeSpan.Zero), 12), new(Stamp.Occurred.AddHours(3), -18.25m)],
            Breaches = [new(Stamp.Occurred.AddSeconds(7), Stamp.Occurred.AddMinutes(90), 15.6m, 16.1m), new(Stamp.Occurred.AddHours(3), Stamp.Occurred.AddHours(3), -18.25m, -18.25m)],
            LoggerFile = FileHash.Parse(new string('c', 64)),
        },
        ["shipment.temperature-recorded-v1-least"] = new TemperatureRecorded
        {
            Shipment = Id(40), Leg = Id(41), Recording = Id(42), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))],
            TargetMaxCelsius = 4, MinCelsius = 2.1m, MaxCelsius = 2.1m, Readings = [new(Stamp.Occurred.AddSeconds(-7), 2.1m)], Breaches = [],
        },
        ["complaint.decided-v1"] = new ComplaintDecided { Complaint = Id(45), Gtin = Box, Lot = LotNumber.Parse("PK01"), Decision = ComplaintDecision.Warn, Reason = "称重不足 <b>" },
        ["shipment.breach-closed-v1"] = new TemperatureBreachClosed
        {
            Shipment = Id(40), Recording = Id(42), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))], Reason = BreachReason.SensorLost, Note = "记录仪丢失 \U0001F954",
        },
        ["shipment.breach-closed-v1-least"] = new TemperatureBreachClosed { Shipment = Id(40), Recording = Id(42), Batches = [Subject.Batch(Box, LotNumber.Parse("PK01"))], Reason = BreachReason.GoodsRejected },
        ["inspection.requested-v1"] = new InspectionRequested
        {
            Inspection = Id(50), Gtin = Box, Lot = LotNumber.Parse("PK01/B"), Kind = InspectionKind.Supervision, Laboratory = Laboratory, Analytes = ["噻虫胺", "镉(以Cd计)"],
        },
        ["inspection.requested-v1-least"] = new InspectionRequested { Inspection = Id(50), Gtin = Box, Lot = LotNumber.Parse("PK01"), Kind = InspectionKind.Rapid, Laboratory = Laboratory },
        ["inspection.sampled-v1"] = new InspectionSampled
        {
            Inspection = Id(50), Gtin = Box, Lot = LotNumber.Parse("PK01"), Kind = InspectionKind.Laboratory, Laboratory = Laboratory, SampledOn = new DateOnly(2026, 9, 12), Place = County,
            Quantity = Quantity.Pieces(2), SampleNumber = "样-2026-7", PlaceDetail = "城东市场 3 号 \U00020BB7", Sampler = "抽样员 e\u0301",
        },
        ["inspection.sampled-v1-least"] = new InspectionSampled
        {
            Inspection = Id(50), Gtin = Box, Lot = LotNumber.Parse("PK01"), Kind = InspectionKind.Rapid, Laboratory = Laboratory, SampledOn = new DateOnly(2026, 9, 12), Place = County, SampleNumber = "1",
        },
        ["inspection.reported-v1"] = new InspectionReported
        {
            Inspection = Id(50), Gtin = Box, Lot = LotNumber.Parse("PK01"), Kind = InspectionKind.Laboratory, Laboratory = Laboratory, SampledOn = new DateOnly(2026, 9, 12),
            Verdict = InspectionVerdict.Fail, Report = FileHash.Parse(new string('c', 64)), ReportNumber = "报-2026-0004", Cma = "2400000000", Catl = "农质检核(国)字第0001号",
            Items =
            [
                new JudgedItem("镉(以Cd计)", "mg/kg", "GB 5009.15", ItemVerdict.Pass, 3.9m, null, new AppliedLimit("GB 2762", "2025", "boletus", 1.0m, "mg/kg", Exclusive: false, Verify: false), 0.39m, 10),
                new JudgedItem("噻虫胺", "µg/kg", "GB 23200.121-2026", ItemVerdict.Fail, 150, null, new AppliedLimit("GB 2763", "2026", "mango", 0.04m, "mg/kg", Exclusive: false, Verify: true), 0.15m, null),
                new JudgedItem("吡虫啉", "mg/kg", "GB 23200.121", ItemVerdict.NotJudged, null, 0.0005m, null, null, null),
            ],
        },
        ["inspection.reported-v1-least"] = new InspectionReported
        {
            Inspection = Id(50), Gtin = Box, Lot = LotNumber.Parse("PK01"), Kind = InspectionKind.Rapid, Laboratory = Laboratory, SampledOn = new DateOnly(2026, 9, 12), Verdict = InspectionVerdict.NotJudged,
            ReportNumber = "1", Items = [new JudgedItem("酶抑制率", "%", "GB/T 5009.199", ItemVerdict.NotJudged, 18, null, null, null, null)],
        },
    };

    public static TheoryData<string> Names { get; } = [.. All.Keys];

    public static TheoryData<string> VoidableNames { get; } = [.. All.Where(f => f.Value is IVoidable).Select(f => f.Key)];

    public static TheoryData<string> PhysicalNames { get; } = [.. All.Where(f => f.Value is PhysicalEvent).Select(f => f.Key)];

    /// <summary>The subjects of a fact at some versions, as a history would have them.</summary>
    public static EntrySubject[] Subjects(DomainEvent fact) =>
        [.. fact.Subjects().Select((subject, i) => new EntrySubject(subject, i + 1, i == 0 ? null : Id(60 + i)))];

    private static Guid Id(int number) => new(0x01990000, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, (byte)number);
}
