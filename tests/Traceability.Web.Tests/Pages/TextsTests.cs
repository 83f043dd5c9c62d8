using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AngleSharp.Dom;
using Traceability.App.Features.Trace;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Domain.Supervision;
using Traceability.Domain.Values;
using Traceability.Web.Presentation;

namespace Traceability.Web.Tests.Pages;

public sealed partial class TextsTests(PagesHost host)
{
    private const string WebProject = "src/Traceability.Web";

    private static readonly string Root = FindRoot();
    private static readonly Dictionary<string, string> Chinese = Load("zh-CN");
    private static readonly Dictionary<string, string> English = Load("en");

    /// <summary>Keys that a page puts together from a word and a value: every value has its text.</summary>
    private static readonly string[] Composed =
    [
        .. Enum.GetNames<ProofState>().SelectMany(state => new[] { $"proof.{state}", $"proof.{state}.meaning", $"vouched.all.{state}", $"vouched.all.{state}.one" }),
        .. Enum.GetNames<ConcernKind>().Select(kind => $"concern.{kind}"),
        .. Enum.GetNames<ComplaintDecision>().SelectMany(decision => new[] { $"complaint.{decision}", $"complaint.{decision}.detail" }),
        .. Enum.GetNames<BreachReason>().SelectMany(reason => new[] { $"breach.{reason}", $"breach.choice.{reason}" }),
        .. Enum.GetNames<App.Features.Logistics.ShipmentState>().Select(state => $"shipment.state.{state}"),
        .. Enum.GetNames<App.Features.Logistics.ShipmentSide>().Select(side => $"shipment.side.{side}"),
        .. Enum.GetNames<BadLineReason>().Select(why => $"readings.bad.{why}"),
        .. new[] { "today.breaches", "today.incoming", "today.drive" }.Select(task => task + ".do"),
        .. Enum.GetNames<DeliveryWay>().Select(way => $"stop.way.{way}"),
        .. Enum.GetNames<Domain.Cultivation.CultivationStep>().Append(Domain.Cultivation.PlotStep.Spray).Select(step => $"step.{step}"),
        .. Domain.Values.FoodClass.All.Select(food => $"food-class.{food}"),
        .. Domain.Values.UnitCode.All.Select(unit => $"unit.of.{unit}"),
        .. Enum.GetNames<FactKind>().Select(kind => $"fact.{kind}"),
        .. new[] { "harvest", "pack", "labels", "dispatch", "leg", "temperature", "receipt", "delivery", "inspection", "merge", "split", "process", "hold", "release", "recall", "recall-end" }.Select(kind => $"stop.{kind}"),
        .. Enum.GetNames<InspectionKind>().Select(kind => $"test.kind.{kind}"),
        .. Enum.GetNames<InspectionVerdict>().Select(verdict => $"test.verdict.{verdict}"),
        .. Enum.GetNames<ItemVerdict>().Select(verdict => $"test.item.{verdict}"),
        .. Enum.GetNames<InspectionState>().Select(state => $"inspection.state.{state}"),
        .. new[] { "missing", "forbidden", "busy", "refused", "server" }.SelectMany(kind => new[] { $"error.{kind}", $"error.{kind}.detail" }),
        .. Enum.GetNames<MarkState>().Select(state => $"mark.state.{state}"),
        .. Enum.GetNames<Domain.Brands.LicenceState>().Select(state => $"licence.state.{state}"),
        .. Enum.GetNames<Domain.Brands.QuotaPeriod>().Select(period => $"licence.per.{period}"),
        .. Enum.GetNames<Domain.Brands.BrandLevel>().Select(level => $"brand.level.{level}"),
        .. Enum.GetNames<Domain.Brands.BrandRuleKind>().Select(rule => $"rule-of.{rule}"),
        .. Enum.GetNames<Domain.Brands.AuditOutcome>().Select(outcome => $"audit.{outcome}"),
        .. Enum.GetNames<Domain.Certification.ComplianceForm>().SelectMany(form => new[] { $"promise.form.{form}", $"promise.form.{form}.words" }),
        .. Enum.GetNames<Domain.Certification.ComplianceBasis>().Select(basis => $"promise.basis.{basis}"),
        .. new[] { "CertificateExpired", "QuotaExceeded" }.Select(rule => $"proposal.{rule}"),
        .. new[] { "suspension", "reinstatement", "withdrawal" }.SelectMany(act => new[] { $"certificate.{act}", $"certificate.{act}.lead" }),
        .. new[] { "refusal", "warning", "suspension", "reinstatement", "end" }.SelectMany(act => new[] { $"licence.{act}", $"licence.{act}.lead" }),
        .. typeof(Domain.DomainEvent).Assembly.GetTypes().Where(t => t.Namespace is "Traceability.Domain.Brands" or "Traceability.Domain.Certification" && t.IsSubclassOf(typeof(Domain.DomainEvent)))
            .Select(t => t.GetCustomAttribute<Domain.EventTypeAttribute>()!.Name.Split('/')[0]).Where(name => name != "brand.registered").Select(name => $"act.{name}"),
        .. Enum.GetNames<Domain.Certification.CertificateScheme>().Select(scheme => $"scheme.{scheme}"),
        .. Enum.GetNames<Role>().Select(role => $"role.{role}"),
        .. Enum.GetValues<Role>().Where(role => role.IsCapacity() || role == Role.Administrator).Select(role => $"role.{role}.detail"),
        .. Enum.GetNames<FilingState>().SelectMany(state => new[] { $"filed.{state}", $"filed.{state}.lead" }),
        .. FoodClass.All.Select(c => $"food-class.{c}"),
        .. Enum.GetNames<ProcessKind>().Select(kind => $"process.{kind}"),
        .. Enum.GetNames<StopKind>().Select(kind => $"stopped.{kind}"),
        .. Enum.GetNames<RecallClass>().Select(kind => $"recall.class.{kind}"),
        .. Enum.GetNames<BatchKind>().Select(kind => $"kind.{kind}"),
        .. typeof(DomainEvent).Assembly.GetTypes().Select(t => t.GetCustomAttribute<EventTypeAttribute>()?.Name).OfType<string>().Select(name => $"entry.{name.Split('/')[0]}"),
        .. Room.Names.Select(room => $"room.{room}"),
        .. Sources().SelectMany(source => Notice().Matches(source.Text)).Select(notice => $"notice.{notice.Groups["name"].Value}"),
    ];

