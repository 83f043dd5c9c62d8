using Traceability.Domain.Certification;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Values;

public sealed class CertificateNumberTests
{
    [Theory]
    [InlineData(CertificateScheme.GreenFood, "LB-15-1711196965A")] // a real one that is public
    [InlineData(CertificateScheme.GreenFood, "LB-15-2508990001A")]
    [InlineData(CertificateScheme.GreenFood, "LB-18-2305990004A")]
    [InlineData(CertificateScheme.GreenFood, "LB-57-2312530004AA")]
    [InlineData(CertificateScheme.Organic, "000OP2600001")]
    [InlineData(CertificateScheme.Organic, "014OP1200094-2")]
    [InlineData(CertificateScheme.AgriculturalGi, "AGI01459")]
    [InlineData(CertificateScheme.GeographicalIndication, "GI-演示-0001")]
    [InlineData(CertificateScheme.PollutionFree, "WGH-DEMO-0005")]
    public void WhyNot_NumberOfItsScheme_IsGood(CertificateScheme scheme, string number) => Assert.Null(scheme.WhyNot(number));

    [Theory]
    [InlineData(CertificateScheme.GreenFood, "", "green-food.form")]
    [InlineData(CertificateScheme.GreenFood, "LB-15-250899001A", "green-food.form")]
    [InlineData(CertificateScheme.GreenFood, "LB-15-2508990001B", "green-food.form")]
    [InlineData(CertificateScheme.GreenFood, "LB-15-2508990001A\n", "green-food.form")]
    [InlineData(CertificateScheme.GreenFood, "LB-1５-2508990001A", "green-food.form")]
    [InlineData(CertificateScheme.GreenFood, "LB-00-2508990001A", "green-food.group")]
    [InlineData(CertificateScheme.GreenFood, "LB-58-2508990001A", "green-food.group")]
    [InlineData(CertificateScheme.GreenFood, "LB-15-2500990001A", "green-food.month")]
    [InlineData(CertificateScheme.GreenFood, "LB-15-2513990001A", "green-food.month")]
    [InlineData(CertificateScheme.Organic, "00026123456789012", "organic.form")] // of a sale unit
    [InlineData(CertificateScheme.Organic, "000op2600001", "organic.form")]
    [InlineData(CertificateScheme.AgriculturalGi, "AGI2012-02-869", "agi.form")]
    [InlineData(CertificateScheme.AgriculturalGi, "AGI1459", "agi.form")]
    [InlineData(CertificateScheme.GeographicalIndication, "GI 0001", "issuer-number.form")]
    [InlineData(CertificateScheme.GeographicalIndication, "演示证书", "issuer-number.form")]
    [InlineData(CertificateScheme.PollutionFree, "<b>2018</b>", "issuer-number.form")]
    [InlineData(CertificateScheme.PollutionFree, "1234567890123456789012345678901", "issuer-number.form")]
    public void WhyNot_NumberOfAnotherForm_NamesTheRule(CertificateScheme scheme, string number, string rule) => Assert.Equal(rule, scheme.WhyNot(number)!.Rule);

    [Theory]
    [InlineData("GF130722259999", true)]
    [InlineData("GF130722", false)]
    [InlineData("GF930722259999", false)]
    [InlineData("gf130722259999", false)]
    public void EnterpriseCode_ByItsForm_IsReadOrNot(string text, bool good)
    {
        Assert.Equal(good, GreenFoodEnterpriseCode.TryParse(text, out var code, out var error));
        Assert.Equal(good ? text : "", code.ToString());
        Assert.Equal(good ? null : "green-food.enterprise", error?.Rule);
    }
}
