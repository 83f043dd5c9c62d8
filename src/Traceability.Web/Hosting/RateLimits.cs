using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Diagnostics;
using Traceability.App.Access;
using Traceability.App.Http;

namespace Traceability.Web.Hosting;

/// <summary>Generous where people scan and machines record, strict where passwords, keys or patience are tried.</summary>
internal static class RateLimits
{
    public static void AddRateLimits(this IServiceCollection services, LimitSettings limits)
    {
        services.AddSingleton(provider => new KeyRates(limits, provider.GetRequiredService<TimeProvider>()));
        services.AddRateLimiter(_ => { });
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<TimeProvider>((options, clock) =>
        {
            options.GlobalLimiter = new AddressRates(limits, clock);
            options.OnRejected = (rejected, _) =>
                new ValueTask(RefuseAsync(rejected.HttpContext, rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1)));
        });
    }

    /// <summary>Counts keys once it is known whose they are; one that nobody has counts against its address.</summary>
    public static void UseKeyRates(this IApplicationBuilder app)
    {
        var rates = app.ApplicationServices.GetRequiredService<KeyRates>();
        app.Use((context, next) =>
            context.Request.Headers.TryGetValue("X-Api-Key", out var key) && rates.Take(context, key.ToString()) is var wait && wait > TimeSpan.Zero
                ? RefuseAsync(context, wait)
                : next(context));
    }

    private static Task RefuseAsync(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ApiProblems.WriteAsync(context, StatusCodes.Status429TooManyRequests, "request.too-many", "Too many requests: wait as long as Retry-After says.");
    }

    /// <summary>An address; for IPv6 its network of 64 bits, which is what one subscriber has.</summary>
    internal static int HashOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
            return 0;
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return HashCode.Combine(BinaryPrimitives.ReadInt32BigEndian(bytes));
        return address.IsIPv4MappedToIPv6 ? HashCode.Combine(BinaryPrimitives.ReadInt32BigEndian(bytes[12..])) : HashCode.Combine(BinaryPrimitives.ReadInt64BigEndian(bytes));
    }

    /// <summary>What every request counts against: its address, and where it tries something that strangers may, that too.</summary>
    private sealed class AddressRates(LimitSettings limits, TimeProvider clock) : PartitionedRateLimiter<HttpContext>
    {
        private readonly RateBuckets _all = new(limits.AddressPerMinute, TimeSpan.FromMinutes(1), clock);
        private readonly RateBuckets _signIns = new(limits.SignInsPerMinute, TimeSpan.FromMinutes(1), clock);
        private readonly RateBuckets _filings = new(limits.FilingsPerHour, TimeSpan.FromHours(1), clock);

        public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

        protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount)
        {
            // The page that says so is part of the same request.
            if (!limits.Rates || resource.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                return Lease.Granted;
            var hash = HashOf(resource.Connection.RemoteIpAddress);
            var wait = _all.Take(hash);
            if (wait == TimeSpan.Zero && Strict(resource) is { } strict)
                wait = strict.Take(hash);
            return wait == TimeSpan.Zero ? Lease.Granted : new Lease(wait);
        }

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
            ValueTask.FromResult(AttemptAcquireCore(resource, permitCount));

        private RateBuckets? Strict(HttpContext context) =>
            HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? null : context.GetEndpoint()?.Metadata.GetMetadata<LimitedRateAttribute>()?.Rate switch
            {
                Rate.SignIn => _signIns,
                Rate.Filing => _filings,
                _ => null,
            };
    }

    private sealed class KeyRates(LimitSettings limits, TimeProvider clock)
    {
        private readonly RateBuckets _known = new(limits.KeyPerMinute, TimeSpan.FromMinutes(1), clock);
        private readonly RateBuckets _unknown = new(limits.UnknownKeysPerMinute, TimeSpan.FromMinutes(1), clock);

        // A string's hash is another one in every process.
        public TimeSpan Take(HttpContext context, string key) =>
            !limits.Rates ? TimeSpan.Zero
            : context.RequestServices.GetRequiredService<ActorContext>().Actor is null ? _unknown.Take(HashOf(context.Connection.RemoteIpAddress))
            : _known.Take(string.GetHashCode(key, StringComparison.Ordinal));
    }

    private sealed class Lease(TimeSpan wait) : RateLimitLease
    {
        public static Lease Granted { get; } = new(TimeSpan.Zero);

        public override bool IsAcquired => wait == TimeSpan.Zero;

        public override IEnumerable<string> MetadataNames => IsAcquired ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = wait;
            return !IsAcquired && metadataName == MetadataName.RetryAfter.Name;
        }
    }
}
