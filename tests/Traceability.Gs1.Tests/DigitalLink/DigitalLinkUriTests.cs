using CsCheck;
using Traceability.Gs1.DigitalLink;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.Tests.DigitalLink;

public sealed class DigitalLinkUriTests
{
    private const string Potatoes = "09520100000102";
    private static readonly Uri Example = new("https://example.com");

    [Fact]
    public void ForItem_WithLotAndSerial_IsReadBackFromEveryForm()
    {
        var uri = DigitalLinkUri.ForItem(Gtin.Parse(Potatoes), LotNumber.Parse("A/B+1%"), SerialNumber.Parse("x\"<>?"));

        Assert.Equal($"/01/{Potatoes}/10/A%2FB%2B1%25/21/x%22%3C%3E%3F", uri.ToPath());
        Assert.Equal("https://id.gs1.org" + uri.ToPath(), uri.ToCanonical());
        Assert.Equal("https://example.com/labels" + uri.ToPath(), uri.ToUri(new("https://example.com/labels/")).AbsoluteUri);
        foreach (var text in (string[])[uri.ToPath(), uri.ToCanonical(), uri.ToUri(Example).AbsoluteUri])
        {
            var read = DigitalLinkUri.Parse(text);
            Assert.Equal(uri, read);
            Assert.Equal(uri.GetHashCode(), read.GetHashCode());
            Assert.Equal((Gtin.Parse(Potatoes), "A/B+1%", "x\"<>?"), (read.Gtin!.Value, read.Lot.ToString(), read.Serial.ToString()));
        }
    }

    [Fact]
    public void ForOtherKeys_AreReadBack()
    {
        var gln = Gln.Parse("9520109000097");
        var sscc = Sscc.Parse("095201000000000010");
        var place = DigitalLinkUri.Parse(DigitalLinkUri.ForLocation(gln, GlnExtension.Parse("B01")).ToCanonical());
        var party = DigitalLinkUri.Parse(DigitalLinkUri.ForParty(gln).ToCanonical());
        var unit = DigitalLinkUri.Parse(DigitalLinkUri.ForLogisticUnit(sscc).ToCanonical());

        Assert.Equal("https://id.gs1.org/414/9520109000097/254/B01", place.ToString());
        Assert.Equal((gln, "B01"), (place.Gln!.Value, place.Extension.ToString()));
        Assert.Equal("https://id.gs1.org/417/9520109000097", party.ToString());
        Assert.Equal(gln, party.Gln);
        Assert.Null(party.Extension);
        Assert.Equal("https://id.gs1.org/00/095201000000000010", unit.ToString());
        Assert.Equal(sscc, unit.Sscc);
        Assert.Null(unit.Gtin);
        Assert.NotEqual(place, party);
    }

    [Fact]
    public void For_NoValue_Throws()
    {
        Assert.Throws<ArgumentException>(() => DigitalLinkUri.ForItem(default));
        Assert.Throws<ArgumentException>(() => DigitalLinkUri.ForItem(Gtin.Parse(Potatoes), default(LotNumber)));
        Assert.Throws<ArgumentException>(() => DigitalLinkUri.ForLocation(default));
    }

    [Fact]
    public void ForItem_AnyLotAndSerial_SurvivesAHostAndSystemUri()
    {
        var component = Gen.Char["!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz"].Array[1, 20].Select(text => new string(text))
            .Where(text => text is not "." and not "..");
        Gen.Select(component, component).Sample((lot, serial) =>
        {
            var uri = DigitalLinkUri.ForItem(Gtin.Parse(Potatoes), LotNumber.Parse(lot), SerialNumber.Parse(serial));
            return DigitalLinkUri.Parse(uri.ToUri(Example).AbsoluteUri) == uri && DigitalLinkUri.Parse(uri.ToPath()).Lot.ToString() == lot;
        });
    }

