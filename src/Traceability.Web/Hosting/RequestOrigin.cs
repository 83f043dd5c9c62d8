using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;

namespace Traceability.Web.Hosting;

/// <summary>
/// Where a request comes from and which name it asks for. The address and the scheme before a proxy are believed from known proxies
/// only; outside Development no name is answered but that of the labels, those the server listens on and those the operator adds.
/// </summary>
internal static class RequestOrigin
{
    private static readonly string[] Anything = ["*", "+", "0.0.0.0", "[::]"];
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddRequestOrigin(this IServiceCollection services, Settings settings)
    {
        services.Configure<HostFilteringOptions>(options =>
        {
            options.AllowedHosts = AllowedHosts(settings);
            options.AllowEmptyHosts = settings.Development;
            options.IncludeFailureMessage = false;
        });
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            // Never the host: links are made from Labels__BaseUrl. And with no proxy known the middleware would believe everybody.
            options.ForwardedHeaders = settings.Network.KnownProxies.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in settings.Network.KnownProxies)
                options.KnownIPNetworks.Add(network);
        });
    }

    internal static List<string> AllowedHosts(Settings settings)
    {
        var added = settings.Network.AllowedHosts;
        if (added.Contains("*", StringComparer.Ordinal) || (settings.Development && added.Count == 0))
            return ["*"];
        var listening = settings.Network.Urls.Where(url => !url.IsUnixPipe).Select(url => url.Host).ToList();
        return
        [
            .. new[] { settings.BaseUrl.Host }.Concat(added).Concat(listening.Exists(Anything.Contains) ? ThisMachine : [])
                .Concat(listening.Except(Anything, StringComparer.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }
}
