namespace Traceability.Web.Hosting;

/// <summary>Where a scan came from, as a proxy in front says it: a GB/T 2260 code, of which only the city is taken.</summary>
/// <param name="Header">Null where nobody says it.</param>
internal sealed record ScanCity(string? Header)
{
    private const int Digits = 6;
    private const int CityDigits = 4;

    public string? Of(HttpRequest request) =>
        Header is not null && request.Headers[Header].ToString() is { Length: >= Digits } code && code.All(char.IsAsciiDigit) ? code[..CityDigits] : null;
}
