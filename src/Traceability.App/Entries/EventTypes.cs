using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Traceability.Domain;

namespace Traceability.App.Entries;

/// <summary>One event type as entries carry it: its name, its record, the class of each of its fields.</summary>
internal sealed record EventType(string Name, Type Record, FrozenDictionary<string, FieldClass> Fields);

/// <summary>All event types there ever were: found by name when an entry is read, by record when one is written.</summary>
internal static class EventTypes
{
    private static readonly EventType[] All =
    [
        .. typeof(DomainEvent).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(DomainEvent)) && !t.IsAbstract)
            .Select(t => new EventType(
                t.GetCustomAttribute<EventTypeAttribute>()?.Name ?? throw new InvalidOperationException($"{t.Name} has no event type."),
                t,
                t.GetProperties(BindingFlags.Public | BindingFlags.Instance).ToFrozenDictionary(
                    p => JsonNamingPolicy.CamelCase.ConvertName(p.Name),
                    p => p.GetCustomAttribute<FieldClassAttribute>()?.Class ?? throw new InvalidOperationException($"{t.Name}.{p.Name} has no field class."),
                    StringComparer.Ordinal))),
    ];

    public static FrozenDictionary<string, EventType> ByName { get; } = All.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    public static FrozenDictionary<Type, EventType> ByRecord { get; } = All.ToFrozenDictionary(t => t.Record);
}
