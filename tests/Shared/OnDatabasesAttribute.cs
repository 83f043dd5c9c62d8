using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Traceability.Tests;

/// <summary>The databases that the product runs on.</summary>
public enum Provider
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Runs a theory on every database: the provider is its first argument, what is given here, or each row of the named
/// static member, the others.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnDatabasesAttribute(params object?[] arguments) : DataAttribute
{
    /// <summary>Static member of the test's class with rows of further arguments.</summary>
    public string? Rows { get; set; }

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var rows = Rows is null ? [arguments] : ((IEnumerable<ITheoryDataRow>)Member(testMethod.ReflectedType!, Rows)).Select(row => row.GetData());
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<Provider>().SelectMany(provider => rows.Select(row => new TheoryDataRow([provider, .. row]) { Skip = WhySkipped(provider) }))]);
    }

    /// <summary>A database that cannot be had is seen as skipped; in CI the test runs, and fails.</summary>
    private static string? WhySkipped(Provider provider) =>
        provider == Provider.Postgres && !string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.Ordinal) ? PostgresCluster.WhyNot : null;

    public override bool SupportsDiscoveryEnumeration() => true;

    private static object Member(Type type, string name) =>
        type.GetProperty(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(obj: null)!;
}
