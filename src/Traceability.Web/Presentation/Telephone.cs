namespace Traceability.Web.Presentation;

internal static class Telephone
{
    /// <summary>The <c>tel:</c> URI (RFC 3966) of a number as people write it.</summary>
    public static string Uri(string number) => "tel:" + string.Concat(number.Where(c => char.IsAsciiDigit(c) || c == '+'));
}
