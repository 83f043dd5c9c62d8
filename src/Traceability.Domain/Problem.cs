namespace Traceability.Domain;

/// <summary>What a caller did that cannot be done. It is a value, never an exception; the web maps it to problem details in one place.</summary>
/// <param name="Code">Stable for ever: clients switch on it.</param>
/// <param name="Kind">Which family of answers it belongs to.</param>
/// <param name="Detail">A sentence in English for the person who reads the answer.</param>
public sealed record Problem(string Code, ProblemKind Kind, string Detail)
{
    /// <summary>The member of the request that caused it, in the request's own spelling.</summary>
    public string? Field { get; init; }

    /// <summary>The sum or the dates behind a refusal, so that a page can draw it.</summary>
    public IReadOnlyDictionary<string, object?>? Facts { get; init; }

    public Problem On(string field) => this with { Field = field };
}

public enum ProblemKind
{
    /// <summary>The request cannot be read or breaks a rule of form.</summary>
    Malformed,
    /// <summary>Nobody is known to be asking.</summary>
    Unauthenticated,
    /// <summary>The asker is known and may not.</summary>
    Forbidden,
    /// <summary>The thing named is not there.</summary>
    NotFound,
    /// <summary>It clashes with what is already recorded.</summary>
    Conflict,
    /// <summary>Well formed, and against a rule of the domain.</summary>
    Refused,
}