    [Theory]
    [InlineData(null, "uri")]
    [InlineData("", "uri")]
    [InlineData("/01/09520100000102/10/批次", "uri")]
    [InlineData("/01/09520100000102/10/A B", "uri")]
    [InlineData("ftp://example.com/01/09520100000102", "scheme")]
    [InlineData("01/09520100000102", "scheme")]
    [InlineData("https:///01/09520100000102", "host")]
    [InlineData("https://user@example.com/01/09520100000102", "host")]
    [InlineData("/01/09520100000102/10/A%2", "percent-encoding")]
    [InlineData("/01/09520100000102/10/A%zz", "percent-encoding")]
    [InlineData("/", "primary-key")]
    [InlineData("/01", "primary-key")]
    [InlineData("/10/ABC", "primary-key")]
    [InlineData("/01/09520100000102/", "primary-key")]
    [InlineData("/01/09520100000102/xx/ABC", "primary-key")]
    [InlineData("/01/9520100000102", "length")]
    [InlineData("/01/0952010000010x", "character")]
    [InlineData("/01/09520100000103", "check-digit")]
    [InlineData("/01/09520100000102/10/", "length")]
    [InlineData("/01/09520100000102/10/123456789012345678901", "length")]
    [InlineData("/01/09520100000102/10/A%20B", "character")]
    [InlineData("/01/09520100000102/10/%E6%89%B9", "character")]
    [InlineData("/01/09520100000102/10/%00", "character")]
    [InlineData("/01/09520100000102/10/%2E%2E", "dot-segment")]
    [InlineData("/01/09520100000102/21/1/10/A", "qualifier-order")]
    [InlineData("/01/09520100000102/10/A/10/B", "qualifier-order")]
    [InlineData("/01/09520100000102/254/A", "qualifier")]
    [InlineData("/00/095201000000000010/10/A", "qualifier")]
    [InlineData("/01/09520100000102?10=A", "attribute")]
    [InlineData("/414/9520109000097?21=A", "attribute")]
    [InlineData("/01/09520100000102?666=A", "attribute-unknown")]
    [InlineData("/01/09520100000102?17=261231&17=261231", "attribute-twice")]
    [InlineData("/00/095201000000000010?00=095201000000000010", "attribute-twice")]
    [InlineData("/01/09520100000102?17=261331", "date")]
    [InlineData("/01/09520100000102?17=270229", "date")]
    [InlineData("/01/09520100000102?17=26123", "length")]
    [InlineData("/01/09520100000102?3103=00500", "length")]
    [InlineData("/01/09520100000102?416=9520109000098", "check-digit")]
    public void TryParse_BadText_NamesTheRule(string? text, string rule)
    {
        Assert.False(DigitalLinkUri.TryParse(text, out var uri, out var error));
        Assert.Null(uri);
        Assert.Equal("digital-link." + rule, error.Rule);
    }

    [Theory]
    [InlineData("/01/09520100000102?11=260912&13=260915&15=261200&17=280229&3103=005000", "11,13,15,17,3103")]
    [InlineData("/01/09520100000102?linkType=all&17=261231&lang=zh", "17")]
    [InlineData("/01/09520100000102?7007=260912260918&7011=2612312359", "7007,7011")]
    public void Attributes_KnownAndGood_AreKeptInOrder(string text, string expected)
    {
        var uri = DigitalLinkUri.Parse(text);

        Assert.Equal(expected, string.Join(',', uri.Attributes.Select(attribute => attribute.Ai)));
        Assert.Equal(uri, DigitalLinkUri.Parse(uri.ToUri(Example).AbsoluteUri));
        Assert.Equal("/01/09520100000102", uri.ToPath());
    }

    [Theory]
    [InlineData("/01/09520100000102?17=261231", "https://example.com/stem/01/09520100000102?lang=zh&17=261231#top", true)]
    [InlineData("/01/09520100000102?17=261231", "/01/09520100000102", false)]
    [InlineData("/01/09520100000102?17=261231", "/01/09520100000102?17=261230", false)]
    [InlineData("/01/09520100000102/10/A", "/01/09520100000102/10/a", false)]
    public void Equals_TwoUris_ComparesWhatTheySayNotWhereTheyAre(string one, string other, bool equal) =>
        Assert.Equal(equal, DigitalLinkUri.Parse(one) == DigitalLinkUri.Parse(other));

    [Fact]
    public void ToPath_LotThatLooksLikeAKey_IsReadAsALot() =>
        Assert.Equal("01", DigitalLinkUri.Parse("/01/09520100000102/10/01").Lot.ToString());

    [Theory]
    [InlineData("/01/09520100000102")]
    [InlineData("ftp://example.com")]
    [InlineData("https://example.com?a=b")]
    [InlineData("https://example.com#a")]
    public void ToUri_BadBase_Throws(string text) =>
        Assert.Throws<ArgumentException>(() => DigitalLinkUri.ForItem(Gtin.Parse(Potatoes)).ToUri(new(text, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void TryParse_AnyText_NeitherThrowsNorKeepsSilent() =>
        Gen.Char["/0123456789?&=%#.:-+ABz01102100414"].Array[0, 60]
            .Select(tail => "/01/09520100000102" + new string(tail))
            .Sample(text => DigitalLinkUri.TryParse(text, out var uri, out var error)
                ? DigitalLinkUri.Parse(uri.ToUri(Example).AbsoluteUri) == uri
                : error.Rule.StartsWith("digital-link.", StringComparison.Ordinal));
}
