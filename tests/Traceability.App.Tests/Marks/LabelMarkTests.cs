using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Features.Brands;
using Traceability.App.Features.Certification;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Places;
using Traceability.Domain.Certification;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Tests.Marks;

public sealed class LabelMarkTests(Databases databases)
{
    [Theory]
    [OnDatabases]
    public async Task Labels_WithMarks_AreChargedToCertificateAndLicence(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);

        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var certificate = await db.Certificates.SingleAsync(c => c.Id == chain.Certificate, TestContext.Current.CancellationToken);
        var licence = await db.Licences.SingleAsync(c => c.Id == chain.Licence, TestContext.Current.CancellationToken);
        var marks = await db.LabelMarks.ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(100, certificate.UsedKg(new DateOnly(2026, 8, 1)));
        Assert.Equal(100, licence.UsedKg(new DateOnly(2026, 1, 1)));
        Assert.Equal([(certificate.Subject, 100m), (licence.Subject, 100m)], marks.OrderBy(m => m.Mark, StringComparer.Ordinal).Select(m => (m.Mark, m.Kilograms)));
        Assert.Equal((2, 3), (certificate.Version, licence.Version));
        Assert.Equal((1, 2), (certificate.Acts.Count, licence.Acts.Count));
    }

    [Theory]
    [OnDatabases]
    public async Task Labels_OfTwoRunsForTheLastOfAQuota_AreIssuedOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        // 9,900 kg are left: one run of 1,900 boxes, and then only one of two for the last 400 kg.
        await app.RecordAsync(chain.Grower, new IssueLabels(1_900, Marks: [chain.Brand]) { Batch = chain.Packing.Batches[0].Batch });

        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(
            () => app.SendAsync(chain.Grower, new IssueLabels(60, Serialised: false, Marks: [chain.Brand]) { Batch = chain.Packing.Batches[i % 2].Batch }))));

        Assert.Single(runs, r => r.Succeeded);
        Assert.All(runs.Where(r => !r.Succeeded), r => Assert.Equal(("brand.quota", "100", "300"), (r.Problem!.Code, r.Problem.Facts!["leftKg"], r.Problem.Facts["askedKg"])));
    }

    [Theory]
    [OnDatabases]
    public async Task Labels_WithMarksThatMayNotBe_AreRefusedAndNothingIsCharged(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var batch = chain.Packing.Batches[0].Batch;

        Assert.Equal("mark.unknown", await WhyNotAsync(chain.Packing.Batches[0].Batch));
        Assert.Equal("mark.twice", await WhyNotAsync(chain.Brand, chain.Brand));
        await app.RecordAsync(chain.Certifier, new SuspendCertificate("抽检") { Certificate = chain.Certificate });
        Assert.Equal("mark.suspended", await WhyNotAsync(chain.Brand, chain.Certificate));
        await app.RecordAsync(chain.Certifier, new SuspendLicence("抽检") { Licence = chain.Licence });
        Assert.Equal("brand.suspended", await WhyNotAsync(chain.Brand));

        await using var db = await app.Get<IDbContextFactory<TraceDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, await db.LabelMarks.CountAsync(TestContext.Current.CancellationToken));

        async Task<string?> WhyNotAsync(params Guid[] marks) => (await app.SendAsync(chain.Grower, new IssueLabels(1, Marks: marks) { Batch = batch })).Problem?.Code;
    }

    [Theory]
    [OnDatabases]
    public async Task Certificate_ForABaseOutsideTheProtectedArea_IsRefusedByItsCorners(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        await chain.VouchAsync(app);
        var outside = Gln.Parse("9520109000097");
        await app.RecordAsync(
            chain.Grower, new RegisterBase(outside, PotatoChain.County, "界外基地", [new PlotDeclared(PotatoChain.Plot, 1_000, 1_000)], Polygon: [new(101.70m, 24.60m), new(101.71m, 24.60m), new(101.71m, 24.61m)]));
        var asked = new RegisterCertificate(
            CertificateScheme.GeographicalIndication, "GI-演示-0001", chain.Grower.Member.Uscc, new DateOnly(2024, 1, 1), new DateOnly(2029, 12, 31), [PotatoChain.Box], [outside],
            Area: new ProtectedArea([RegionCode.Parse("130722100")], new AreaBox(114.5m, 41, 115.2m, 41.5m)));

        var refused = (await app.SendAsync(chain.Certifier, asked)).Problem!;

        Assert.Equal(("certificate.outside-area", (object)101.70m, (object)24.60m), (refused.Code, refused.Facts!["longitude"], refused.Facts["latitude"]));
        var granted = await app.RecordAsync(chain.Certifier, asked with { Bases = [PotatoChain.Base] });
        var changed = await app.SendAsync(chain.Certifier, new ChangeCertificateScope([PotatoChain.Box], [PotatoChain.Base, outside]) { Certificate = granted.Id });
        Assert.Equal("certificate.outside-area", changed.Problem!.Code);
    }

    [Theory]
    [OnDatabases]
    public async Task Certificate_OfOneNumberByTwoAtOnce_IsRegisteredOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        await chain.VouchAsync(app);
        var asked = new RegisterCertificate(CertificateScheme.Organic, "000OP2600001", chain.Grower.Member.Uscc, new DateOnly(2026, 1, 10), new DateOnly(2027, 1, 9), [PotatoChain.Box], [PotatoChain.Base], 3_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => app.SendAsync(chain.Certifier, asked))));

        Assert.Single(answers, a => a.Succeeded);
        Assert.All(answers.Where(a => !a.Succeeded), a => Assert.Equal("certificate.exists", a.Problem!.Code));
    }

    [Theory]
    [OnDatabases]
    public async Task Licence_AskedForTwiceAtOnce_IsAppliedForOnce(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RegisterAsync(app);
        await chain.VouchAsync(app);

        Assert.Equal("licence.exists", (await app.SendAsync(chain.Grower, new ApplyForLicence(1) { Brand = chain.Brand })).Problem!.Code);
        await app.RecordAsync(chain.Certifier, new EndLicence("退出") { Licence = chain.Licence });
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => app.SendAsync(chain.Grower, new ApplyForLicence(1) { Brand = chain.Brand }))));

        Assert.Single(answers, a => a.Succeeded);
    }

    [Theory]
    [OnDatabases]
    public async Task Compliance_OfABatch_IsPromisedOnceByWhoGrewIt(Provider provider)
    {
        await using var database = await databases.EmptyAsync(provider);
        await using var app = new TestApp(database);
        var chain = await PotatoChain.RecordAsync(app);
        var asked = new IssueComplianceCertificate(ComplianceForm.Producer, [ComplianceBasis.Controlled, ComplianceBasis.SelfTested]) { Batch = chain.Packing.Batches[0].Batch };

        Assert.Equal("compliance.not-producer", (await app.SendAsync(chain.Store, asked)).Problem!.Code);
        Assert.Equal("compliance.missing", (await app.SendAsync(chain.Store, asked with { Form = ComplianceForm.Purchaser })).Problem!.Code);
        Assert.Equal("compliance.not-purchaser", (await app.SendAsync(chain.Grower, asked with { Form = ComplianceForm.Purchaser })).Problem!.Code);
        var promised = await app.RecordAsync(chain.Grower, asked);
        Assert.Equal("compliance.exists", (await app.SendAsync(chain.Grower, asked)).Problem!.Code);
        await app.RecordAsync(chain.Store, asked with { Form = ComplianceForm.Purchaser });
        Assert.Equal("mark.no-mark", (await app.SendAsync(chain.Grower, new IssueLabels(1, Marks: [promised.Id]) { Batch = asked.Batch })).Problem!.Code);
    }
}
