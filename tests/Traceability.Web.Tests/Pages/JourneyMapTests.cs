using System.Globalization;
using Traceability.App.Features.Trace;
using Traceability.Domain.Places;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed class JourneyMapTests(PagesHost host)
{
    private static readonly PlaceView Nanhua = Place("532324", 101.27m, 25.19m);
    private static readonly PlaceView Chuxiong = Place("532301", 101.55m, 25.03m);
    private static readonly PlaceView Kunming = Place("530111", 102.75m, 25.02m);

    [Fact]
    public void Places_OfAJourney_StandInTheOrderOfTheWayWithWhatHappenedThere()
    {
        var way = JourneyPlaces.Of(Traces.Potato());

        Assert.Equal(["130722", "110105"], way.Places.Select(p => p.At.Code));
        Assert.Equal(["harvest", "pack"], way.Places[0].Kinds);
        Assert.Equal(["receipt"], way.Places[1].Kinds);
        Assert.Equal([new JourneyWay(0, 1, Awaited: false)], way.Ways);
    }

    [Fact]
    public void Places_OfARecordThatDoesNotHold_AreNone()
    {
        var potato = Traces.Potato();
        var gone = potato.Journey[^1] with { Void = new VoidView(potato.Journey[^1].At, Reason: null, potato.Product.Proof) };

        var way = JourneyPlaces.Of(potato with { Journey = [.. potato.Journey.SkipLast(1), gone] });

        Assert.Equal([new JourneyWay(0, 1, Awaited: true)], way.Ways);
        Assert.Empty(way.Places[1].Kinds);
    }

    /// <summary>Where legs were recorded, the way goes by them and not past them.</summary>
    [Fact]
    public void Ways_OfAShipmentWithLegs_GoByThem()
    {
        var way = JourneyPlaces.Of(Travelled(Sent(Nanhua, Kunming), Leg(Nanhua, Chuxiong), Leg(Chuxiong, Kunming)));

        Assert.Equal([(0, 1), (1, 2)], way.Ways.Select(w => (w.From, w.To)));
        Assert.Equal(["532324", "532301", "530111"], way.Places.Select(p => p.At.Code));
    }

    [Fact]
    public void Map_OfPlaces_KeepsTheirDirections()
    {
        var map = Map(Sent(Nanhua, Chuxiong), Sent(Chuxiong, Kunming));

        var (nanhua, chuxiong, kunming) = (At(map.Spots[0]), At(map.Spots[1]), At(map.Spots[2]));
        Assert.True(nanhua.X < chuxiong.X && chuxiong.X < kunming.X && nanhua.Y < chuxiong.Y);
        Assert.Equal([false, false, true], map.Spots.Select(s => s.Last));
        // 1.48° of longitude at 25° N are 149 km.
        Assert.Equal(50, map.Kilometres);
    }

    /// <summary>Whatever the places are, nothing leaves the picture and every number is read.</summary>
    [Fact]
    public void Map_OfAnyPlaces_StaysInItsFrameAndKeepsItsMarksApart()
    {
        var random = new Random(20_261_123);
        for (var round = 0; round < 300; round++)
        {
            var spread = round % 3 == 0 ? 0.001 : round % 3 == 1 ? 2 : 60;
            var places = Enumerable.Range(0, 2 + round % 5)
                .Select(i => Place((110_101 + i).ToString(CultureInfo.InvariantCulture), (decimal)(random.NextDouble() * spread), (decimal)(random.NextDouble() * spread))).ToList();

            var map = Map([.. places.Zip(places.Skip(1)).Select(p => Sent(p.First, p.Second))]);

            var height = double.Parse(map.Height, CultureInfo.InvariantCulture);
            Assert.InRange(height, 100, 320);
            Assert.All(map.Spots, s => Assert.True(At(s) is { X: >= 10 and <= JourneyMap.Width - 10, Y: >= 10 } at && at.Y <= height - 10, $"{s} is not within {height}"));
            if (places.Count == 2)
                Assert.True(Math.Sqrt(Math.Pow(At(map.Spots[0]).X - At(map.Spots[1]).X, 2) + Math.Pow(At(map.Spots[0]).Y - At(map.Spots[1]).Y, 2)) > 2 * JourneyMap.Radius, "Two marks lie on one another.");
        }
    }

    [Fact]
    public void Map_WhereAPlaceHasNoPoint_IsNotDrawn() =>
        Assert.Null(JourneyMap.Of(JourneyPlaces.Of(Travelled(Sent(Nanhua, Chuxiong), Sent(Chuxiong, Kunming with { Centre = null }))), p => p.Code));

    [Fact]
    public async Task Page_WithPoints_HasAMapThatItsListReadsOut()
    {
        var page = await host.PageAsync("/01/09520100000102/10/PK01", "en");

        var picture = page.QuerySelector("#map svg[role=img]")!;
        Assert.Equal(2, picture.QuerySelectorAll("circle").Length);
        var list = page.GetElementById(picture.GetAttribute("aria-labelledby")!)!;
        Assert.Equal(2, list.QuerySelectorAll("li").Length);
        Assert.Contains("Zhangbei County, Zhangjiakou, Hebei", list.TextContent, StringComparison.Ordinal);
        Assert.Contains("Zhangbei County", picture.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Hebei", picture.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithoutAPoint_ListsTheWayAndSaysWhy()
    {
        var page = await host.PageAsync("/01/09520100000102/10/PK04", "en");

        Assert.Null(page.QuerySelector("#map svg"));
        Assert.Contains("does not say where", page.QuerySelector("#map .lead")!.TextContent, StringComparison.Ordinal);
        Assert.True(page.QuerySelectorAll("#map li").Length > 1);
    }

    private static JourneyMap Map(params Stop[] stops) => JourneyMap.Of(JourneyPlaces.Of(Travelled(stops)), p => "Name of " + p.Code)!;

    private static TraceView Travelled(params Stop[] stops) => Traces.Potato() with { Journey = stops };

    private static (double X, double Y) At(JourneyMap.Spot spot) => (double.Parse(spot.X, CultureInfo.InvariantCulture), double.Parse(spot.Y, CultureInfo.InvariantCulture));

    private static PlaceView Place(string code, decimal longitude, decimal latitude) => new(code, new LocalText(code, code), new Coordinate(longitude, latitude));

    private static DispatchStop Sent(PlaceView from, PlaceView to) => new() { At = Traces.Potato().Journey[0].At, RecordedAt = Traces.Potato().Journey[0].At, Place = from, To = to, Proof = Traces.Potato().Product.Proof };

    private static LegStop Leg(PlaceView from, PlaceView to) =>
        new() { At = Traces.Potato().Journey[0].At, RecordedAt = Traces.Potato().Journey[0].At, Place = from, To = to, Arrived = Traces.Potato().Journey[^1].At, Proof = Traces.Potato().Product.Proof };
}
