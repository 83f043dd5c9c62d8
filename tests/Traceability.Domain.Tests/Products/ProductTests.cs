using Traceability.Domain.Products;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Products;

public sealed class ProductTests
{
    [Fact]
    public void Register_LooseWithoutAndBoxWithContent_AreAllowed()
    {
        Assert.Null(Product.Register(new ProductRegistered { Gtin = Facts.Loose, Organisation = Facts.Grower }).Problem);
        Assert.Null(Product.Register(Box(Quantity.Kilograms(5))).Problem);
    }

    [Fact]
    public void Register_MeasureAndContentDisagree_IsRefused()
    {
        Assert.Equal("product.measure", Product.Register(Box(content: null)).Problem!.Code);
        Assert.Equal(
            "product.measure",
            Product.Register(new ProductRegistered { Gtin = Facts.Loose, Organisation = Facts.Grower, NetContent = Quantity.Kilograms(5) }).Problem!.Code);
    }

    [Fact]
    public void Register_ContentThatIsNoMassAboveZero_IsRefused()
    {
        Assert.Equal("product.net-content", Product.Register(Box(Quantity.Pieces(12))).Problem!.Code);
        Assert.Equal("product.net-content", Product.Register(Box(Quantity.Kilograms(0))).Problem!.Code);
    }

    [Theory]
    [InlineData(3, 6, null)]
    [InlineData(6, 6, null)]
    [InlineData(7, 6, "product.temperatures")]
    [InlineData(7, null, null)]
    public void Register_StorageTemperatures_AreInOrder(int? least, int? most, string? code) =>
        Assert.Equal(code, Product.Register(Box(Quantity.Kilograms(5)) with { StoreMinCelsius = least, StoreMaxCelsius = most }).Problem?.Code);

    [Theory]
    [InlineData("5", "KGM", "5")]
    [InlineData("500", "GRM", "0.5")]
    [InlineData("0.005", "TNE", "5")]
    public void Apply_NetContentInAnyUnit_IsKeptInKilograms(string value, string unit, string kilograms)
    {
        var content = Quantity.Create(Number(value), UnitCode.Parse(unit));

        Assert.Equal(Number(kilograms), Facts.After<Product>(Subject.Product(Facts.Box), Box(content)).NetContentKg);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ProductRegistered Box(Quantity? content) => new() { Gtin = Facts.Box, Organisation = Facts.Grower, NetContent = content };
}
