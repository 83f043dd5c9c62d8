using System.Globalization;
using Traceability.Web.DevChain;

namespace Traceability.Web.Hosting;

/// <summary>A setting that keeps the server from starting, in words for the operator.</summary>
public sealed class SettingsException(string message) : Exception(message);

/// <summary>The settings, read and judged once at start.</summary>
internal sealed record Settings
{
    public required bool Development { get; init; }
    public required string DataDirectory { get; init; }
    public required string Provider { get; init; }
    public required string ConnectionString { get; init; }
    public required Uri BaseUrl { get; init; }
    public required string Origin { get; init; }
    public required TimeSpan SequenceInterval { get; init; }
    public required TimeZoneInfo TimeZone { get; init; }
    public required bool LoadDemonstration { get; init; }
    public required bool StartChain { get; init; }
    public Uri? RpcUrl { get; init; }
    public string? Contract { get; init; }
    public required TimeSpan AnchorInterval { get; init; }
    public required int Confirmations { get; init; }
    public byte[]? EncryptionKey { get; init; }
    public string? Hotline { get; init; }
    public string? RepositoryRoot { get; init; }

    public static Settings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var root = DevChainOptions.FindRepositoryRoot(environment.ContentRootPath);
        var data = Path.GetFullPath(configuration["Data:Directory"] ?? Path.Combine(root ?? environment.ContentRootPath, "data"));
        var provider = configuration["Database:Provider"] ?? "Sqlite";
        if (!string.Equals(provider, "Sqlite", StringComparison.OrdinalIgnoreCase))
            throw new SettingsException($"Database__Provider is '{provider}'; this version knows Sqlite.");
        var development = environment.IsDevelopment();
        var encryption = Encryption(configuration["Keys:Encryption"]);
        if (encryption is null && !development)
            throw new SettingsException("Keys__Encryption is missing: 32 random bytes as base64, kept apart from the data (for instance `openssl rand -base64 32`).");
        return new Settings
        {
            Development = development,
            DataDirectory = data,
            Provider = provider,
            ConnectionString = configuration.GetConnectionString("Traceability") ?? $"Data Source={Path.Combine(data, "traceability.db")}",
            BaseUrl = Labels(configuration),
            Origin = configuration["Ledger:Origin"] is { Length: > 0 } origin ? origin : throw new SettingsException("Ledger__Origin is missing: the log's name, a host and path without scheme. It is permanent once used."),
            SequenceInterval = Span(configuration, "Ledger:SequenceInterval", TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            TimeZone = Zone(configuration["Region:TimeZone"] ?? "Asia/Shanghai"),
            LoadDemonstration = Bool(configuration, "Demo:Load"),
            StartChain = Bool(configuration, "Chain:Start"),
            RpcUrl = Url(configuration, "Chain:RpcUrl"),
            Contract = configuration["Chain:Contract"] is { Length: > 0 } contract ? contract : null,
            AnchorInterval = Span(configuration, "Chain:AnchorInterval", TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            Confirmations = configuration.GetValue("Chain:Confirmations", 12) is var n and >= 1 and <= 10_000 ? n : throw new SettingsException("Chain__Confirmations is a number from 1 to 10,000."),
            EncryptionKey = encryption,
            Hotline = configuration["Labels:Hotline"],
            RepositoryRoot = root,
        };
    }

    private static byte[]? Encryption(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && length >= 32
            ? bytes[..length]
            : throw new SettingsException("Keys__Encryption is not base64 of at least 32 bytes.");
    }

    private static Uri Labels(IConfiguration configuration) => Url(configuration, "Labels:BaseUrl") switch
    {
        null => throw new SettingsException("Labels__BaseUrl is missing: what stands before the path in every QR code. It is permanent once used."),
        { UserInfo.Length: > 0 } => throw new SettingsException("Labels__BaseUrl holds a user name or password, and would print it on every label."),
        var url => url,
    };

    private static Uri? Url(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : throw new SettingsException($"{Name(name)} is '{text}', which is no http or https address without query.");
    }

    private static TimeSpan Span(IConfiguration configuration, string name, TimeSpan least, TimeSpan most) =>
        TimeSpan.TryParse(configuration[name], CultureInfo.InvariantCulture, out var span) && span >= least && span <= most
            ? span
            : throw new SettingsException($"{Name(name)} is '{configuration[name]}'; it is a time from {least:c} to {most:c}, as hours:minutes:seconds.");

    private static bool Bool(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var value) => value,
        var text => throw new SettingsException($"{Name(name)} is '{text}'; it is true or false."),
    };

    private static TimeZoneInfo Zone(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : throw new SettingsException($"Region__TimeZone is '{id}', which this system does not know.");

    private static string Name(string path) => path.Replace(":", "__", StringComparison.Ordinal);
}
