using CsCheck;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.Tests.Identifiers;

public sealed class ComponentTests
{
    private const string CharacterSet82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    [Fact]
    public void LotNumber_EveryAsciiCharacter_IsTakenWhenInTheSetOf82()
    {
        Assert.Equal(82, CharacterSet82.Length);
        for (var character = '\0'; character <= '\u00ff'; character++)
        {
            Assert.Equal(CharacterSet82.Contains(character, StringComparison.Ordinal), LotNumber.TryParse($"A{character}", out _));
        }
    }

    [Theory]
    [InlineData(null, "length")]
    [InlineData("", "length")]
    [InlineData("123456789012345678901", "length")]
    [InlineData("HV 01", "character")]
    [InlineData("HV#1", "character")]
    [InlineData("批次01", "character")]
    [InlineData("A\u0000", "character")]
    [InlineData("A\n", "character")]
    [InlineData(".", "dot-segment")]
    [InlineData("..", "dot-segment")]
    public void Component_BadText_NamesTheRule(string? text, string rule)
    {
        Assert.False(LotNumber.TryParse(text, out _, out var lot));
        Assert.False(SerialNumber.TryParse(text, out _, out var serial));
        Assert.False(GlnExtension.TryParse(text, out _, out var extension));
        Assert.Equal([$"lot.{rule}", $"serial.{rule}", $"gln-extension.{rule}"], [lot.Rule, serial.Rule, extension.Rule]);
    }

    [Theory]
    [InlineData("HV01")]
    [InlineData("hv01")]
    [InlineData("SN-DEMO-0042")]
    [InlineData("...")]
    [InlineData("12345678901234567890")]
    public void Component_GoodText_IsItself(string text)
    {
        Assert.Equal(text, LotNumber.Parse(text).ToString());
        Assert.Equal(text, SerialNumber.Parse(text).ToString());
        Assert.Equal(text, GlnExtension.Parse(text).ToString());
    }

    [Fact]
    public void LotNumber_CaseDiffers_IsAnother() => Assert.NotEqual(LotNumber.Parse("HV01"), LotNumber.Parse("hv01"));

    [Fact]
    public void DefaultValues_AreTextless()
    {
        Assert.Equal("", default(LotNumber).ToString());
        Assert.Equal("", default(SerialNumber).ToString());
        Assert.Equal("", default(GlnExtension).ToString());
    }

    [Fact]
    public void LotNumber_AnyTextOfTheSet_ParsesBack() =>
        Gen.Char[CharacterSet82].Array[1, 20].Select(text => new string(text))
            .Where(text => text is not "." and not "..")
            .Sample(text => LotNumber.Parse(text).ToString() == text);
}
