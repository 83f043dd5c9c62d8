using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Values;

public sealed class FoodClassTests
{
    [Fact]
    public void Classes_EachOne_LiesInKnownOnesWithoutACircle() =>
        Assert.All(FoodClass.All, c => Assert.InRange(c.Lineage.Take(10).Count(), 1, 4));

    [Theory]
    [InlineData("potato", true)]
    [InlineData("mango", true)]
    [InlineData("shiitake", true)]
    [InlineData("fresh-tea-leaf", true)]
    [InlineData("boletus", false)]
    [InlineData("tea", false)]
    [InlineData("walnut", false)]
    [InlineData("herbs", false)]
    public void NeedsConformityCertificate_IsThatOfTheProductsListedByTheOrder(string code, bool needs) => Assert.Equal(needs, FoodClass.Parse(code).NeedsConformityCertificate);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Potato")]
    [InlineData("土豆")]
    public void TryParse_AnotherCode_IsRefused(string? code)
    {
        Assert.False(FoodClass.TryParse(code, out var value, out var error));

        Assert.Equal("food-class.unknown", error.Rule);
        Assert.Equal(default, value);
        Assert.Empty(value.Lineage);
    }

    [Theory]
    [InlineData("氧乐果", "氧 乐\u200B果")]
    [InlineData("omethoate", "ＯＭＥＴＨＯＡＴＥ")]
    [InlineData("isofenphos-methyl", "Isofenphos methyl")]
    public void SubstanceName_OfAnotherSpelling_IsTheSame(string name, string spelling) => Assert.Equal(SubstanceName.Key(name), SubstanceName.Key(spelling));
}
