namespace Traceability.Domain;

/// <summary>Who may know a field of a fact. Every property of every event carries one of the four attributes below; a test fails on one that does not.</summary>
public enum FieldClass
{
    /// <summary>Stands in clear in the log, for ever and for everybody.</summary>
    Public,
    /// <summary>Committed to in the log and disclosed to everybody, so that it can still be erased.</summary>
    Disclosed,
    /// <summary>Committed; disclosed to the parties of the chain and the supervisors of its regions.</summary>
    Chain,
    /// <summary>Committed; a natural person's. Never in a derived table.</summary>
    Personal,
}

[AttributeUsage(AttributeTargets.Property)]
public abstract class FieldClassAttribute(FieldClass fieldClass) : Attribute
{
    public FieldClass Class { get; } = fieldClass;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class PublicAttribute() : FieldClassAttribute(FieldClass.Public);

[AttributeUsage(AttributeTargets.Property)]
public sealed class DisclosedAttribute() : FieldClassAttribute(FieldClass.Disclosed);

[AttributeUsage(AttributeTargets.Property)]
public sealed class ChainAttribute() : FieldClassAttribute(FieldClass.Chain);

[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute() : FieldClassAttribute(FieldClass.Personal);
