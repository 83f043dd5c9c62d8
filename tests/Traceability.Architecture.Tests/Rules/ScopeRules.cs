using System.Reflection;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Pipeline;
using Traceability.Domain.Batches;
using Traceability.Domain.Labels;
using Traceability.Domain.Logistics;
using Traceability.Domain.Parties;

namespace Traceability.Tests.Rules;

/// <summary>Who sees what is said in one place, and nobody goes around it.</summary>
internal static class ScopeRules
{
    public const string Scoped = "A handler that touches what is hidden from some asks the scope";

    /// <summary>It asks for no more than whether a lot number of its own product is taken.</summary>
    private static readonly string[] Exempt = ["RegisterHarvestHandler"];

    private static readonly HashSet<string> Hidden = new[]
    {
        typeof(Batch), typeof(Holding), typeof(BatchInput), typeof(LabelRun), typeof(Shipment), typeof(ShipmentItem), typeof(BatchChain),
    }.Select(t => t.FullName!).ToHashSet(StringComparer.Ordinal);

    public static IReadOnlyList<Rule> All { get; } =
    [
        new(Scoped, code =>
        {
            var handlers = code.Types.Where(t => ShapeRules.IsHandler(t) && IsForSome(t) && !Exempt.Contains(t.Name)).Select(t => t.FullName!).ToHashSet(StringComparer.Ordinal);
            var used = code.Dependencies.Where(d => handlers.Contains(d.From.Split('+')[0])).ToLookup(d => d.From.Split('+')[0], StringComparer.Ordinal);
            return handlers.Where(h => !used[h].Any(IsScope))
                .SelectMany(h => used[h].Where(IsHidden).Select(d => new Violation(h, d.Member is null ? d.To : $"{d.To}.{d.Member}")));
        }),
    ];

    private static bool IsScope(Dependency d) => d.To == typeof(Scopes).FullName || d.To == typeof(Scope).FullName;

    private static bool IsHidden(Dependency d) => Hidden.Contains(d.To) || (d.To == typeof(TraceDb).FullName && d.Member == $"get_{nameof(TraceDb.Organisations)}");

    private static bool IsForSome(Type handler) => handler.GetInterfaces().Where(i => i.IsGenericType).SelectMany(i => i.GetGenericArguments().Take(1))
        .Any(message => message.IsAssignableTo(typeof(IRestricted))
            && message.GetProperty(nameof(IRestricted.AllowedTo), BindingFlags.Public | BindingFlags.Static)?.GetValue(obj: null) is IReadOnlyList<Role> { Count: > 0 });
}
