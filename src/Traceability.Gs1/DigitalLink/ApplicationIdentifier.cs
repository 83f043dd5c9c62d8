using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.DigitalLink;

/// <summary>
/// One application identifier as GS1's Barcode Syntax Dictionary defines it, which is embedded unchanged; its head
/// explains its notation. Of its content checks, check digits and dates are made.
/// </summary>
internal sealed class ApplicationIdentifier
{
    private static readonly FrozenDictionary<string, ApplicationIdentifier> All =
        ReadDictionary().ToFrozenDictionary(identifier => identifier.Code, StringComparer.Ordinal);

    private ApplicationIdentifier(string code, string flags, IReadOnlyList<DataComponent> components, IReadOnlyList<string[]>? qualifiers)
    {
        Code = code;
        IsPredefinedLength = flags.Contains('*', StringComparison.Ordinal);
        IsDataAttribute = flags.Contains('?', StringComparison.Ordinal);
        Components = components;
        QualifierSequences = qualifiers ?? [];
        IsPrimaryKey = qualifiers is not null;
    }

    public string Code { get; }

    public bool IsPredefinedLength { get; }

    /// <summary>Whether it may stand in the query of a Digital Link URI.</summary>
    public bool IsDataAttribute { get; }

    /// <summary>Whether it may be the first in the path of a Digital Link URI.</summary>
    public bool IsPrimaryKey { get; }

    /// <summary>The alternative orders of its key qualifiers, each of which may be left out.</summary>
    public IReadOnlyList<string[]> QualifierSequences { get; }

    private IReadOnlyList<DataComponent> Components { get; }

    public static bool TryFind(string code, [NotNullWhen(true)] out ApplicationIdentifier? identifier) => All.TryGetValue(code, out identifier);

    public bool Qualifies(string code) => QualifierSequences.Any(sequence => sequence.Contains(code, StringComparer.Ordinal));

    public IdentifierError? Check(string value)
    {
        var rest = value.AsSpan();
        foreach (var component in Components)
        {
            if (rest.IsEmpty && component.IsOptional)
            {
                return null;
            }

            var length = component.LengthIn(rest);
            if (length == 0)
            {
                return LengthError(value);
            }

            if (component.Check(rest[..length], Code) is { } error)
            {
                return error;
            }

            rest = rest[length..];
        }

        return rest.IsEmpty ? null : LengthError(value);
    }

    private IdentifierError LengthError(string value) =>
        new("digital-link.length", $"({Code}) has {string.Join(" + ", Components)} characters; this has {value.Length}.");

    private static IEnumerable<ApplicationIdentifier> ReadDictionary()
    {
        using var stream = typeof(ApplicationIdentifier).Assembly.GetManifestResourceStream("gs1-syntax-dictionary.txt")
            ?? throw new InvalidOperationException("The syntax dictionary is not embedded.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            var flags = char.IsAsciiLetterUpper(words[1][0]) || words[1][0] == '[' ? "" : words[1];
            var specification = words[(flags.Length == 0 ? 1 : 2)..];
            var components = specification.TakeWhile(word => !char.IsAsciiLetterLower(word[0])).Select(DataComponent.Parse).ToList();
            var key = specification.FirstOrDefault(word => word.StartsWith("dlpkey", StringComparison.Ordinal));
            var qualifiers = key?.Split('=').Skip(1).SelectMany(list => list.Split('|')).Select(list => list.Split(',')).ToList();
            foreach (var code in Codes(words[0]))
            {
                yield return new(code, flags, components, qualifiers);
            }
        }
    }

    private static IEnumerable<string> Codes(string range)
    {
        if (range.Split('-') is not [var first, var last])
        {
            return [range];
        }

        var from = int.Parse(first, CultureInfo.InvariantCulture);
        var to = int.Parse(last, CultureInfo.InvariantCulture);
        return Enumerable.Range(from, to - from + 1).Select(code => code.ToString(CultureInfo.InvariantCulture));
    }
}
