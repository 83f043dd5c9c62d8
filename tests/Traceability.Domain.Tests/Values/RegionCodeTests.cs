using CsCheck;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Values;

public sealed class RegionCodeTests
{
    [Theory]
    [InlineData("530000", "530000", RegionLevel.Province, "53", null)]
    [InlineData("530000000000", "530000", RegionLevel.Province, "53", null)]
    [InlineData("532300", "532300", RegionLevel.Prefecture, "5323", "530000")]
    [InlineData("532324", "532324", RegionLevel.County, "532324", "532300")]
    [InlineData("532324000", "532324", RegionLevel.County, "532324", "532300")]
    [InlineData("532324101", "532324101", RegionLevel.Township, "532324101", "532324")]
    [InlineData("532324101000", "532324101", RegionLevel.Township, "532324101", "532324")]
    [InlineData("532324101201", "532324101201", RegionLevel.Village, "532324101201", "532324101")]
    [InlineData("441900003", "441900003", RegionLevel.Township, "441900003", "441900")]
    [InlineData("100000", "100000", RegionLevel.Province, "10", null)]
    public void Parse_EveryLevel_IsWrittenAsShortAsItGoes(string text, string shortest, RegionLevel level, string prefix, string? parent)
    {
        var region = RegionCode.Parse(text);

        Assert.Equal(shortest, region.ToString());
        Assert.Equal(level, region.Level);
        Assert.Equal(prefix, region.Prefix);
        Assert.Equal(parent, region.Parent?.ToString());
    }

    [Theory]
    [InlineData(null, "region.length")]
    [InlineData("", "region.length")]
    [InlineData("53", "region.length")]
    [InlineData("53232410", "region.length")]
    [InlineData("53232x", "region.digits")]
    [InlineData("５３２３２４", "region.digits")]
    [InlineData("032324", "region.province")]
    [InlineData("990000", "region.province")]
    [InlineData("530024", "region.hierarchy")]
    [InlineData("530000101", "region.hierarchy")]
    [InlineData("530000000001", "region.hierarchy")]
    [InlineData("532324000201", "region.hierarchy")]
    public void TryParse_BadCode_NamesTheRule(string? text, string rule)
    {
        Assert.False(RegionCode.TryParse(text, out var region, out var error));
        Assert.Equal(rule, error.Rule);
        Assert.Equal(default, region);
        Assert.StartsWith(rule, Assert.Throws<FormatException>(() => RegionCode.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("530000", "532324101201", true)]
    [InlineData("530000", "532300", true)]
    [InlineData("532300", "532324", true)]
    [InlineData("532300", "532801", false)]
    [InlineData("532324", "532324", true)]
    [InlineData("532324", "532300", false)]
    [InlineData("532324", "532325101", false)]
    [InlineData("532324101", "532324101201", true)]
    [InlineData("532324101", "532324102", false)]
    [InlineData("441900", "441900003", true)]
    [InlineData("532324101201", "532324101201", true)]
    public void Contains_TwoRegions_FollowsTheirDigits(string whole, string part, bool contains) =>
        Assert.Equal(contains, RegionCode.Parse(whole).Contains(RegionCode.Parse(part)));

    [Fact]
    public void Default_ContainsNothing_AndLiesInNothing()
    {
        Assert.False(default(RegionCode).Contains(default));
        Assert.False(default(RegionCode).Contains(RegionCode.Parse("530000")));
        Assert.False(RegionCode.Parse("530000").Contains(default));
        Assert.Equal("", default(RegionCode).ToString());
        Assert.Throws<InvalidOperationException>(() => default(RegionCode).Level);
    }

    [Fact]
    public void Parents_OfAnyRegion_ContainItAndEndInAProvince() =>
        Gen.Char['0', '9'].Array[12].Select(digits => new string(digits)).Sample(text =>
        {
            if (!RegionCode.TryParse(text, out var region))
            {
                return true;
            }

            var top = region;
            while (top.Parent is { } parent)
            {
                if (!parent.Contains(top) || top.Contains(parent) || !parent.Contains(region) || parent.Level >= top.Level)
                {
                    return false;
                }

                top = parent;
            }

            return top.Level == RegionLevel.Province && RegionCode.Parse(region.ToString()) == region;
        });
}
