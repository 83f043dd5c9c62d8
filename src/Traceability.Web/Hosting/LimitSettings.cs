namespace Traceability.Web.Hosting;

/// <summary>How much one asker may have of the server. Each node counts for itself.</summary>
internal sealed record LimitSettings
{
    /// <summary>Whether rates are limited at all; false where something before the server does it.</summary>
    public required bool Rates { get; init; }

    /// <summary>Requests of one address, of any kind. Thousands of phones may share the address of their network.</summary>
    public required int AddressPerMinute { get; init; }

    public required int KeyPerMinute { get; init; }
    public required int UnknownKeysPerMinute { get; init; }
    public required int SignInsPerMinute { get; init; }
    public required int FilingsPerHour { get; init; }

    /// <summary>How long a request may take, from its headers to its answer.</summary>
    public required TimeSpan RequestTime { get; init; }

    public required int Connections { get; init; }

    public static LimitSettings Read(SettingsReader read) => new()
    {
        Rates = read.Bool("Limits:Rates", byDefault: true),
        AddressPerMinute = read.Number("Limits:AddressPerMinute", 6_000, 1, Most),
        KeyPerMinute = read.Number("Limits:KeyPerMinute", 6_000, 1, Most),
        UnknownKeysPerMinute = read.Number("Limits:UnknownKeysPerMinute", 30, 1, Most),
        SignInsPerMinute = read.Number("Limits:SignInsPerMinute", 10, 1, Most),
        FilingsPerHour = read.Number("Limits:FilingsPerHour", 10, 1, Most),
        RequestTime = read.Span("Limits:RequestTime", TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        Connections = read.Number("Limits:Connections", 10_000, 1, 1_000_000),
    };

    private const int Most = 100_000_000;
}
