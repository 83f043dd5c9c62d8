using System.Diagnostics.CodeAnalysis;
using Traceability.Gs1.Identifiers;

namespace Traceability.Gs1.DigitalLink;

/// <summary>
/// A GS1 Digital Link URI, uncompressed and with numeric application identifiers (ISO/IEC 18975; GS1 Digital Link Standard:
/// URI Syntax, section 4): a primary key, its qualifiers in the path, data attributes in the query.
/// Two are equal when key, qualifiers and attributes are, in the same order, whatever host they were read from.
/// </summary>
public sealed record DigitalLinkUri
{
    private const string CanonicalBase = "https://id.gs1.org";

    private readonly string _path;
    private readonly string _query;

    internal DigitalLinkUri(ElementString primaryKey, IReadOnlyList<ElementString> qualifiers, IReadOnlyList<ElementString> attributes)
    {
        PrimaryKey = primaryKey;
        Qualifiers = qualifiers;
        Attributes = attributes;
        _path = string.Concat(qualifiers.Prepend(primaryKey).Select(element => $"/{element.Ai}/{Uri.EscapeDataString(element.Value)}"));
        _query = string.Join('&', attributes.Select(element => $"{element.Ai}={Uri.EscapeDataString(element.Value)}"));
    }

    /// <summary>What is identified: a GTIN (01), an SSCC (00), a place (414), a party (417) or another of GS1's keys.</summary>
    public ElementString PrimaryKey { get; }

    /// <summary>What narrows the key, in the order of the standard: lot (10), serial (21), GLN extension (254) …</summary>
    public IReadOnlyList<ElementString> Qualifiers { get; }

    /// <summary>The data attributes in the order of the URI, each application identifier once; other parameters are left out.</summary>
    public IReadOnlyList<ElementString> Attributes { get; }

    /// <summary>The GTIN, when the primary key is (01).</summary>
    public Gtin? Gtin => PrimaryKey.Ai == "01" ? Identifiers.Gtin.Parse(PrimaryKey.Value) : null;

    /// <summary>The SSCC, when the primary key is (00).</summary>
    public Sscc? Sscc => PrimaryKey.Ai == "00" ? Identifiers.Sscc.Parse(PrimaryKey.Value) : null;

    /// <summary>The GLN, when the primary key is the place (414) or the party (417).</summary>
    public Gln? Gln => PrimaryKey.Ai is "414" or "417" ? Identifiers.Gln.Parse(PrimaryKey.Value) : null;

    /// <summary>The lot number, when there is a qualifier (10).</summary>
    public LotNumber? Lot => Qualifier("10") is { } value ? LotNumber.Parse(value) : null;

    /// <summary>The serial number, when there is a qualifier (21).</summary>
    public SerialNumber? Serial => Qualifier("21") is { } value ? SerialNumber.Parse(value) : null;

    /// <summary>The GLN extension, when there is a qualifier (254).</summary>
    public GlnExtension? Extension => Qualifier("254") is { } value ? GlnExtension.Parse(value) : null;

    /// <summary>A class of trade item, its lot, or one piece of it.</summary>
    /// <param name="gtin">The GTIN.</param>
    /// <param name="lot">The lot, or null for the whole class.</param>
    /// <param name="serial">The serial number, or null for all pieces.</param>
    /// <returns>The URI without attributes.</returns>
    /// <exception cref="ArgumentException">A value is the default "no value".</exception>
    public static DigitalLinkUri ForItem(Gtin gtin, LotNumber? lot = null, SerialNumber? serial = null) =>
        Trusted(new("01", gtin.ToString()), new("10", lot?.ToString()!), new("21", serial?.ToString()!));

    /// <summary>A physical location, or a place inside it.</summary>
    /// <param name="gln">The GLN of the location.</param>
    /// <param name="extension">The place inside it, or null.</param>
    /// <returns>The URI without attributes.</returns>
    /// <exception cref="ArgumentException">A value is the default "no value".</exception>
    public static DigitalLinkUri ForLocation(Gln gln, GlnExtension? extension = null) =>
        Trusted(new("414", gln.ToString()), new ElementString("254", extension?.ToString()!));

    /// <summary>A party.</summary>
    /// <param name="gln">The GLN of the party.</param>
    /// <returns>The URI without attributes.</returns>
    /// <exception cref="ArgumentException">The GLN is the default "no value".</exception>
    public static DigitalLinkUri ForParty(Gln gln) => Trusted(new("417", gln.ToString()));

    /// <summary>A logistic unit.</summary>
    /// <param name="sscc">The SSCC of the unit.</param>
    /// <returns>The URI without attributes.</returns>
    /// <exception cref="ArgumentException">The SSCC is the default "no value".</exception>
    public static DigitalLinkUri ForLogisticUnit(Sscc sscc) => Trusted(new("00", sscc.ToString()));

