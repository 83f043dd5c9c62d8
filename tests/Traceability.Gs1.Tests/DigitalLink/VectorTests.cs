using System.Text.Json;
using System.Text.RegularExpressions;
using Traceability.Gs1.DigitalLink;
using Traceability.Tests;

namespace Traceability.Gs1.Tests.DigitalLink;

/// <summary>The vectors of GS1's syntax engine; a case that needs a switch which we do not have is reported as skipped.</summary>
public sealed partial class VectorTests
{
    private const string ShortGtin = "needs the switch for GTINs without leading zeros: in a URI a GTIN has 14 digits";
    private const string ConvenienceAlphas = "needs the switch for key names in letters, which the standard has withdrawn";
    private const string UnknownAttributes = "needs the switch that lets unknown application identifiers pass";

    public static TheoryData<int> ParseCases => Cases("parse-uri.json");

    public static TheoryData<int> GenerateCases => Cases("generate-uri.json");

    [Theory]
    [MemberData(nameof(ParseCases))]
    public void Parse_CaseOfTheSyntaxEngine_AgreesWithIt(int number)
    {
        var (arguments, state) = Case("parse-uri.json", number);
        var (succeeds, text, expected) = (arguments[0].GetBoolean(), arguments[1].GetString()!, arguments[2].GetString()!);
        Assert.SkipWhen(text.Contains("/gtin/", StringComparison.Ordinal) && succeeds, ConvenienceAlphas);
        Assert.SkipWhen(IsOn(state, "setPermitZeroSuppressedGTINinDLuris") && ShortGtinPattern().IsMatch(text), ShortGtin);
        Assert.SkipWhen(IsOn(state, "setPermitUnknownAIs"), UnknownAttributes);

        var parsed = DigitalLinkUri.TryParse(text, out var uri, out var error);

        Assert.True(succeeds == parsed, error?.Message ?? "parsed");
        Assert.Equal(expected, uri is null ? "" : ElementStrings(uri));
    }

    [Theory]
    [MemberData(nameof(GenerateCases))]
    public void Create_CaseOfTheSyntaxEngine_AgreesWithIt(int number)
    {
        var (arguments, _) = Case("generate-uri.json", number);
        var (succeeds, stem, expected) = (arguments[0].GetBoolean(), arguments[1].GetString(), arguments[3].GetString());
        var elements = Bracketed().Matches(arguments[2].GetString()!)
            .Select(match => new ElementString(match.Groups["ai"].Value, match.Groups["value"].Value));

        var created = DigitalLinkUri.TryCreate(elements, out var uri, out var error);

        Assert.True(succeeds == created, error?.Message ?? "created");
        Assert.Equal(expected, uri is null ? "" : stem is null ? uri.ToCanonical() : uri.ToUri(new(stem)).AbsoluteUri);
    }

    [Fact]
    public void EmbeddedDictionary_IsThatOfTheVectors()
    {
        const string name = "gs1-syntax-dictionary.txt";
        using var embedded = new StreamReader(typeof(DigitalLinkUri).Assembly.GetManifestResourceStream(name)!);

        Assert.Equal(File.ReadAllText(TestFiles.Vector("digital-link", name)), embedded.ReadToEnd());
    }

    // The engine's own output: every element behind a caret, save behind one of predefined length, which needs no separator.
    private static string ElementStrings(DigitalLinkUri uri)
    {
        var text = "^";
        var elements = uri.Qualifiers.Prepend(uri.PrimaryKey).Concat(uri.Attributes).ToList();
        foreach (var (ai, value) in elements)
        {
            text += ai + value + (PredefinedLength().IsMatch(ai) ? "" : "^");
        }

        return text.TrimEnd('^');
    }

    private static bool IsOn(JsonElement state, string name) => state.TryGetProperty(name, out var value) && value.GetString() == "true";

    private static TheoryData<int> Cases(string file) => TestFiles.HasVectors ? [.. Enumerable.Range(0, Read(file).GetArrayLength())] : [0];

    private static (JsonElement Arguments, JsonElement State) Case(string file, int number)
    {
        var found = Read(file)[number];
        return (found.GetProperty("args"), found.GetProperty("state"));
    }

    private static JsonElement Read(string file) => JsonElement.Parse(File.ReadAllBytes(TestFiles.Vector("digital-link", file)));

    [GeneratedRegex(@"[/?]01[/=](?:\d{8}|\d{12,13})$", RegexOptions.NonBacktracking)]
    private static partial Regex ShortGtinPattern();

    [GeneratedRegex(@"\((?<ai>\d{2,4})\)(?<value>[^(]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Bracketed();

    // GS1 General Specifications, figure 7.8.5-2.
    [GeneratedRegex("^(?:0[0-4]|1[1-9]|20|3[1-6]..|41.)$", RegexOptions.NonBacktracking)]
    private static partial Regex PredefinedLength();
}
