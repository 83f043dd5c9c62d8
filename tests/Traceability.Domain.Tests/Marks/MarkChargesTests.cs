using CsCheck;
using Traceability.Domain.Brands;
using Traceability.Domain.Certification;
using Traceability.Domain.Labels;
using Traceability.Domain.Tests.Certification;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Marks;

public sealed class MarkChargesTests
{
    [Fact]
    public void Certificate_ValidForProducerProductAndBase_IsChargedInItsYear()
    {
        var certificate = Papers.After(Papers.Green());

        var uses = MarkCharges.OfCertificates([certificate], [Papers.Mine()], Facts.Box, Papers.Packed, 1_100).Value;

        Assert.Equal([new MarkUse(certificate.Subject, Quantity.Kilograms(1_100), new DateOnly(2026, 8, 1))], uses);
    }

    [Theory]
    [InlineData("2028-07-31", null)]
    [InlineData("2028-08-01", "mark.expired")]
    [InlineData("2025-07-31", "mark.not-yet")]
    public void Certificate_ByTheDayOfPacking_IsAMarkOrNot(string packed, string? code)
    {
        var day = DateOnly.Parse(packed, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(code, MarkCharges.OfCertificates([Papers.After(Papers.Green())], [Papers.Mine()], Facts.Box, day, 1).Problem?.Code);
    }

    [Fact]
    public void Certificate_ThatExpired_IsRefusedWithItsDates()
    {
        var problem = MarkCharges.OfCertificates([Papers.After(Papers.Green())], [Papers.Mine()], Facts.Box, new DateOnly(2028, 9, 1), 1).Problem!;

        Assert.Equal("The certificate LB-15-2508990001A was valid to 2028-07-31, and the batch was packed on 2028-09-01.", problem.Detail);
        Assert.Equal(("LB-15-2508990001A", (object)Papers.To, new DateOnly(2028, 9, 1)), (problem.Facts!["certificate"], problem.Facts["validTo"], problem.Facts["packedOn"]));
    }

    [Fact]
    public void Certificate_WithoutTheProductTheBaseOrTheProducer_IsRefused()
    {
        var certificate = Papers.After(Papers.Green());

        Assert.Equal("mark.product", MarkCharges.OfCertificates([certificate], [Papers.Mine()], Facts.Loose, Papers.Packed, 1).Problem!.Code);
        Assert.Equal("mark.base", MarkCharges.OfCertificates([certificate], [Papers.Mine() with { Base = Papers.NeighbourBase }], Facts.Box, Papers.Packed, 1).Problem!.Code);
        Assert.Equal("mark.producer", MarkCharges.OfCertificates([certificate], [Papers.Mine(0.9m), Papers.Theirs(0.1m)], Facts.Box, Papers.Packed, 1).Problem!.Code);
    }

    [Fact]
    public void Certificate_SuspendedOrWithdrawnNow_IsNoMarkForWhatWasPackedBefore()
    {
        var suspended = Papers.After(Papers.Green(), (new CertificateSuspended { Certificate = Facts.Id(950) }, Papers.Packed.AddDays(5)));
        var withdrawn = Papers.After(Papers.Green(), (new CertificateWithdrawn { Certificate = Facts.Id(950) }, Papers.Packed.AddDays(5)));

        Assert.Equal("mark.suspended", MarkCharges.OfCertificates([suspended], [Papers.Mine()], Facts.Box, Papers.Packed, 1).Problem!.Code);
        Assert.Equal("mark.withdrawn", MarkCharges.OfCertificates([withdrawn], [Papers.Mine()], Facts.Box, Papers.Packed, 1).Problem!.Code);
    }

    [Fact]
    public void Certificate_ThatWasSuspendedOnTheDayOfPacking_IsNoMarkAfterwards()
    {
        var certificate = Papers.After(
            Papers.Green(), (new CertificateSuspended { Certificate = Facts.Id(950) }, Papers.Packed), (new CertificateReinstated { Certificate = Facts.Id(950) }, Papers.Packed.AddDays(1)));

        Assert.Equal("mark.suspended", MarkCharges.OfCertificates([certificate], [Papers.Mine()], Facts.Box, Papers.Packed, 1).Problem!.Code);
        Assert.Null(MarkCharges.OfCertificates([certificate], [Papers.Mine()], Facts.Box, Papers.Packed.AddDays(1), 1).Problem);
    }

    [Fact]
    public void Certificates_OfOneSchemeTogether_CoverAMerge()
    {
        var (mine, theirs) = (Papers.After(Papers.Green()), Papers.After(Papers.NeighboursGreen()));

        var uses = MarkCharges.OfCertificates([mine, theirs], [Papers.Mine(0.25m), Papers.Theirs(0.75m)], Facts.Box, Papers.Packed, 10).Value;

        Assert.Equal([(mine.Subject, 2.5m), (theirs.Subject, 7.5m)], uses.Select(u => (u.Mark, u.Quantity.Value)));
        Assert.Equal("mark.producer", MarkCharges.OfCertificates([mine, theirs], [Papers.Mine()], Facts.Box, Papers.Packed, 10).Problem!.Code);
    }

    [Fact]
    public void Certificate_BeyondItsOutput_IsRefusedWithTheSumOfThatYearOnly()
    {
        var certificate = Papers.After(Papers.Green(1_000));
        var used = new MarkUse(certificate.Subject, Quantity.Kilograms(900), new DateOnly(2026, 8, 1));
        certificate.Apply(certificate.Subject, Papers.Labels(used), Papers.Stamp(9, Papers.Packed));

        var problem = MarkCharges.OfCertificates([certificate], [Papers.Mine()], Facts.Box, Papers.Packed, 100.000001m).Problem!;

        Assert.Equal("mark.output", problem.Code);
        Assert.Equal(("1000", "900", "100", "100.000001"), (problem.Facts!["licensedKg"], problem.Facts["usedKg"], problem.Facts["leftKg"], problem.Facts["askedKg"]));
        Assert.Null(MarkCharges.OfCertificates([certificate], [Papers.Mine()], Facts.Box, Papers.Packed, 100).Problem);
        Assert.Null(MarkCharges.OfCertificates([certificate], [Papers.Mine()], Facts.Box, new DateOnly(2026, 7, 31), 1_000).Problem);
    }

    [Fact]
    public void Brand_OfAMergeOfTwoProducers_IsChargedToBothByShare()
    {
        Dictionary<UnifiedSocialCreditCode, Licence> licences = new() { [Facts.Grower] = Papers.Licensed(961, Facts.Grower, 612.2m), [Papers.Neighbour] = Papers.Licensed(962, Papers.Neighbour, 487.8m) };
        Origin[] origins = [Papers.Mine(306.1m / 550m), Papers.Theirs(243.9m / 550m)];

        var uses = MarkCharges.OfBrand(licences, origins, Papers.Packed, 1_100).Value;

        Assert.Equal([612.2m, 487.8m], uses.Select(u => u.Quantity.Value));
        Assert.Equal("brand.quota", MarkCharges.OfBrand(licences, origins, Papers.Packed, 1_100.000002m).Problem!.Code);
    }

    [Fact]
    public void Brand_BeyondTheQuota_IsRefusedWithTheSum()
    {
        var licence = Papers.Licensed(961, Facts.Grower, 500);
        licence.Apply(licence.Subject, Papers.Labels(new MarkUse(licence.Subject, Quantity.Kilograms(450), new DateOnly(2026, 8, 1))), Papers.Stamp(9, Papers.Packed));

        var problem = MarkCharges.OfBrand(new Dictionary<UnifiedSocialCreditCode, Licence> { [Facts.Grower] = licence }, [Papers.Mine()], Papers.Packed, 51).Problem!;

        Assert.Equal(("brand.quota", "marks"), (problem.Code, problem.Field));
        Assert.Equal(("500", "450", "50", "51"), (problem.Facts!["licensedKg"], problem.Facts["usedKg"], problem.Facts["leftKg"], problem.Facts["askedKg"]));
        Assert.Null(MarkCharges.OfBrand(new Dictionary<UnifiedSocialCreditCode, Licence> { [Facts.Grower] = licence }, [Papers.Mine()], new DateOnly(2026, 7, 31), 51).Problem);
    }

    public static TheoryData<DomainEvent?, string?> Acts { get; } = new()
    {
        { null, null },
        { new LicenceWarned { Licence = Facts.Id(961) }, null },
        { new LicenceSuspended { Licence = Facts.Id(961) }, "brand.suspended" },
        { new LicenceEnded { Licence = Facts.Id(961) }, "brand.no-licence" },
    };

    [Theory]
    [MemberData(nameof(Acts))]
    public void Brand_ByTheStateOfTheLicence_IsAMarkOrNot(DomainEvent? act, string? code)
    {
        var licence = Papers.Licensed(961, Facts.Grower, 500, act is null ? [] : [act]);

        Assert.Equal(code, MarkCharges.OfBrand(new Dictionary<UnifiedSocialCreditCode, Licence> { [Facts.Grower] = licence }, [Papers.Mine()], Papers.Packed, 1).Problem?.Code);
    }

    [Fact]
    public void Brand_OfOneWithoutALicenceOrOutsideItsTerm_IsRefused()
    {
        Dictionary<UnifiedSocialCreditCode, Licence> licences = new() { [Facts.Grower] = Papers.Licensed(961, Facts.Grower, 500) };

        Assert.Equal("brand.no-licence", MarkCharges.OfBrand(licences, [Papers.Mine(0.5m), Papers.Theirs(0.5m)], Papers.Packed, 1).Problem!.Code);
        Assert.Equal("brand.out-of-term", MarkCharges.OfBrand(licences, [Papers.Mine()], Papers.To.AddDays(1), 1).Problem!.Code);
    }

    [Fact]
    public void Charges_OfAnyShares_SumToWhatIsLabelled() =>
        Gen.Select(Gen.Int[1, 1_000].Array[1, 6], Gen.Int[1, 100_000]).Sample((weights, grams) =>
        {
            var whole = (decimal)weights.Sum();
            var origins = weights.Select((w, i) => new Origin(i % 2 == 0 ? Facts.Grower : Papers.Neighbour, Facts.Base, w / whole)).ToList();
            Dictionary<UnifiedSocialCreditCode, Licence> licences = new() { [Facts.Grower] = Papers.Licensed(961, Facts.Grower, 1_000), [Papers.Neighbour] = Papers.Licensed(962, Papers.Neighbour, 1_000) };

            var uses = MarkCharges.OfBrand(licences, origins, Papers.Packed, grams / 1_000m).Value;

            Assert.Equal(grams / 1_000m, uses.Sum(u => u.Quantity.Value));
            Assert.Equal(origins.Select(o => o.Producer).Distinct().Count(), uses.Count);
        });
}
