using System.Globalization;
using Traceability.Domain.Products;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Products;

/// <summary>What is packed is counted in kilograms, so a content has to be a quantity of kilograms too.</summary>
public sealed class NetContentTests
{
    [Theory]
    [InlineData("0.0005", "GRM", "product.net-content-range")]
    [InlineData("0.001", "GRM", null)]
    [InlineData("0.000001", "TNE", null)]
    [InlineData("1000000000", "TNE", null)]
    [InlineData("1000000000.000001", "TNE", "product.net-content-range")]
    [InlineData("1000000000000", "TNE", "product.net-content-range")]
    public void Register_ContentInOtherUnits_IsWhatKilogramsCanSay(string value, string unit, string? code)
    {
        var content = Quantity.Create(decimal.Parse(value, CultureInfo.InvariantCulture), UnitCode.Parse(unit));

        Assert.Equal(code, Product.Register(new ProductRegistered { Gtin = Facts.Box, Organisation = Facts.Grower, NetContent = content }).Problem?.Code);
    }
}
