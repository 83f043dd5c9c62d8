using CsCheck;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.Tests.Identifiers;

public sealed class NumericKeyTests
{
    private static readonly Gen<string> Body = Gen.Char['0', '9'].Array[13].Select(digits => new string(digits));

    [Theory]
    [InlineData("629104150021", '3')] // the worked example of GS1's check digit calculator
    [InlineData("37610425002123456", '9')] // GS1 General Specifications, figure 7.9.1-1
    [InlineData("952010000010", '2')]
    [InlineData("", '0')]
    public void CheckDigit_KnownKey_IsThatOfTheStandard(string digits, char expected) =>
        Assert.Equal(expected, Mod10.CheckDigit(digits));

    [Theory]
    [InlineData("12a")]
    [InlineData("12٣")]
    [InlineData("-12")]
    public void CheckDigit_NotAsciiDigits_Throws(string digits) =>
        Assert.Throws<FormatException>(() => Mod10.CheckDigit(digits));

    [Theory]
    [InlineData("9520100000102", "09520100000102", 0)]
    [InlineData("09520100000102", "09520100000102", 0)]
    [InlineData("96385074", "00000096385074", 0)]
    [InlineData("614141000036", "00614141000036", 0)]
    [InlineData("19520100000109", "19520100000109", 1)]
    public void Gtin_EveryLength_BecomesFourteenDigits(string text, string normalised, int indicator)
    {
        var gtin = Gtin.Parse(text);

        Assert.Equal(normalised, gtin.ToString());
        Assert.Equal(indicator, gtin.Indicator);
        Assert.False(gtin.IsVariableMeasure);
        Assert.Equal(gtin, Gtin.Parse(normalised));
    }

    [Theory]
    [InlineData(null, "gtin.length")]
    [InlineData("", "gtin.length")]
    [InlineData("123456789", "gtin.length")]
    [InlineData("952010000010200", "gtin.length")]
    [InlineData(" 9520100000102", "gtin.digits")]
    [InlineData("952010000010x", "gtin.digits")]
    [InlineData("９５２０１０００００１０２", "gtin.digits")]
    [InlineData("٩٥٢٠١٠٠٠٠٠١٠٢", "gtin.digits")]
    [InlineData("9520100000103", "gtin.check-digit")]
    public void Gtin_BadText_NamesTheRule(string? text, string rule)
    {
        Assert.False(Gtin.TryParse(text, out var gtin, out var error));
        Assert.Equal(rule, error.Rule);
        Assert.Equal(default, gtin);
        Assert.False(Gtin.TryParse(text, out _));
        Assert.StartsWith(rule, Assert.Throws<FormatException>(() => Gtin.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gtin_WithIndicatorNine_IsTheLooseProductOfTheBox()
    {
        var loose = Gtin.Parse("9520100000102").WithIndicator(9);

        Assert.Equal("99520100000105", loose.ToString());
        Assert.True(loose.IsVariableMeasure);
        Assert.Equal("09520100000102", loose.WithIndicator(0).ToString());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    public void Gtin_WithIndicatorOfMoreThanADigit_Throws(int indicator) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Gtin.Parse("9520100000102").WithIndicator(indicator));

    [Fact]
    public void Gtin_WithIndicatorOfNoValue_Throws() => Assert.Throws<InvalidOperationException>(() => default(Gtin).WithIndicator(9));

    [Fact]
    public void DefaultValues_AreTextless_AndNotParsed()
    {
        Assert.Equal("", default(Gtin).ToString());
        Assert.Equal("", default(Gln).ToString());
        Assert.Equal("", default(Sscc).ToString());
        Assert.False(Gln.TryParse("", out _));
        Assert.False(Sscc.TryParse("", out _));
    }

    [Fact]
    public void Gtin_CreatedFromAnyDigits_ParsesBack() => Body.Sample(digits =>
    {
        var gtin = Gtin.Create(digits);
        return gtin == Gtin.Parse(gtin.ToString()) && gtin.ToString().StartsWith(digits, StringComparison.Ordinal);
    });

    [Fact]
    public void Gtin_AnyOneDigitChanged_BreaksTheCheckDigit() =>
        Gen.Select(Body, Gen.Int[0, 13], Gen.Int[1, 9]).Sample((digits, place, step) =>
        {
            var text = Gtin.Create(digits).ToString().ToCharArray();
            text[place] = (char)('0' + (text[place] - '0' + step) % 10);
            return !Gtin.TryParse(new string(text), out _, out var error) && error.Rule == "gtin.check-digit";
        });

    // Weights 3 and 1 differ by 2: swapped neighbours go unseen only when they differ by 5 (or not at all).
    [Fact]
    public void Gtin_NeighboursSwapped_BreaksTheCheckDigitUnlessTheyDifferByFive() =>
        Gen.Select(Body, Gen.Int[0, 12]).Sample((digits, place) =>
        {
            var text = Gtin.Create(digits).ToString().ToCharArray();
            var unseen = Math.Abs(text[place] - text[place + 1]) is 0 or 5;
            (text[place], text[place + 1]) = (text[place + 1], text[place]);
            return Gtin.TryParse(new string(text), out _) == unseen;
        });

    [Theory]
    [InlineData("9520109000011")]
    [InlineData("9520109000097")]
    [InlineData("9520109000110")]
    public void Gln_Good_IsItself(string text)
    {
        Assert.Equal(text, Gln.Parse(text).ToString());
        Assert.Equal(text, Gln.Create(text[..12]).ToString());
    }

    [Theory]
    [InlineData("952010900001", "gln.length")]
    [InlineData("952010900001a", "gln.digits")]
    [InlineData("9520109000012", "gln.check-digit")]
    public void Gln_BadText_NamesTheRule(string text, string rule)
    {
        Assert.False(Gln.TryParse(text, out _, out var error));
        Assert.Equal(rule, error.Rule);
    }

    [Theory]
    [InlineData("106141412345678908", "sscc.check-digit", "106141412345678909")]
    [InlineData("0952010000000000", "sscc.length", null)]
    [InlineData("09520100000000001o", "sscc.digits", null)]
    public void Sscc_BadText_NamesTheRule(string good, string rule, string? bad)
    {
        Assert.Equal(bad is not null, Sscc.TryParse(good, out _));
        Assert.False(Sscc.TryParse(bad ?? good, out _, out var error));
        Assert.Equal(rule, error.Rule);
    }

    [Theory]
    [InlineData(0, "9520100", 1L, "095201000000000010")]
    [InlineData(0, "9520100", 4L, "095201000000000041")]
    [InlineData(3, "952010012345", 9999L, "395201001234599999")]
    public void Sscc_CreatedFromParts_FillsTheSerialReference(int extension, string prefix, long serial, string expected) =>
        Assert.Equal(expected, Sscc.Create(extension, prefix, serial).ToString());

    [Fact]
    public void Sscc_CreatedFromBadParts_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sscc.Create(10, "9520100", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sscc.Create(0, "952010012345", 10_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sscc.Create(0, "9520100", -1));
        Assert.Throws<FormatException>(() => Sscc.Create(0, "952", 1));
        Assert.Throws<FormatException>(() => Sscc.Create(0, "952010a", 1));
    }
}
