using Traceability.Domain.Certification;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Certification;

public sealed class CertificateTests
{
    private static readonly DateOnly Today = new(2026, 9, 20);
    private static readonly ProtectedArea Area = new([RegionCode.Parse("130722100")], new AreaBox(114.5m, 41, 115.2m, 41.5m));

    [Fact]
    public void Register_AsItShouldBe_IsDecided() => Assert.Equal("LB-15-2508990001A", Certificate.Register(Papers.Green(), [Papers.Place()], Today).Value.Number);

    [Theory]
    [InlineData(CertificateScheme.GreenFood, "LB-15-2508990001A", "2028-08-01", "certificate.term")]
    [InlineData(CertificateScheme.Organic, "000OP2600001", "2026-08-01", "certificate.term")]
    [InlineData(CertificateScheme.Organic, "LB-15-2508990001A", "2026-07-31", "organic.form")]
    [InlineData(CertificateScheme.GreenFood, "LB-15-2508990001A", "2025-07-31", "certificate.validity")]
    [InlineData(CertificateScheme.Compliance, "WGH-DEMO-0005", "2026-07-31", "certificate.scheme")]
    [InlineData(CertificateScheme.PollutionFree, "WGH-DEMO-0005", "2026-07-31", "certificate.scheme-ended")]
    [InlineData(CertificateScheme.AgriculturalGi, "AGI01459", "2026-07-31", "certificate.area")]
    public void Register_AgainstItsScheme_IsRefused(CertificateScheme scheme, string number, string validTo, string code)
    {
        var asked = Papers.Green() with { Scheme = scheme, Number = number, ValidTo = DateOnly.Parse(validTo, System.Globalization.CultureInfo.InvariantCulture) };

        Assert.Equal(code, Certificate.Register(asked, [Papers.Place()], Today).Problem!.Code);
    }

    [Fact]
    public void Register_GreenFoodWithoutOutput_IsRefused() => Assert.Equal("certificate.output", Certificate.Register(Papers.Green(annualKg: null), [Papers.Place()], Today).Problem!.Code);

    [Fact]
    public void Register_BaseOfAnother_IsRefused() =>
        Assert.Equal("certificate.base-not-holders", Certificate.Register(Papers.Green() with { Holder = Papers.Neighbour }, [Papers.Place()], Today).Problem!.Code);

    [Theory]
    [InlineData("2021-05-31", null)]
    [InlineData("2026-09-19", null)]
    [InlineData("2026-09-20", "certificate.not-legacy")]
    public void Register_PollutionFree_IsOnlyOfThePast(string validTo, string? code)
    {
        var asked = Papers.Green(annualKg: null) with
        {
            Scheme = CertificateScheme.PollutionFree, Number = "WGH-DEMO-0005", ValidFrom = new DateOnly(2018, 6, 1), ValidTo = DateOnly.Parse(validTo, System.Globalization.CultureInfo.InvariantCulture),
        };

        Assert.Equal(code, Certificate.Register(asked, [Papers.Place()], Today).Problem?.Code);
    }

    [Fact]
    public void Register_GiWithACornerOutside_IsRefusedWithTheCorner()
    {
        var area = new ProtectedArea([RegionCode.Parse("532301000")], new AreaBox(101, 24.8m, 101.6m, 25.4m));

        var problem = Certificate.Register(Papers.Gi(area), [Papers.Place("532301", (101.45, 25.03), (101.70, 24.60))], Today).Problem!;

        Assert.Equal(("certificate.outside-area", "bases"), (problem.Code, problem.Field));
        Assert.Equal((101.70m, 24.60m, 101.6m), (problem.Facts!["longitude"], problem.Facts["latitude"], problem.Facts["east"]));
    }

    [Theory]
    [InlineData("130722100", true, null)]
    [InlineData("130722100201", true, null)]
    [InlineData("130722", true, null)]
    [InlineData("130722101", true, "certificate.outside-townships")]
    [InlineData("130727", true, "certificate.outside-townships")]
    [InlineData("130722100", false, null)]
    [InlineData("130722", false, "certificate.base-not-placed")]
    public void Area_OfABase_IsJudgedAsFinelyAsItIsKnown(string region, bool corners, string? code) =>
        Assert.Equal(code, Area.WhyNot(corners ? Papers.Place(region, (114.5, 41), (115.2, 41.5)) : Papers.Place(region))?.Code);

