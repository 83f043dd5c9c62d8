using System.Diagnostics.CodeAnalysis;

namespace Traceability.Gs1.Identifiers;

/// <summary>
/// An identifier with one normalised text form, which <see cref="object.ToString"/> returns and <c>Parse</c> reads.
/// Lets a converter for JSON, a column or a route be written once for all of them.
/// </summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface IIdentifier<TSelf>
    where TSelf : struct, IIdentifier<TSelf>
{
    /// <summary>Reads an identifier that is known to be good.</summary>
    /// <param name="text">The identifier's text.</param>
    /// <returns>The identifier.</returns>
    /// <exception cref="FormatException">A rule is broken; the message begins with its name.</exception>
    static abstract TSelf Parse(string text);

    /// <summary>Reads an identifier that may be bad.</summary>
    /// <param name="text">The identifier's text.</param>
    /// <param name="value">The identifier, or the default "no value" when a rule is broken.</param>
    /// <param name="error">The first rule broken, or null.</param>
    /// <returns>Whether the text is the identifier.</returns>
    static abstract bool TryParse([NotNullWhen(true)] string? text, out TSelf value, [NotNullWhen(false)] out IdentifierError? error);
}
