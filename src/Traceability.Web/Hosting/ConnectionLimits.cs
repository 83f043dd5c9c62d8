using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Traceability.Web.Hosting;

/// <summary>What a connection may cost before a request is understood: who is slow or sends mountains is cut off here.</summary>
internal static class ConnectionLimits
{
    /// <summary>What a body may have that no endpoint says otherwise of: more than any form, and than any command before its own limit speaks.</summary>
    private const int LargestBody = 256 * 1024;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public static void Configure(KestrelServerOptions kestrel, LimitSettings limits)
    {
        kestrel.AddServerHeader = false;
        var l = kestrel.Limits;
        l.MaxConcurrentConnections = limits.Connections;
        l.MaxConcurrentUpgradedConnections = 0;
        l.MaxRequestBodySize = LargestBody;
        l.MaxRequestLineSize = 8 * 1024;
        l.MaxRequestHeadersTotalSize = 16 * 1024;
        l.MaxRequestHeaderCount = 64;
        l.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        l.KeepAliveTimeout = TimeSpan.FromSeconds(90);
        l.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, Grace);
        l.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, Grace);
    }
}