    [Fact]
    public void State_OnADay_FollowsTheDatesAndTheActs()
    {
        var certificate = Papers.After(
            Papers.Green(),
            (new CertificateSuspended { Certificate = Facts.Id(950), Reason = "x" }, new DateOnly(2026, 5, 1)),
            (new CertificateReinstated { Certificate = Facts.Id(950), Reason = "x" }, new DateOnly(2026, 6, 1)),
            (new CertificateWithdrawn { Certificate = Facts.Id(950), Reason = "x" }, new DateOnly(2027, 1, 1)));

        Assert.Equal(CertificateState.NotYetValid, certificate.StateOn(new DateOnly(2025, 7, 31)));
        Assert.Equal(CertificateState.Valid, certificate.StateOn(new DateOnly(2026, 4, 30)));
        Assert.Equal(CertificateState.Suspended, certificate.StateOn(new DateOnly(2026, 5, 1)));
        Assert.Equal(CertificateState.Suspended, certificate.StateOn(new DateOnly(2026, 5, 31)));
        Assert.Equal(CertificateState.Valid, certificate.StateOn(new DateOnly(2026, 6, 1)));
        Assert.Equal(CertificateState.Withdrawn, certificate.StateOn(new DateOnly(2027, 1, 1)));
        Assert.Equal(CertificateState.Expired, Papers.After(Papers.Green()).StateOn(new DateOnly(2028, 8, 1)));
    }

    [Theory]
    [InlineData("2025-08-01", "2025-08-01")]
    [InlineData("2026-07-31", "2025-08-01")]
    [InlineData("2026-08-01", "2026-08-01")]
    [InlineData("2028-07-31", "2027-08-01")]
    public void Year_OfADay_BeginsWithTheTerm(string day, string first)
    {
        var parse = (string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(parse(first), Papers.After(Papers.Green()).YearOf(parse(day)));
    }

    [Fact]
    public void Acts_ByAnotherCertifier_AreForbidden()
    {
        var certificate = Papers.After(Papers.Green());

        Assert.Equal("certificate.not-yours", certificate.Suspend("x", Facts.Grower, Today).Problem!.Code);
        Assert.Equal("certificate.not-yours", certificate.Withdraw("x", Facts.Grower).Problem!.Code);
        Assert.Null(certificate.Withdraw("x", Papers.Certifier).Problem);
    }

    [Fact]
    public void Acts_OutOfTheirOrder_AreRefused()
    {
        var certificate = Papers.After(Papers.Green(), (new CertificateSuspended { Certificate = Facts.Id(950) }, Today));

        Assert.Equal("certificate.standing", certificate.Suspend("x", Papers.Certifier, Today).Problem!.Code);
        Assert.Equal("certificate.before-last", certificate.Reinstate("x", Papers.Certifier, Today.AddDays(-1)).Problem!.Code);
        Assert.Equal("certificate.standing", Papers.After(Papers.Green()).Reinstate("x", Papers.Certifier, Today).Problem!.Code);
        Assert.Equal("certificate.standing", Papers.After(Papers.Green(), (new CertificateWithdrawn { Certificate = Facts.Id(950) }, Today)).Suspend("x", Papers.Certifier, Today).Problem!.Code);
    }

    [Fact]
    public void Renew_TermAfterTerm_IsBoundByTheScheme()
    {
        var certificate = Papers.After(Papers.Green());

        Assert.Equal(Papers.To, certificate.Renew(Papers.To.AddYears(3), fileSha256: null, Papers.Certifier).Value.Before);
        Assert.Equal("certificate.term", certificate.Renew(Papers.To.AddYears(3).AddDays(1), fileSha256: null, Papers.Certifier).Problem!.Code);
        Assert.Equal("certificate.not-longer", certificate.Renew(Papers.To, fileSha256: null, Papers.Certifier).Problem!.Code);
    }

    [Fact]
    public void Legacy_OnceEntered_IsNeitherChangedNorAMark()
    {
        var legacy = Papers.After(Papers.Green(annualKg: null) with { Scheme = CertificateScheme.PollutionFree, Number = "WGH-DEMO-0005", ValidFrom = new DateOnly(2018, 6, 1), ValidTo = new DateOnly(2021, 5, 31) });

        Assert.Equal("certificate.read-only", legacy.Suspend("x", Papers.Certifier, Today).Problem!.Code);
        Assert.Equal("mark.no-mark", legacy.WhyNotVouch(Papers.Mine(), Facts.Box, new DateOnly(2020, 1, 1))!.Code);
    }
}
