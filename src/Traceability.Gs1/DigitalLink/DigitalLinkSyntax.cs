using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.DigitalLink;

/// <summary>The grammar of Digital Link URIs: text to element strings, and which may stand where.</summary>
internal static class DigitalLinkSyntax
{
    // GS1 allows the scheme in small or capital letters, not mixed.
    private static readonly string[] Schemes = ["https://", "http://", "HTTPS://", "HTTP://"];

    // RFC 3986, section 2: reserved, unreserved and the percent sign.
    private static readonly SearchValues<char> UriCharacters = SearchValues.Create(
        "!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~");

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(
        "-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz");

    public static bool TryParse(string? text, [NotNullWhen(true)] out DigitalLinkUri? uri, [NotNullWhen(false)] out IdentifierError? error)
    {
        uri = null;
        if (string.IsNullOrEmpty(text) || text.AsSpan().ContainsAnyExcept(UriCharacters))
        {
            error = new("digital-link.uri", "The text is empty or has a character that a URI may not hold.");
            return false;
        }

        var rest = text.Split('#')[0];
        error = TakeAuthority(ref rest);
        if (error is not null)
        {
            return false;
        }

        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (rest, "") : (rest[..question], rest[(question + 1)..]);
        return TryReadPath(path, out var inPath, out error)
            && TryReadQuery(query, out var inQuery, out error)
            && TryBuild(inPath[0], inPath[1..], inQuery, out uri, out error);
    }

    public static bool TryArrange(
        List<ElementString> elements, [NotNullWhen(true)] out DigitalLinkUri? uri, [NotNullWhen(false)] out IdentifierError? error)
    {
        var key = elements.Find(element => ApplicationIdentifier.TryFind(element.Ai, out var ai) && ai.IsPrimaryKey);
        if (key is null || !ApplicationIdentifier.TryFind(key.Ai, out var identifier))
        {
            uri = null;
            error = NoPrimaryKey();
            return false;
        }

        var sequence = identifier.QualifierSequences.MaxBy(codes => codes.Count(code => elements.Exists(element => element.Ai == code))) ?? [];
        var qualifiers = sequence.SelectMany(code => elements.Where(element => element.Ai == code)).ToList();
        var attributes = elements.Except(qualifiers).Where(element => element != key)
            .OrderByDescending(element => ApplicationIdentifier.TryFind(element.Ai, out var ai) && ai.IsPredefinedLength).ToList();
        return TryBuild(key, qualifiers, attributes, out uri, out error);
    }

    private static bool TryBuild(
        ElementString key,
        List<ElementString> qualifiers,
        List<ElementString> attributes,
        [NotNullWhen(true)] out DigitalLinkUri? uri,
        [NotNullWhen(false)] out IdentifierError? error)
    {
        error = ApplicationIdentifier.TryFind(key.Ai, out var identifier) && identifier.IsPrimaryKey
            ? CheckQualifiers(identifier, qualifiers) ?? CheckAttributes(identifier, attributes)
            : NoPrimaryKey();
        error ??= qualifiers.Prepend(key).Select(CheckSegment).Concat(attributes.Select(CheckValue)).FirstOrDefault(found => found is not null);
        uri = error is null ? new(key, qualifiers, attributes) : null;
        return error is null;
    }

    private static IdentifierError? TakeAuthority(ref string rest)
    {
        if (rest.StartsWith('/'))
        {
            return null;
        }

        var text = rest;
        var scheme = Array.Find(Schemes, scheme => text.StartsWith(scheme, StringComparison.Ordinal));
        if (scheme is null)
        {
            return new("digital-link.scheme", "A Digital Link URI begins with https:// or http://, its path with a slash.");
        }

        var end = rest.IndexOfAny(['/', '?'], scheme.Length);
        var host = rest[scheme.Length..(end < 0 ? rest.Length : end)];
        rest = rest[(end < 0 ? rest.Length : end)..];
        return host.Length == 0 || host.AsSpan().ContainsAnyExcept(HostCharacters)
            ? new("digital-link.host", "The host is missing or has a character that a host may not hold.")
            : null;
    }

