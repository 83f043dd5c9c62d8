using Traceability.Domain.Brands;
using Traceability.Domain.Tests.Certification;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Brands;

public sealed class LicenceTests
{
    [Fact]
    public void Licence_FromApplicationToEnd_TakesEachStepInItsState()
    {
        var licence = Papers.Licensed(961, Facts.Grower, 500);

        Assert.Equal(("licence.state", "Granted"), (licence.Decline("x", Papers.Certifier).Problem!.Code, licence.Decline("x", Papers.Certifier).Problem!.Facts!["state"]));
        Assert.Null(licence.Warn("x", Papers.Certifier).Problem);
        Assert.Null(licence.Suspend("x", Papers.Certifier).Problem);
        Assert.Equal("licence.state", licence.Reinstate("x", Papers.Certifier).Problem!.Code);
        Assert.Null(Papers.Licensed(961, Facts.Grower, 500, new LicenceSuspended { Licence = Facts.Id(961) }).Reinstate("x", Papers.Certifier).Problem);
        var ended = Papers.Licensed(961, Facts.Grower, 500, new LicenceEnded { Licence = Facts.Id(961) });
        Assert.Equal("licence.state", ended.Warn("x", Papers.Certifier).Problem!.Code);
        Assert.Equal("licence.state", ended.Audit(AuditOutcome.Conforms, [], Papers.Certifier).Problem!.Code);
    }

    [Fact]
    public void Licence_InTheHandsOfAnother_IsForbidden()
    {
        var licence = Papers.Licensed(961, Facts.Grower, 500);

        Assert.All(
            new[] { licence.Warn("x", Facts.Grower).Problem, licence.Suspend("x", Facts.Grower).Problem, licence.End("x", Facts.Grower).Problem, licence.Audit(AuditOutcome.Fails, ["x"], Facts.Grower).Problem },
            p => Assert.Equal("brand.not-yours", p!.Code));
    }

    [Fact]
    public void Grant_OfATermThatEndsBeforeItBegins_IsRefused()
    {
        var applied = new Licence();
        applied.Apply(
            Subject.Licence(Facts.Id(961)),
            new LicenceApplied { Licence = Facts.Id(961), Brand = Facts.Id(960), Licensee = Facts.Grower, Manager = Papers.Certifier, Asked = Quantity.Kilograms(1) },
            Papers.Stamp(1, Papers.From));
        var asked = new LicenceGranted { Licence = Facts.Id(961), ValidFrom = Papers.To, ValidTo = Papers.From, Quota = Quantity.Kilograms(1), Per = QuotaPeriod.Term };

        Assert.Equal("licence.validity", applied.Grant(asked, Papers.Certifier).Problem!.Code);
        Assert.Null(applied.Grant(asked with { ValidFrom = Papers.From, ValidTo = Papers.To }, Papers.Certifier).Problem);
        Assert.Equal("licence.state", Papers.Licensed(961, Facts.Grower, 500).Grant(asked, Papers.Certifier).Problem!.Code);
    }

    [Fact]
    public void Audit_ThatDidNotEndWell_SaysWhatWasFound()
    {
        var licence = Papers.Licensed(961, Facts.Grower, 500);

        Assert.Equal("brand.findings", licence.Audit(AuditOutcome.ToCorrect, [], Papers.Certifier).Problem!.Code);
        Assert.Null(licence.Audit(AuditOutcome.Conforms, [], Papers.Certifier).Value.Findings);
    }

    public static TheoryData<BrandRule, bool, bool> Rules { get; } = new()
    {
        { new BrandRule(BrandRuleKind.InspectionPassed, Days: 90), true, false },
        { new BrandRule(BrandRuleKind.InspectionPassed), false, false },
        { new BrandRule(BrandRuleKind.CreditAtLeast, Grade: "B"), true, false },
        { new BrandRule(BrandRuleKind.CreditAtLeast, Grade: "F"), false, false },
        { new BrandRule(BrandRuleKind.LaboratoryTestFailed), false, true },
        { new BrandRule(BrandRuleKind.LaboratoryTestFailed, Days: 1), false, false },
        { new BrandRule(BrandRuleKind.CertificateExpired, Days: 30), false, true },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Brand_WithARule_TakesItWhereItBelongsAndWhole(BrandRule rule, bool forAdmission, bool forExit)
    {
        var asked = new BrandRegistered { Brand = Facts.Id(960), Level = BrandLevel.County, Region = Facts.County, Admission = [], Exit = [] };

        Assert.Equal(forAdmission, Brand.Register(asked with { Admission = [rule] }).Succeeded);
        Assert.Equal(forExit, Brand.Register(asked with { Exit = [rule] }).Succeeded);
    }
}
