using System.Reflection;
using FluentValidation;
using Mediator;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.Tests.Rules;

/// <summary>What types look like.</summary>
internal static class ShapeRules
{
    public const string HandlersHidden = "A handler is internal and sealed";
    public const string MessagesPublic = "A message is public and sealed";
    public const string Sealed = "A class is sealed, abstract or static";
    public const string Names = "No type is a helper, a utility or a manager";
    public const string Validators = "Every command has a validator";
    public const string Commands = "Every command has the one shape, and says who may send it";
    public const string FieldClasses = "Every event has a type, and each of its fields a class";

    /// <summary>Names that say nothing of what a thing is.</summary>
    private static readonly string[] EmptyNames = ["Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Manager", "Managers"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Every(HandlersHidden, _ => t => IsHandler(t) && (t.IsVisible || !t.IsSealed) ? "is a handler that is public or open to inheritance" : null),
        Rule.Every(MessagesPublic, _ => t => IsMessage(t) && !(t.IsVisible && t.IsSealed) ? "is a message that is hidden or open to inheritance" : null),
        Rule.Every(Sealed, _ => t => t.IsClass && !t.IsAbstract && !t.IsSealed && !IsMigration(t) ? "is open to inheritance" : null),
        Rule.Every(Names, _ => t => Array.Find(EmptyNames, e => t.Name.Split('`')[0].EndsWith(e, StringComparison.Ordinal)) is { } e ? $"is named {e}" : null),
        Rule.Every(Validators, code =>
        {
            var validated = code.Types.SelectMany(t => t.GetInterfaces()).Where(i => IsOf(i, typeof(IValidator<>))).Select(i => i.GetGenericArguments()[0]).ToHashSet();
            return t => IsCommand(t) && !validated.Contains(t) ? "has no validator" : null;
        }),
        Rule.Every(Commands, _ => t => IsConcrete<IBaseCommand>(t) ? WhyUnrestricted(t) : null),
        Rule.Every(FieldClasses, _ => t => IsConcrete<DomainEvent>(t) ? WhyUnclassified(t) : null),
    ];

    public static bool IsHandler(Type type) =>
        type is { IsClass: true, IsAbstract: false }
        && type.GetInterfaces().Any(i => IsOf(i, typeof(ICommandHandler<>)) || IsOf(i, typeof(ICommandHandler<,>)) || IsOf(i, typeof(IQueryHandler<,>)) || IsOf(i, typeof(IRequestHandler<,>)));

    public static bool IsMessage(Type type) => IsConcrete<IMessage>(type);

    public static bool IsCommand(Type type) => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(i => IsOf(i, typeof(IRestrictedCommand<>)));

    public static bool Records(Type type) => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(i => IsOf(i, typeof(IRecordingCommand<>)));

    private static bool IsOf(Type type, Type generic) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;

    private static bool IsConcrete<T>(Type type) => type is { IsAbstract: false, IsGenericTypeDefinition: false } && typeof(T).IsAssignableFrom(type);

    /// <summary>Not ours to seal: the tool of Entity Framework writes them, each in two parts.</summary>
    private static bool IsMigration(Type type) =>
        type.BaseType is { FullName: "Microsoft.EntityFrameworkCore.Migrations.Migration" or "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot" };

    private static string? WhyUnrestricted(Type command)
    {
        if (!IsCommand(command))
            return "is not of the one shape";
        var allowed = command.GetProperty(nameof(IRestricted.AllowedTo), BindingFlags.Public | BindingFlags.Static)?.GetValue(obj: null) as IReadOnlyList<Role>;
        return allowed is { Count: > 0 } || ReferenceEquals(allowed, Audience.Everybody) ? null : "may be sent by nobody";
    }

    private static string? WhyUnclassified(Type fact)
    {
        if (fact.GetCustomAttribute<EventTypeAttribute>() is null)
            return "has no type";
        return fact.GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(p => p.GetCustomAttribute<FieldClassAttribute>() is null) is { } field
            ? $"its field {field.Name} has no class"
            : null;
    }
}