    // From the right, pair by pair, to the nearest primary key: what stands before it is the resolver's own stem.
    private static bool TryReadPath(string path, out List<ElementString> elements, [NotNullWhen(false)] out IdentifierError? error)
    {
        elements = [];
        var segments = path.Split('/');
        for (var i = segments.Length - 2; i >= 1; i -= 2)
        {
            if (!ApplicationIdentifier.TryFind(segments[i], out var identifier))
            {
                break;
            }

            if (!TryDecode(segments[i + 1], plusIsSpace: false, out var value, out error))
            {
                return false;
            }

            elements.Insert(0, new(identifier.Code, value));
            if (identifier.IsPrimaryKey)
            {
                return true;
            }
        }

        error = NoPrimaryKey();
        return false;
    }

    private static bool TryReadQuery(string query, out List<ElementString> elements, [NotNullWhen(false)] out IdentifierError? error)
    {
        elements = [];
        error = null;
        foreach (var parameter in query.Split('&'))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || parameter.AsSpan(..equals).ContainsAnyExceptInRange('0', '9'))
            {
                continue;
            }

            if (!TryDecode(parameter[(equals + 1)..], plusIsSpace: true, out var value, out error))
            {
                return false;
            }

            elements.Add(new(parameter[..equals], value));
        }

        return true;
    }

    private static bool TryDecode(string text, bool plusIsSpace, out string value, [NotNullWhen(false)] out IdentifierError? error)
    {
        var decoded = new char[text.Length];
        var length = 0;
        value = "";
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                decoded[length++] = plusIsSpace && text[i] == '+' ? ' ' : text[i];
                continue;
            }

            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                error = new("digital-link.percent-encoding", "A percent sign is not followed by two hexadecimal digits.");
                return false;
            }

            decoded[length++] = (char)Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
            i += 2;
        }

        value = new(decoded, 0, length);
        error = null;
        return true;
    }

    private static IdentifierError? CheckQualifiers(ApplicationIdentifier key, List<ElementString> qualifiers)
    {
        if (qualifiers.Find(element => !key.Qualifies(element.Ai)) is { } stranger)
        {
            return new("digital-link.qualifier", $"({stranger.Ai}) does not qualify ({key.Code}).");
        }

        return qualifiers.Count == 0 || key.QualifierSequences.Any(sequence => IsInOrder(qualifiers, sequence))
            ? null
            : new("digital-link.qualifier-order", $"The qualifiers of ({key.Code}) come in the order {Orders(key)}, each at most once.");
    }

    private static string Orders(ApplicationIdentifier key) =>
        string.Join(" or ", key.QualifierSequences.Select(sequence => string.Concat(sequence.Select(code => $"({code})"))));

    private static bool IsInOrder(List<ElementString> qualifiers, string[] sequence)
    {
        var places = qualifiers.ConvertAll(element => Array.IndexOf(sequence, element.Ai));
        return places[0] >= 0 && places.Zip(places.Skip(1)).All(pair => pair.First < pair.Second);
    }

    private static IdentifierError? CheckAttributes(ApplicationIdentifier key, List<ElementString> attributes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { key.Code };
        foreach (var (ai, _) in attributes)
        {
            if (!ApplicationIdentifier.TryFind(ai, out var identifier))
            {
                return new("digital-link.attribute-unknown", "A parameter whose name is all digits is no application identifier that is known.");
            }

            if (!identifier.IsDataAttribute || key.Qualifies(ai))
            {
                return new("digital-link.attribute", $"({ai}) may not stand in the query of ({key.Code}).");
            }

            if (!seen.Add(ai))
            {
                return new("digital-link.attribute-twice", $"({ai}) comes twice.");
            }
        }

        return null;
    }

    private static IdentifierError? CheckSegment(ElementString element) => element.Value is "." or ".."
        ? new("digital-link.dot-segment", $"({element.Ai}) of dots alone would vanish from every address it is written in.")
        : CheckValue(element);

    private static IdentifierError? CheckValue(ElementString element) =>
        ApplicationIdentifier.TryFind(element.Ai, out var identifier)
            ? identifier.Check(element.Value)
            : new("digital-link.attribute-unknown", $"({element.Ai}) is no application identifier that is known.");

    private static IdentifierError NoPrimaryKey() =>
        new("digital-link.primary-key", "The path has no primary key of GS1 with its value, such as /01/ and 14 digits.");
}
