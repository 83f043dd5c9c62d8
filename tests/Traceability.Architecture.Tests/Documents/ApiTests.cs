using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Traceability.App;
using Traceability.App.Http;

namespace Traceability.Tests.Documents;

/// <summary>docs/api.md has a row for each route of the features: who may use it, what its body says, and every code that it can refuse with.</summary>
public sealed partial class ApiTests
{
    private static readonly Document Api = Document.Read("docs", "api.md");

    private static readonly RouteEndpoint[] Endpoints = Map();

    private static Dictionary<string, string[]> Rows { get; } =
        Api.Rows().Where(row => RowName().IsMatch(row[0])).ToDictionary(row => row[0].Trim('`'), StringComparer.Ordinal);

    [Fact]
    public void ApiDocument_Routes_AreThoseOfTheCode() =>
        Assert.Equal(Endpoints.Select(NameOf).Order(StringComparer.Ordinal), Rows.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void ApiDocument_WhoMayUseARoute_IsWhatTheCodeAllows()
    {
        var wrong = Endpoints.Select(e => (Name: NameOf(e), Who: WhoMay(e))).Where(x => Rows[x.Name][1] != x.Who).Select(x => $"{x.Name}: {x.Who}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void ApiDocument_MembersOfABody_AreThoseOfTheCommand()
    {
        var commands = Endpoints.Select(e => (Name: NameOf(e), Type: e.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType)).Where(x => x.Type is not null).ToList();
        var wrong = commands.SelectMany(x => Members(x.Type!).Where(m => !Rows[x.Name][2].Contains(m, StringComparison.Ordinal)).Select(m => $"{x.Name}: {m}"));

        Assert.NotEmpty(commands);
        Assert.Empty(wrong);
    }

    [Fact]
    public void ApiDocument_Codes_AreAllThatTheSourcesName()
    {
        var codes = Sources().SelectMany(text => Code().Matches(text))
            .Concat(Sources("Traceability.Domain", "Values").SelectMany(text => Rule().Matches(text)))
            .Select(m => m.Groups["code"].Value)
            .Concat(RulesOfIdentifiers()).ToHashSet(StringComparer.Ordinal);

        var documented = Document.Literals(Api.Text).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(codes.Except(documented));
        Assert.Empty(documented.Where(literal => IsCode().IsMatch(literal)).Except(codes));
    }

    private static IEnumerable<string> Sources(params string[] folder) =>
        Directory.EnumerateFiles(Path.Combine([TestFiles.Root, "src", .. folder]), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static RouteEndpoint[] Map()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddApp();
        var app = builder.Build();
        app.MapFeatures();
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()];
    }

    private static string NameOf(RouteEndpoint endpoint) =>
        $"{endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Single()} {Parameter().Replace(endpoint.RoutePattern.RawText!, "{${name}}")}";

    private static string WhoMay(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<AccessMetadata>()!.AllowedTo is { Count: > 0 } roles
        ? string.Join(", ", roles.Select(r => JsonNamingPolicy.CamelCase.ConvertName(r.ToString())))
        : "everybody";

    /// <summary>The members that the body gives, a question mark behind those that it may leave out; what the address gives is none.</summary>
    private static IEnumerable<string> Members(Type command) => command.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First().GetParameters()
        .Select(p => $"`{JsonNamingPolicy.CamelCase.ConvertName(p.Name!)}`{(p.HasDefaultValue ? "?" : "")}");

    /// <summary>Rules whose name the library of identifiers puts together from the identifier's.</summary>
    private static IEnumerable<string> RulesOfIdentifiers() =>
    [
        .. new[] { "gtin", "gln", "sscc" }.SelectMany(name => new[] { $"{name}.length", $"{name}.digits", $"{name}.check-digit" }),
        .. new[] { "lot", "serial", "gln-extension" }.SelectMany(name => new[] { $"{name}.length", $"{name}.character", $"{name}.dot-segment" }),
    ];

    [GeneratedRegex("^`(GET|POST) /", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex RowName();

    [GeneratedRegex(@"\{(?<name>\w+)(:[^{}]*)?\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Parameter();

    // A problem by its kind, a rule of a validator, one of a converter, and what the host itself answers.
    [GeneratedRegex("""(new(\sProblem)?\("(?<code>[a-z0-9.-]+)",\s*ProblemKind|WithErrorCode\("(?<code>[a-z0-9.-]+)"\)|BrokenRuleException\("(?<code>[a-z0-9.-]+)"|WriteAsync\(context, [^,]+, "(?<code>[a-z0-9.-]+)")""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();

    [GeneratedRegex("""new\("(?<code>[a-z-]+\.[a-z-]+)",""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex IsCode();
}
