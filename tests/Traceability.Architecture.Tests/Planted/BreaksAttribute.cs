namespace Planted;

/// <summary>Names a rule that the type breaks on purpose: the rule has to find it, and no type that does not say so.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal sealed class BreaksAttribute(string rule) : Attribute
{
    public string Rule { get; } = rule;
}