    public static TheoryData<string> Rules { get; } =
    [
        .. new[]
            {
                "src/Traceability.Gs1/Identifiers/Gtin.cs", "src/Traceability.Gs1/Identifiers/LotNumber.cs", "src/Traceability.Gs1/Identifiers/SerialNumber.cs",
                "src/Traceability.Gs1/DigitalLink/DigitalLinkUri.cs", $"{WebProject}/Presentation/LabelCode.cs",
            }
            .SelectMany(file => NamedRule().Matches(File.ReadAllText(Path.Combine(Root, file))).Select(match => match.Groups["rule"].Value))
            .Distinct(StringComparer.Ordinal),
    ];

    [Fact]
    public void Texts_OfEitherLanguage_HaveTheSameKeysAndGaps()
    {
        Assert.Equal(Chinese.Keys.Order(StringComparer.Ordinal), English.Keys.Order(StringComparer.Ordinal));
        var counted = Chinese.Keys.Where(key => !key.StartsWith("date.", StringComparison.Ordinal));
        Assert.All(counted, key => Assert.Equal(Gaps(Chinese[key]), Gaps(English[key])));
        // Chinese has no space between sentences.
        Assert.All(Chinese.Concat(English).Where(text => text.Key != "sentence.gap"), text => Assert.NotEqual("", text.Value));
    }

