using System.Net;

namespace Traceability.Web.Hosting;

/// <summary>Where the server listens, under which names it answers, and whom it believes about where a request came from.</summary>
internal sealed record NetworkSettings
{
    public required IReadOnlyList<BindingAddress> Urls { get; init; }

    /// <summary>Names that are answered besides those of the labels and of <see cref="Urls"/>.</summary>
    public required IReadOnlyList<string> AllowedHosts { get; init; }

    /// <summary>Proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
    public required IReadOnlyList<IPNetwork> KnownProxies { get; init; }

    public static NetworkSettings Read(SettingsReader read) => new()
    {
        Urls = [.. Addresses(read)],
        AllowedHosts = [.. Hosts(read)],
        KnownProxies = [.. Proxies(read)],
    };

    private static IEnumerable<BindingAddress> Addresses(SettingsReader read)
    {
        const string Name = "Urls";
        foreach (var url in read.List(Name, "http://127.0.0.1:5080"))
        {
            if (Parse(url) is { } address)
                yield return address;
            else
                read.Wrong(Name, $"has '{url}'; each is http or https, a host or address and a port, without path.");
        }
    }

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", PathBase: "" } address ? address : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Hosts(SettingsReader read)
    {
        const string Name = "AllowedHosts";
        foreach (var host in read.List(Name))
        {
            if (host != "*" && Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Unknown)
                read.Wrong(Name, $"has '{host}'; each is a host name or address without scheme and port, *.example.org for all below one, or * for any.");
            else
                yield return host;
        }
    }

    private static IEnumerable<IPNetwork> Proxies(SettingsReader read)
    {
        const string Name = "Proxy:Known";
        foreach (var text in read.List(Name, "127.0.0.0/8;::1"))
        {
            if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
                continue;
            if (IPNetwork.TryParse(text, out var network))
                yield return network;
            else if (IPAddress.TryParse(text, out var address))
                yield return new IPNetwork(address, address.GetAddressBytes().Length * 8);
            else
                read.Wrong(Name, $"has '{text}'; each is an address, a network such as 10.0.0.0/8, or the word none.");
        }
    }
}
