namespace Traceability.App.Http;

/// <summary>What nobody needs often, and who tries it often means no good.</summary>
public enum Rate
{
    /// <summary>Anything where a password or code is tried.</summary>
    SignIn,

    /// <summary>Anything that somebody who is not known leaves here.</summary>
    Filing,
}

/// <summary>On an endpoint or page: what changes something there is counted for the address that asks, and refused when it is too often. Looking is free.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LimitedRateAttribute(Rate rate) : Attribute
{
    public Rate Rate => rate;
}
