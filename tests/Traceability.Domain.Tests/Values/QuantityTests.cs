using System.Globalization;
using CsCheck;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Values;

public sealed class QuantityTests
{
    private static readonly Gen<decimal> Value = Gen.Long[0, 1_000_000_000_000_000].Select(milligrams => milligrams / 1_000_000m);

    [Theory]
    [InlineData("84000", "84000 KGM")]
    [InlineData("84000.000", "84000 KGM")]
    [InlineData("0.100", "0.1 KGM")]
    [InlineData("0.000001", "0.000001 KGM")]
    [InlineData("0.00", "0 KGM")]
    [InlineData("1000000000000", "1000000000000 KGM")]
    public void ToString_AnyScale_HasNoTrailingZeros(string value, string expected)
    {
        var quantity = Quantity.Kilograms(decimal.Parse(value, CultureInfo.InvariantCulture));

        Assert.Equal(expected, quantity.ToString());
        Assert.Equal(expected, $"{quantity.ValueText} {quantity.Unit}");
    }

    [Fact]
    public void ToString_CultureWithAComma_StillWritesAPoint()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Equal("0.5 KGM", Quantity.Kilograms(0.5m).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("-0.000001", "KGM", "quantity.negative")]
    [InlineData("1000000000000.000001", "KGM", "quantity.too-large")]
    [InlineData("0.0000001", "KGM", "quantity.precision")]
    [InlineData("1.5", "EA", "quantity.whole")]
    public void TryCreate_BadValue_NamesTheRule(string value, string unit, string rule)
    {
        Assert.False(Quantity.TryCreate(decimal.Parse(value, CultureInfo.InvariantCulture), UnitCode.Parse(unit), out var quantity, out var error));
        Assert.Equal(rule, error.Rule);
        Assert.Equal(default, quantity);
    }

    [Fact]
    public void Create_WithoutUnit_Throws() =>
        Assert.StartsWith("quantity.unit", Assert.Throws<FormatException>(() => Quantity.Create(1m, default)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("KGM", "2.5")]
    [InlineData("GRM", "0.0025")]
    [InlineData("TNE", "2500")]
    public void InKilograms_OfAMass_IsExact(string unit, string kilograms) =>
        Assert.Equal(decimal.Parse(kilograms, CultureInfo.InvariantCulture), Quantity.Create(2.5m, UnitCode.Parse(unit)).InKilograms);

    [Fact]
    public void InKilograms_OfPieces_Throws() => Assert.Throws<InvalidOperationException>(() => Quantity.Pieces(3).InKilograms);

    [Fact]
    public void Arithmetic_OfDifferentUnits_Throws()
    {
        var mass = Quantity.Kilograms(1);
        var pieces = Quantity.Pieces(1);

        Assert.Throws<InvalidOperationException>(() => mass + pieces);
        Assert.Throws<InvalidOperationException>(() => mass - pieces);
        Assert.Throws<InvalidOperationException>(() => mass < pieces);
        Assert.NotEqual(mass, Quantity.Create(1, UnitCode.Tonne));
    }

    [Fact]
    public void Compare_EqualAtAnotherScale_IsNeitherLessNorMore()
    {
        var (one, other) = (Quantity.Kilograms(1.0m), Quantity.Kilograms(1.00m));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.Equal([true, true, false, false], [one <= other, one >= other, one < other, one > other]);
    }

    [Fact]
    public void Subtract_MoreThanThereIs_Throws()
    {
        Assert.Throws<FormatException>(() => Quantity.Kilograms(1) - Quantity.Kilograms(1.000001m));
        Assert.True((Quantity.Kilograms(1) - Quantity.Kilograms(1)).IsZero);
    }

    [Fact]
    public void Add_PastTheMaximum_Throws() =>
        Assert.Throws<FormatException>(() => Quantity.Kilograms(Quantity.Max) + Quantity.Kilograms(0.000001m));

    [Fact]
    public void AddThenSubtract_AnyTwo_IsExact() => Gen.Select(Value, Value).Sample((a, b) =>
    {
        var (left, right) = (Quantity.Kilograms(a), Quantity.Kilograms(b));
        var (sum, difference) = (left + right, left + right - right);
        return sum.Value == a + b && difference == left && sum == right + left && sum >= left && (left < right) == (a < b) && (left > right) == (a > b) && left <= sum;
    });

    [Fact]
    public void ValueText_AnyValue_ParsesBack() => Value.Sample(value =>
    {
        var text = Quantity.Kilograms(value).ValueText;
        return decimal.Parse(text, CultureInfo.InvariantCulture) == value && !(text.Contains('.', StringComparison.Ordinal) && text.EndsWith('0'));
    });

    [Fact]
    public void UnitCode_OfTheClosedSet_ParsesBack()
    {
        Assert.Equal(["KGM", "GRM", "TNE", "EA"], UnitCode.All.Select(unit => UnitCode.Parse(unit.ToString()).ToString()));
        Assert.Equal([true, true, true, false], UnitCode.All.Select(unit => unit.IsMass));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("kgm")]
    [InlineData("LTR")]
    public void UnitCode_OfAnotherText_IsRefused(string? text)
    {
        Assert.False(UnitCode.TryParse(text, out var unit, out var error));
        Assert.Equal("unit.unknown", error.Rule);
        Assert.Equal(default, unit);
    }
}
