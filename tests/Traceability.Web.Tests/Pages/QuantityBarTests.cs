using Traceability.App.Features.Trace;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed class QuantityBarTests
{
    [Theory]
    [InlineData(300_000, 258_700, 230_000, 46_000, 46_000, 1000, 862, 767, 767)]
    [InlineData(300_000, 258_700, 230_000, 46_000, 23_000, 1000, 862, 767, 383)]
    [InlineData(100, 200, 150, 10, 0, 500, 1000, 750, 0)]
    [InlineData(100, 50, 40, 10, 30, 833, 417, 333, 1000)]
    [InlineData(0, 0, 0, 0, 0, 0, 0, 0, 0)]
    [InlineData(10, 5, 0, 0, 3, 1000, 500, 0, 0)]
    public void Bar_OfASum_IsInThousandthsOfTheLargest(int bound, int harvested, int packed, int packs, int labelled, int a, int b, int c, int d)
    {
        Assert.Equal(new QuantityBar(a, b, c, d), QuantityBar.Of(new QuantitiesView(bound, harvested, packed, packs, labelled)));
    }

    [Fact]
    public void Bar_WithoutABound_ShowsNone()
    {
        Assert.Equal(new QuantityBar(null, 1000, 500, 250), QuantityBar.Of(new QuantitiesView(null, 100, 50, 10, 5)));
    }
}
