using System.Reflection;
using System.Text.Json;
using Traceability.Domain.Batches;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Products;
using Traceability.Domain.Reference;
using Traceability.Domain.Tests.Places;
using Traceability.Domain.Tests.Reference;
using Traceability.Domain.Supervision;
using Traceability.Domain.Tests.Certification;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Domain.Tests;

public sealed class AggregateTests
{
    private static readonly Guid Member = Facts.Id(9_001);

    private static readonly JsonSerializerOptions Texts = new()
    {
        Converters = { new TextOf<Gtin>(), new TextOf<Gln>(), new TextOf<GlnExtension>(), new TextOf<LotNumber>(), new TextOf<UnifiedSocialCreditCode>(), new TextOf<RegionCode>(), new TextOf<UnitCode>(), new TextOf<FoodClass>(), new TextOf<GreenFoodEnterpriseCode>() },
    };

    /// <summary>A full history of one aggregate of every kind.</summary>
    public static TheoryData<string, Func<Aggregate>, DomainEvent[]> Histories { get; } = new()
    {
        {
            "/01/99520100000105/10/HV01", () => new Batch(),
            [
                Facts.Harvested("HV01", 100), Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10)), Facts.Packed(0, [("HV01", 5)], Facts.Boxes("PK02", 1)),
                Facts.Merged("HV01", "HV02", "MG01"), Facts.Held("HV01"), Facts.Released("HV01", 5), Facts.Recalled("HV01"), Facts.RecallEnded("HV01"), PlotIntervalTests.FoundInside("HV01"), Facts.Voids(2, Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10))),
            ]
        },
        {
            "/01/99520100000105/10/MG01", () => new Batch(), [Facts.Merged("HV01", "HV02", "MG01")]
        },
        { Subject.Recall(Facts.Id(700)), () => new Recall(), [Facts.Recalled("HV01"), Facts.RecallEnded("HV01")] },
        {
            "/01/09520100000102/10/PK01", () => new Batch(),
            [Facts.Packed(1, [("HV01", 51)], Facts.Boxes("PK01", 10)), Facts.Labels("PK01", 4), Facts.Labels("PK01", 6), Facts.Dispatched(("PK01", 8)), Facts.Received(Facts.StoreGln, ("PK01", 8)), Facts.Delivered("PK01", 2),
                new ComplaintDecided { Complaint = Member, Gtin = Facts.Box, Lot = LotNumber.Parse("PK01"), Decision = ComplaintDecision.Warn, Reason = "称重不足" }]
        },
        { "/414/9520109009007", () => new Base(), [Facts.BaseWith(new PlotDeclared(Facts.FirstPlot, 120, 2_500))] },
        {
            "/414/9520109009007/254/1", () => new Plot(),
            [Facts.BaseWith(new PlotDeclared(Facts.FirstPlot, 120, 2_500)), Facts.Harvested("HV01", 100), Facts.Harvested("HV02", 50), Facts.Harvested("HV03", 7, "2027"), PlotIntervalTests.Sown("2026-04-28"), PlotIntervalTests.Sprayed("2026-08-10", 14)]
        },
        {
            "/01/09520100000102", () => new Product(),
            [new ProductRegistered { Gtin = Facts.Box, Organisation = Facts.Grower, NetContent = Quantity.Kilograms(5), Name = "马铃薯" }]
        },
        {
            "reference:limits", () => new Limits(),
            [
                LimitsTests.Imported(LimitsTests.Row("tea", "吡虫啉", 0.5m, "2021"), LimitsTests.Row("tea", "草甘膦", 1, "2021")),
                LimitsTests.Imported(LimitsTests.Row("tea", "吡虫啉", 0.5m, "2026") with { ValidTo = new DateOnly(2030, 1, 1), Basis = LimitBasis.Dry }),
            ]
        },
        {
            "reference:pesticides", () => new Pesticides(),
            [
                PesticidesTests.Imported(PesticidesTests.Name("氧乐果", "omethoate"), PesticidesTests.Ban("氧乐果", "tea", "2017-06-01"), PesticidesTests.Interval("氧乐果", "potato", 14)),
                PesticidesTests.Imported(PesticidesTests.Ban("氧乐果", "tea", "2017-06-01") with { To = new DateOnly(2026, 5, 31) }, PesticidesTests.Ban("氧乐果", crop: null, "2026-06-01")),
            ]
        },
        {
            "uscc:93130722XXXX00094R", () => new Organisation(),
            [
                new OrganisationRegistered { Uscc = Facts.Grower, Gln = Facts.GrowerGln, Region = Facts.County, Roles = [Role.Cooperative], Name = "合作社" },
                new MemberAdmitted { Account = Member, Organisation = Facts.Grower, Roles = [Role.Cooperative], Name = "社员" },
                new MemberRolesChanged { Account = Member, Organisation = Facts.Grower, Before = [Role.Cooperative], Roles = [Role.Administrator] },
                new MemberRemoved { Account = Member, Organisation = Facts.Grower, Before = [Role.Administrator] },
                new MemberAdmitted { Account = Member, Organisation = Facts.Grower, Roles = [Role.Administrator], Name = "社员" },
            ]
        },
        {
            Subject.Account(Member), () => new Account(),
            [
                new MemberAdmitted { Account = Member, Organisation = Facts.Grower, Roles = [Role.Cooperative], Name = "社员" },
                new SupervisorAppointed { Account = Member, Region = Facts.County, Name = "监管员" },
                new MemberRolesChanged { Account = Member, Organisation = Facts.Grower, Before = [Role.Cooperative], Roles = [Role.Administrator] },
                new SupervisorDismissed { Account = Member, Region = Facts.County },
                new MemberRemoved { Account = Member, Organisation = Facts.Grower, Before = [Role.Administrator] },
                new MemberAdmitted { Account = Member, Organisation = Facts.Grower, Roles = [Role.Cooperative], Name = "社员" },
            ]
        },
        {
            Subject.Certificate(Facts.Id(950)), () => new Certificate(),
            [
                Papers.Green(),
                new CertificateScopeChanged { Certificate = Facts.Id(950), Products = [Facts.Box], Bases = [], AnnualOutput = Quantity.Kilograms(5) },
                new CertificateSuspended { Certificate = Facts.Id(950), Reason = "抽检" },
                new CertificateReinstated { Certificate = Facts.Id(950), Reason = "整改" },
                new CertificateRenewed { Certificate = Facts.Id(950), Before = Papers.To, ValidTo = Papers.To.AddYears(3) },
                Papers.Labels(new MarkUse(Subject.Certificate(Facts.Id(950)), Quantity.Kilograms(5), Papers.From)),
                new CertificateWithdrawn { Certificate = Facts.Id(950), Reason = "撤销" },
            ]
        },
        {
            Subject.Certificate(Facts.Id(952)), () => new Certificate(),
            [
                new ComplianceDeclared
                {
                    Certificate = Facts.Id(952), Gtin = Facts.Box, Lot = LotNumber.Parse("PK01"), Form = ComplianceForm.Producer, Basis = [ComplianceBasis.Controlled], Quantity = Quantity.Pieces(5), Places = [Facts.County],
                    Declarer = Facts.Grower,
                },
            ]
        },
        {
            Subject.Brand(Facts.Id(960)), () => new Brand(),
            [
                new BrandRegistered { Brand = Facts.Id(960), Level = BrandLevel.County, Region = Facts.County, Name = "品牌", Admission = [], Exit = [new BrandRule(BrandRuleKind.QuotaExceeded)] },
                Applied(),
            ]
        },
        {
            Subject.Licence(Facts.Id(961)), () => new Licence(),
            [
                Applied(),
                new LicenceGranted { Licence = Facts.Id(961), ValidFrom = Papers.From, ValidTo = Papers.To, Quota = Quantity.Kilograms(500), Per = QuotaPeriod.Term },
                Papers.Labels(new MarkUse(Subject.Licence(Facts.Id(961)), Quantity.Kilograms(5), Papers.From)),
                new LicenceWarned { Licence = Facts.Id(961), Reason = "包装" },
                new BrandAudited { Licence = Facts.Id(961), Outcome = AuditOutcome.Fails, Findings = ["台账"] },
                new LicenceSuspended { Licence = Facts.Id(961), Reason = "抽检" },
                new LicenceReinstated { Licence = Facts.Id(961), Reason = "整改" },
                new LicenceEnded { Licence = Facts.Id(961), Reason = "退出" },
            ]
        },
        { Subject.Licence(Facts.Id(961)), () => new Licence(), [Applied(), new LicenceDeclined { Licence = Facts.Id(961), Reason = "材料" }] },
        { Subject.Shipment(Facts.Id(500)), () => new Shipment(), [Facts.Dispatched(("PK01", 8), ("PK02", 1)), Facts.Received(Facts.StoreGln, ("PK01", 7), ("PK02", 0))] },
        {
            Subject.Shipment(Facts.Id(500)), () => new Shipment(),
            [Facts.Dispatched(("PK01", 8)), Facts.Leg(1, Facts.Noon.AddHours(3)), Facts.Warm(), Facts.Settled(), Facts.Received(Facts.StoreGln, ("PK01", 7))]
        },
        { Quality.InspectionTests.Name, () => new Traceability.Domain.Quality.Inspection(), [.. Quality.InspectionTests.Whole] },
        {
            Subject.Regions, () => new Regions(),
            [
                new RegionNamesImported { Edition = "1", FileSha256 = "00", Count = 1, Rows = [new RegionNames(Facts.County, "张北县", "Zhangbei")] },
                new RegionsImported { Edition = "2", FileSha256 = "01", Count = 1, Rows = [new RegionRow(Facts.County, "张北县", "Zhangbei County")] },
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Histories))]
    public void Apply_SameFactsAgain_GivesTheSameState(string subject, Func<Aggregate> make, DomainEvent[] facts)
    {
        Assert.Equal(State(Replay(subject, make(), facts)), State(Replay(subject, make(), facts)));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Apply_EachFact_RaisesTheVersionAndRemembersTheEntry(string subject, Func<Aggregate> make, DomainEvent[] facts)
    {
        var aggregate = Replay(subject, make(), facts);

        Assert.Equal((subject, facts.Length, Facts.Id(facts.Length)), (aggregate.Subject, aggregate.Version, aggregate.LastEntry));
        Assert.All(facts, fact => Assert.Contains(subject, fact.Subjects()));
    }

    [Theory]
    [MemberData(nameof(Histories))]
    public void Apply_FactOfAnotherSubject_IsABug(string subject, Func<Aggregate> make, DomainEvent[] facts)
    {
        var aggregate = Replay(subject, make(), facts);

        Assert.Throws<InvalidOperationException>(() => aggregate.Apply(subject + "X", facts[^1], Facts.Stamp(99)));
    }

    [Fact]
    public void Apply_FactOfAnotherKind_IsABug() =>
        Assert.Throws<InvalidOperationException>(() => new Product().Apply("/01/09520100000102", Facts.Labels("PK01", 1), Facts.Stamp(1)));

    private static LicenceApplied Applied() =>
        new() { Licence = Facts.Id(961), Brand = Facts.Id(960), Licensee = Facts.Grower, Manager = Facts.Store, Asked = Quantity.Kilograms(500) };

    [Fact]
    public void Histories_EveryAggregateAndEveryEvent_AreHere()
    {
        var made = Histories.Select(row => row.Data.Item2().GetType()).ToHashSet();
        var told = Histories.SelectMany(row => row.Data.Item3).Select(fact => fact.GetType()).ToHashSet();
        var all = typeof(Aggregate).Assembly.GetTypes().Where(type => !type.IsAbstract).ToList();

        Assert.Equal(all.Where(t => t.IsSubclassOf(typeof(Aggregate))).ToHashSet(), made);
        Assert.Equal(all.Where(t => t.IsSubclassOf(typeof(DomainEvent))).ToHashSet(), told);
    }

    [Fact]
    public void DomainEvents_EveryProperty_HasAFieldClass() =>
        Assert.Empty(
            from type in typeof(DomainEvent).Assembly.GetTypes()
            where type.IsSubclassOf(typeof(DomainEvent)) && !type.IsAbstract
            from property in type.GetProperties()
            where property.GetCustomAttribute<FieldClassAttribute>() is null
            select $"{type.Name}.{property.Name}");

    private static Aggregate Replay(string subject, Aggregate aggregate, DomainEvent[] facts)
    {
        for (var i = 0; i < facts.Length; i++)
            aggregate.Apply(subject, facts[i], Facts.Stamp(i + 1, facts[i] is ShipmentReceived ? Facts.Store : Facts.Grower));
        return aggregate;
    }

    // Every public property, those of the lists too: what the tables are made of.
    private static string State(Aggregate aggregate) => JsonSerializer.Serialize(aggregate, aggregate.GetType(), Texts);
}
