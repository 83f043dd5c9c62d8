using System.Reflection;
using Planted;
using Traceability.Tests.Rules;

namespace Traceability.Tests;

/// <summary>Every rule holds in the product, and is seen to fail on the code that was planted to break it.</summary>
public sealed class RuleTests
{
    private static readonly Dictionary<string, Rule> Rules = DependencyRules.All.Concat(ShapeRules.All).Concat(ScopeRules.All).ToDictionary(r => r.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Product_AsItIsBuilt_KeepsTheRule(string rule) => Assert.Empty(Rules[rule].Check(Code.Product));

    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_OnPlantedCode_FindsExactlyWhatBreaksIt(string rule)
    {
        var planted = Code.Planted.Types.Where(t => t.GetCustomAttributes<BreaksAttribute>().Any(b => b.Rule == rule)).Select(t => t.FullName!);

        var found = Rules[rule].Check(Code.Planted).Select(v => v.Type).Distinct();

        Assert.NotEmpty(planted);
        Assert.Equal(planted.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    /// <summary>A rule about handlers that found no handler would hold for ever.</summary>
    [Fact]
    public void Product_WhatTheRulesSpeakOf_IsThere()
    {
        var product = Code.Product;
        Assert.Contains(product.Types, ShapeRules.IsHandler);
        Assert.Contains(product.Types, ShapeRules.IsMessage);
        Assert.Contains(product.Types, ShapeRules.Records);
        Assert.Contains(product.Types, t => t.IsSubclassOf(typeof(Domain.DomainEvent)) && !t.IsAbstract);
        string[] parts = ["App.Features", "App.Symbols", "App.Data", "App.Http", "Domain", "Ledger", "Gs1", "Ethereum", "Sqlite", "Postgres", "Web.Pages", "Web.Presentation", "Cli"];
        Assert.DoesNotContain(parts, part => !product.Dependencies.Any(d => product.IsIn(d.From, part)));
        // What Razor makes of a page's markup is a type of its own.
        Assert.Contains(product.Dependencies, d => d.From == "Traceability.Web.Pages.Pages_Index");
        string[] libraries = ["QRCoder.", "Org.BouncyCastle.", "NSec.", "Mediator.", "Microsoft.EntityFrameworkCore.", "Microsoft.AspNetCore."];
        Assert.DoesNotContain(libraries, library => !product.Dependencies.Any(d => d.To.StartsWith(library, StringComparison.Ordinal)));
    }
}
