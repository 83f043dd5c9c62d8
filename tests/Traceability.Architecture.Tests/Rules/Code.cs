using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using Type = System.Type;

namespace Traceability.Tests.Rules;

/// <summary>
/// One type uses another, as the compiled code has it. What the compiler makes of a written type, its state machines and
/// closures, counts for that type.
/// </summary>
/// <param name="Member">The member that is called, where it is a call: <c>get_UtcNow</c>.</param>
internal sealed record Dependency(string From, string To, string? Member);

/// <summary>A body of code that the rules are about: the product, or the one that was planted to break them.</summary>
/// <param name="Root">What all its namespaces begin with.</param>
internal sealed record Code(string Root, IReadOnlyList<Type> Types, IReadOnlyList<Dependency> Dependencies)
{
    private static readonly Assembly[] ProductAssemblies =
    [
        typeof(Ledger.EntryEnvelope).Assembly,
        typeof(Gs1.Identifiers.Gtin).Assembly,
        typeof(Domain.DomainEvent).Assembly,
        typeof(App.AppSetup).Assembly,
        typeof(Sqlite.SqliteDatabase).Assembly,
        typeof(Postgres.PostgresDatabase).Assembly,
        typeof(Ethereum.EthereumAccount).Assembly,
        typeof(Web.Pages.IndexModel).Assembly,
        Assembly.Load("Traceability.Cli"),
        typeof(Client.TraceabilityClient).Assembly,
    ];

    public static Code Product { get; } = Read("Traceability", ProductAssemblies);

    public static Code Planted { get; } = Read("Planted", typeof(Code).Assembly);

    public static IEnumerable<string> ProductProjects => ProductAssemblies.Select(a => a.GetName().Name!);

    /// <summary>Whether a type's full name lies in one of these parts: <c>App.Features</c>, <c>Ledger</c>.</summary>
    public bool IsIn(string type, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (type.StartsWith($"{Root}.{part}.", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static Code Read(string root, params Assembly[] assemblies)
    {
        Type[] types = [.. assemblies.SelectMany(a => a.GetTypes()).Where(t => IsWritten(t) && Belongs(t.FullName!))];
        Dependency[] dependencies =
        [
            .. new ArchLoader().LoadAssemblies(assemblies).Build().Types
                .SelectMany(t => t.Dependencies)
                .Select(d => new Dependency(d.Origin.FullName, d.Target.FullName, (d as MethodCallDependency)?.TargetMember.Name.Split('(')[0]))
                .Where(d => Belongs(d.From)).Distinct(),
        ];
        return new Code(root, types, dependencies);

        bool Belongs(string name) => name.StartsWith(root + ".", StringComparison.Ordinal);
    }

    private static bool IsWritten(Type type) =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsDefined(typeof(GeneratedCodeAttribute)) && !type.Name.Contains('<', StringComparison.Ordinal) && type.DeclaringType is not { Name: ['<', ..] };
}
