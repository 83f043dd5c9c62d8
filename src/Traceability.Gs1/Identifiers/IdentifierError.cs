namespace Traceability.Gs1.Identifiers;

/// <summary>Why a text is not the identifier it was given as.</summary>
/// <param name="Rule">The stable name of the rule that was broken, "identifier.rule" in lower case, for instance <c>gtin.check-digit</c>.</param>
/// <param name="Message">The rule in an English sentence, with what was found; it never repeats the whole input.</param>
public sealed record IdentifierError(string Rule, string Message)
{
    /// <summary>The exception that <c>Parse</c> throws for this error; its message begins with the rule.</summary>
    /// <returns>A new exception, not thrown.</returns>
    public FormatException ToException() => new($"{Rule}: {Message}");
}