    [Fact]
    public void Texts_InEnglish_HoldNoChinese()
    {
        Assert.All(English.Where(text => text.Key != "language.other"), text => Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", text.Value));
    }

    [Fact]
    public void Keys_UsedByPages_Exist()
    {
        var used = Sources().SelectMany(source => UsedKey().Matches(source.Text).SelectMany(use => Literal().Matches(use.Value)))
            .Select(literal => literal.Groups["text"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(used.Count > 80, $"Only {used.Count} uses were found: the search has gone blind.");
        Assert.All(used.Concat(Composed), key => Assert.Contains(key, Chinese.Keys));
    }

    [Fact]
    public void Keys_OfTheTexts_AreUsed()
    {
        var sources = string.Concat(Sources().Select(source => source.Text));
        string[] families = ["rule.", "chain.", "problem.", "sum-of.", "entry."];

        var unused = Chinese.Keys.Except(Composed).Where(key =>
            !Array.Exists(families, family => key.StartsWith(family, StringComparison.Ordinal))
            && !sources.Contains($"\"{key}\"", StringComparison.Ordinal)
            && !(key.EndsWith(".one", StringComparison.Ordinal) && sources.Contains($"\"{key[..^4]}\"", StringComparison.Ordinal)));

        Assert.Empty(unused);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_OfACode_HasItsWords(string rule)
    {
        Assert.Contains("rule." + rule, Chinese.Keys);
        Assert.Contains("rule." + rule, English.Keys);
    }

    [Fact]
    public void Rules_AreFoundInTheirDocumentation() => Assert.True(Rules.Count >= 28, $"Only {Rules.Count} rules were found: the search has gone blind.");

    [Fact]
    public void Problems_ThatAPageCanMeet_HaveTheirWords()
    {
        // Machines alone can cause these: pages send no such thing.
        string[] ofMachines = ["idempotency.key", "request.id", "request.limit", "regions.edition", "regions.encoding", "regions.columns", "regions.line", "regions.rows", "regions.name", "regions.parent", "regions.validity", "regions.successor", "regions.circle", "regions.centre", "certificate.far"];
        var codes = new[]
            {
                "src/Traceability.Domain/Parties", "src/Traceability.Domain/Batches", "src/Traceability.Domain/Places", "src/Traceability.Domain/Products",
                "src/Traceability.App/Features/Batches", "src/Traceability.App/Features/Labels", "src/Traceability.App/Features/Places", "src/Traceability.App/Features/Products", "src/Traceability.App/Access", "src/Traceability.App/Features/Parties", "src/Traceability.App/Features/Supervision",
                "src/Traceability.Domain/Quality", "src/Traceability.Domain/Files", "src/Traceability.App/Features/Quality", "src/Traceability.App/Features/Files",
                "src/Traceability.App/Pipeline", "src/Traceability.Domain/Cultivation", "src/Traceability.App/Features/Cultivation", $"{WebProject}/Presentation/Forms",
                "src/Traceability.Domain/Certification", "src/Traceability.Domain/Brands", "src/Traceability.App/Features/Certification", "src/Traceability.App/Features/Brands", "src/Traceability.App/Marks",
                "src/Traceability.Domain/Logistics", "src/Traceability.App/Features/Logistics", "src/Traceability.App/Features/Records",
            }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs")).Append(Path.Combine(Root, "src/Traceability.Domain/Voiding.cs"))
            .SelectMany(file => Code().Matches(File.ReadAllText(file))).Select(match => match.Groups["code"].Value).Except(ofMachines).ToList();

        Assert.True(codes.Count > 40, $"Only {codes.Count} codes were found: the search has gone blind.");
        Assert.All(codes, code => Assert.Contains("problem." + code, Chinese.Keys));
        Assert.Empty(Chinese.Keys.Where(key => key.StartsWith("problem.", StringComparison.Ordinal)).Except(codes.Select(code => "problem." + code)).Except(["problem.other"]));
    }

    [Fact]
    public void Facts_BehindARefusal_HaveTheirNames()
    {
        var names = Directory.EnumerateFiles(Path.Combine(Root, "src/Traceability.Domain"), "*Problems.cs", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadAllText(file).Split("Facts = new").Skip(1)).SelectMany(facts => FactName().Matches(facts.Split("};")[0]))
            .Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(names.Count > 15, $"Only {names.Count} facts were found: the search has gone blind.");
        // The rows of an imported file are for the machine that sent it.
        Assert.Equal(["rows"], names.Where(name => !Chinese.ContainsKey("sum-of." + name)));
    }

    [Fact]
    public void Pages_HoldNoTypedChinese()
    {
        Assert.All(Sources(), source => Assert.False(Han().IsMatch(source.Text), $"{source.File} has Chinese typed into it."));
    }

    [Theory]
    [InlineData("/01/09520100000102/10/PK01")]
    [InlineData("/01/09520100000102/10/MG01")]
    [InlineData("/01/09520100000102/10/NOPE")]
    [InlineData("/01/09520100000103/10/PK01")]
    [InlineData("/")]
    [InlineData("/nothing")]
    public async Task Page_InOneLanguage_HoldsNoneOfTheOther(string path)
    {
        var chinese = Own(await host.PageAsync(path, "zh-CN")).Where(text => EnglishWord().IsMatch(text));
        var english = Own(await host.PageAsync(path, "en")).Where(text => Han().IsMatch(text));

        Assert.Empty(chinese);
        Assert.Empty(english);
    }

    [Fact]
    public void Wording_OfAnUnknownKey_IsABug() => Assert.Throws<KeyNotFoundException>(() => Wording.For(new(Chinese: true, LargeType: false))["no.such.key"]);

    // Names come isolated from outside, codes are nobody's language, and the switch is written in the other one.
    private static IEnumerable<string> Own(IParentNode page) =>
        page.QuerySelectorAll("body *").Where(element => !element.Matches("bdi, code, pre, .code, [lang]"))
            .SelectMany(element => element.ChildNodes.OfType<IText>())
            .Select(text => text.Text)
            .Concat(page.QuerySelectorAll("[aria-label]").Select(element => element.GetAttribute("aria-label")!));

    private static string[] Gaps(string text) => [.. Gap().Matches(text).Select(gap => gap.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<(string File, string Text)> Sources() =>
        new[] { "Pages", "Presentation" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, WebProject, folder), "*", SearchOption.AllDirectories))
            .Select(file => (file, File.ReadAllText(file)));

    private static Dictionary<string, string> Load(string language) =>
        XDocument.Load(Path.Combine(Root, WebProject, "Resources", $"Texts.{language}.resx")).Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Traceability.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"\b(?:[Tt]ext|this)\[[^\]]*\]|\b(?:Sentence|Count|Unit)\((?:[^,()]*\?[^,]*|"")[^,)]*", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UsedKey();

    [GeneratedRegex("(?<!\\$)\"(?<text>[a-z][a-zA-Z.-]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"<c>(?<rule>(?:gtin|lot|serial|digital-link|code)\.[a-z-]+)</c>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedRule();

    [GeneratedRegex("""Say\("(?<name>[a-z-]+)"\)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Notice();

    // A problem by its kind, a rule of a validator, and what a form says by itself.
    [GeneratedRegex("""(new(\sProblem)?\("(?<code>[a-z0-9.-]+)",\s*ProblemKind|(WithErrorCode|Roles|Telephone)\("(?<code>[a-z0-9.-]+)"\)|Code = "(?<code>form\.[a-z-]+)")""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    [GeneratedRegex("""\["(?<name>[a-zA-Z]+)"\] =""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FactName();

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Han();

    [GeneratedRegex(@"\b(?!GTIN|GLN|UTC|Sepolia)[A-Za-z]{3,}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnglishWord();
}