    /// <summary>Builds a URI from element strings in any order, as a data carrier gives them.</summary>
    /// <param name="elements">
    /// The element strings; the first that can be a primary key is it, those that qualify it go into the path in the
    /// standard's order, the others into the query, those of predefined length first. The same one may come again.
    /// </param>
    /// <param name="uri">The URI, or null when a rule is broken.</param>
    /// <param name="error">The first rule broken, named as in <see cref="TryParse(string?, out DigitalLinkUri?, out IdentifierError?)"/>, or null.</param>
    /// <returns>Whether the elements make a URI.</returns>
    public static bool TryCreate(
        IEnumerable<ElementString> elements,
        [NotNullWhen(true)] out DigitalLinkUri? uri,
        [NotNullWhen(false)] out IdentifierError? error) =>
        DigitalLinkSyntax.TryArrange([.. elements.Distinct()], out uri, out error);

    /// <summary>Reads a URI that is known to be good.</summary>
    /// <param name="text">The URI or its path, as in <see cref="TryParse(string?, out DigitalLinkUri?, out IdentifierError?)"/>.</param>
    /// <returns>The URI.</returns>
    /// <exception cref="FormatException">A rule is broken; the message begins with its name.</exception>
    public static DigitalLinkUri Parse(string text) => TryParse(text, out var uri, out var error) ? uri : throw error.ToException();

    /// <summary>Reads a URI that may be bad.</summary>
    /// <param name="text">The URI or its path, as in the other overload.</param>
    /// <param name="uri">The URI, or null when a rule is broken.</param>
    /// <returns>Whether the text is a Digital Link URI.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out DigitalLinkUri? uri) => TryParse(text, out uri, out _);

    /// <summary>
    /// Reads a URI that may be bad. Rules: <c>digital-link.uri</c>, <c>digital-link.scheme</c>, <c>digital-link.host</c>,
    /// <c>digital-link.percent-encoding</c>, <c>digital-link.primary-key</c>, <c>digital-link.qualifier</c>,
    /// <c>digital-link.qualifier-order</c>, <c>digital-link.attribute</c>, <c>digital-link.attribute-unknown</c>,
    /// <c>digital-link.attribute-twice</c>, <c>digital-link.length</c>, <c>digital-link.character</c>,
    /// <c>digital-link.check-digit</c>, <c>digital-link.date</c>, <c>digital-link.dot-segment</c>. That attributes go
    /// together, as the General Specifications require of some, is not checked.
    /// </summary>
    /// <param name="text">
    /// An absolute URI of http or https with any stem before the key, or a path that begins with a slash; still
    /// percent-encoded. A fragment and parameters whose names are not all digits are passed over.
    /// </param>
    /// <param name="uri">The URI, or null when a rule is broken.</param>
    /// <param name="error">The first rule broken, or null.</param>
    /// <returns>Whether the text is a Digital Link URI.</returns>
    public static bool TryParse(
        [NotNullWhen(true)] string? text,
        [NotNullWhen(true)] out DigitalLinkUri? uri,
        [NotNullWhen(false)] out IdentifierError? error) => DigitalLinkSyntax.TryParse(text, out uri, out error);

    /// <summary>The canonical URI at <c>https://id.gs1.org</c>: key and qualifiers without attributes, as EPCIS events name things.</summary>
    /// <returns>The URI, percent-encoded.</returns>
    public string ToCanonical() => CanonicalBase + _path;

    /// <summary>The path of key and qualifiers, for instance <c>/01/09520100000102/10/HV01</c>.</summary>
    /// <returns>The path, percent-encoded, with its leading slash.</returns>
    public string ToPath() => _path;

    /// <summary>The URI on a host of one's own, with the attributes in the query.</summary>
    /// <param name="baseUri">The absolute URI to begin with; its path becomes the stem.</param>
    /// <returns>The URI; write it with <see cref="Uri.AbsoluteUri"/>, which keeps the percent-encoding.</returns>
    /// <exception cref="ArgumentException">The base is not an absolute http or https URI, or has a query or fragment.</exception>
    public Uri ToUri(Uri baseUri)
    {
        if (!baseUri.IsAbsoluteUri
            || (baseUri.Scheme != Uri.UriSchemeHttps && baseUri.Scheme != Uri.UriSchemeHttp)
            || baseUri.Query.Length + baseUri.Fragment.Length > 0)
        {
            throw new ArgumentException("A base is an absolute http or https URI without query and fragment.", nameof(baseUri));
        }

        return new($"{baseUri.AbsoluteUri.TrimEnd('/')}{_path}{(_query.Length == 0 ? "" : "?")}{_query}");
    }

    /// <summary>Whether key, qualifiers and attributes are equal.</summary>
    /// <param name="other">The other URI.</param>
    /// <returns>True when they are.</returns>
    public bool Equals(DigitalLinkUri? other) => other is not null && _path == other._path && _query == other._query;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_path, _query);

    /// <summary>The canonical URI.</summary>
    /// <returns>As <see cref="ToCanonical"/>.</returns>
    public override string ToString() => ToCanonical();

    private static DigitalLinkUri Trusted(ElementString key, params ElementString[] qualifiers)
    {
        var present = Array.FindAll(qualifiers, element => element.Value is not null);
        return Array.Exists([key, .. present], element => element.Value.Length == 0)
            ? throw new ArgumentException("An identifier has no value.")
            : new(key, present, []);
    }

    private string? Qualifier(string ai) => Qualifiers.FirstOrDefault(element => element.Ai == ai)?.Value;
}
