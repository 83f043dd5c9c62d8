using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Traceability.Domain;

namespace Traceability.Tests.Documents;

/// <summary>docs/ledger.md lists exactly the event types that the code has, with their fields and the class of each.</summary>
public sealed partial class EventTypesTests
{
    private static readonly Document Section = Document.Read("docs", "ledger.md").Section("## Event types");

    [Fact]
    public void LedgerDocument_EventTypes_AreThoseOfTheCode()
    {
        var code = Events().Select(t => t.GetCustomAttribute<EventTypeAttribute>()!.Name);

        Assert.Equal(code.Order(StringComparer.Ordinal), DocumentedTypes().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LedgerDocument_Fields_AreThoseOfTheCodeInOrderAndClass()
    {
        foreach (var type in Events())
        {
            var name = type.GetCustomAttribute<EventTypeAttribute>()!.Name;
            var code = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(p => $"{name} {JsonNamingPolicy.CamelCase.ConvertName(p.Name)} {p.GetCustomAttribute<FieldClassAttribute>()!.Class.ToString().ToLowerInvariant()}");

            var documented = Section.Section($"### `{name}`").Rows().Select(row => $"{name} {row[0].Trim('`')} {row[1]}");

            Assert.Equal(code, documented);
        }
    }

    [Fact]
    public void LedgerDocument_OfAPhysicalEvent_SaysSo()
    {
        foreach (var type in Events())
        {
            var text = Section.Section($"### `{type.GetCustomAttribute<EventTypeAttribute>()!.Name}`").Text;
            Assert.Equal(type.IsSubclassOf(typeof(PhysicalEvent)), text.Contains("A physical event.", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void LedgerDocument_TermsOfOurNamespace_AreThoseOfTheMapping()
    {
        var mapping = string.Concat(Directory.EnumerateFiles(Path.Combine(TestFiles.Root, "src", "Traceability.App", "Entries"), "Epcis*.cs").Select(File.ReadAllText));
        var code = Term().Matches(mapping).Select(m => m.Groups["term"].Value).Distinct();

        var documented = Section.Section("### As EPCIS events").Rows().Select(row => row[0].Trim('`')).Where(cell => cell.StartsWith("trace:", StringComparison.Ordinal));

        Assert.Equal(code.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
        Assert.Contains($"`{App.Entries.EpcisMapping.Namespace}`, prefix `{App.Entries.EpcisMapping.Prefix}`", Section.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<Type> Events() => typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DomainEvent)) && !t.IsAbstract);

    private static IEnumerable<string> DocumentedTypes() => Section.Headings(3).SelectMany(Document.Literals);

    [GeneratedRegex("\"(?<term>trace:[a-zA-Z]+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Term();
}
