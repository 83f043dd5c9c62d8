using CsCheck;
using Traceability.Domain.Values;

namespace Traceability.Domain.Tests.Values;

public sealed class UnifiedSocialCreditCodeTests
{
    private const string Cooperative = "93532324XXXX00019W";

    [Theory]
    // Real organisations that are public.
    [InlineData("91350100M000100Y43", "350100")]
    [InlineData("91110000802100433B", "110000")]
    [InlineData("914403001922038216", "440300")]
    [InlineData("9144030071526726XG", "440300")]
    [InlineData("91440300708461136T", "440300")]
    // Fictional ones with good checks.
    [InlineData(Cooperative, "532324")]
    [InlineData("93532301XXXX00027D", "532301")]
    [InlineData("93530325XXXX0006XM", "530325")]
    [InlineData("93530326XXXX000784", "530326")]
    [InlineData("93130722XXXX00094R", "130722")]
    [InlineData("91532301XXXX001152", "532301")]
    [InlineData("11532300XXXX001589", "532300")]
    [InlineData("12532300XXXX00174U", "532300")]
    [InlineData("91532301XXXX0014XF", "532301")]
    // The ends of both checks: organisation 0, check 0 and Y.
    [InlineData("93532324XXXX00190Y", "532324")]
    [InlineData("93532324XXXX0006X0", "532324")]
    public void Parse_GoodCode_IsItselfWithItsRegion(string text, string region)
    {
        var code = UnifiedSocialCreditCode.Parse(text);

        Assert.Equal(text, code.ToString());
        Assert.Equal(RegionCode.Parse(region), code.Region);
    }

    [Fact]
    public void Parse_SmallLetters_AreReadAsCapitals() =>
        Assert.Equal(Cooperative, UnifiedSocialCreditCode.Parse("93532324xxxx00019w").ToString());

    [Theory]
    [InlineData(null, "uscc.length")]
    [InlineData("", "uscc.length")]
    [InlineData("93532324XXXX00019", "uscc.length")]
    [InlineData("93532324XXXX00019W ", "uscc.length")]
    [InlineData("93532324XXXX00O19W", "uscc.character")]
    [InlineData("93532324XXXX0001９W", "uscc.character")]
    [InlineData("9353232AXXXX00019W", "uscc.region")]
    [InlineData("93032324XXXX00019W", "uscc.region")]
    [InlineData("93530024XXXX00019W", "uscc.region")]
    [InlineData("93532324XXXX00018W", "uscc.organisation-code")]
    [InlineData("93532324XXXX00019X", "uscc.check-digit")]
    [InlineData("93532301XXXX00019W", "uscc.check-digit")]
    public void TryParse_BadCode_NamesTheRule(string? text, string rule)
    {
        Assert.False(UnifiedSocialCreditCode.TryParse(text, out var code, out var error));
        Assert.Equal(rule, error.Rule);
        Assert.Equal(default, code);
        Assert.StartsWith(rule, Assert.Throws<FormatException>(() => UnifiedSocialCreditCode.Parse(text!)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_IsTextless_AndOfNoRegion()
    {
        Assert.Equal("", default(UnifiedSocialCreditCode).ToString());
        Assert.Equal(default, default(UnifiedSocialCreditCode).Region);
    }

    [Fact]
    public void TryParse_AnyOneCharacterChanged_IsRefused() =>
        Gen.Select(Gen.Int[0, 17], Gen.Char["0123456789ABCDEFGHJKLMNPQRTUWXY"]).Where((place, other) => Cooperative[place] != other)
            .Sample((place, other) => !UnifiedSocialCreditCode.TryParse($"{Cooperative[..place]}{other}{Cooperative[(place + 1)..]}", out _));

    [Fact]
    public void TryParse_AnyTwoNeighboursSwapped_IsRefusedUnlessEqual() => Gen.Int[0, 16].Sample(place =>
    {
        var text = Cooperative.ToCharArray();
        (text[place], text[place + 1]) = (text[place + 1], text[place]);
        return UnifiedSocialCreditCode.TryParse(new string(text), out _) == (text[place] == text[place + 1]);
    });
}
