namespace Traceability.Tests.Rules;

/// <param name="Type">Full name of the type that breaks the rule.</param>
/// <param name="By">With what.</param>
internal sealed record Violation(string Type, string By)
{
    public override string ToString() => $"{Type}: {By}";
}

/// <summary>A rule of the house, as a function that finds what breaks it in any code.</summary>
internal sealed record Rule(string Name, Func<Code, IEnumerable<Violation>> Violations)
{
    public IReadOnlyList<Violation> Check(Code code) => [.. Violations(code).Distinct().OrderBy(v => v.ToString(), StringComparer.Ordinal)];

    /// <summary>No type of the one kind may use a type, or call a member, of the other.</summary>
    public static Rule Never(string name, Func<Code, Func<Dependency, bool>> forbidden) =>
        new(name, code =>
        {
            var isForbidden = forbidden(code);
            return code.Dependencies.Where(isForbidden).Select(d => new Violation(d.From, d.Member is null ? d.To : $"{d.To}.{d.Member}"));
        });

    /// <summary>Every type of a kind has to be so.</summary>
    public static Rule Every(string name, Func<Code, Func<Type, string?>> whyNot) =>
        new(name, code =>
        {
            var judge = whyNot(code);
            return code.Types.Select(t => (Type: t, Reason: judge(t))).Where(x => x.Reason is not null).Select(x => new Violation(x.Type.FullName!, x.Reason!));
        });
}
