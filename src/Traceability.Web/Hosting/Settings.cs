using System.Data.Common;
using System.Text.RegularExpressions;
using Traceability.Ethereum;
using Traceability.App.Data;
using Traceability.Ledger;
using Traceability.Postgres;
using Traceability.Sqlite;
using Traceability.Web.DevChain;

namespace Traceability.Web.Hosting;

/// <summary>A setting that keeps the server from starting, in words for the operator.</summary>
public sealed class SettingsException(string message) : Exception(message);

/// <summary>The settings, read and judged once at start.</summary>
internal sealed partial record Settings
{
    private const string Sqlite = nameof(Sqlite);
    private const string Postgres = nameof(Postgres);
    private const string Primary = nameof(Primary);
    private const string PreferStandby = nameof(PreferStandby);

    private static readonly Uri Nowhere = new("http://invalid");

    public required bool Development { get; init; }
    public required string DataDirectory { get; init; }
    public required string Provider { get; init; }
    public required string ConnectionString { get; init; }
    public required bool ReadsPreferStandby { get; init; }
    public required string Node { get; init; }
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

    /// <summary>Header in which a proxy says from where a label is scanned; null where none does.</summary>
    public string? CityHeader { get; init; }
    public string? RepositoryRoot { get; init; }
    public required NetworkSettings Network { get; init; }
    public required LimitSettings Limits { get; init; }

    /// <summary>Where traces and metrics go; the exporter reads this and the other names of the standard itself.</summary>
    public Uri? TelemetryEndpoint { get; init; }

    /// <summary>Whether a lost account of the chain may be replaced by a new one.</summary>
    public required bool ReplaceChainAccount { get; init; }

    /// <exception cref="SettingsException">With every mistake there is, a line each.</exception>
    public static Settings Read(IConfiguration configuration, IHostEnvironment environment) => Read(new SettingsReader(configuration), environment);

    public static Settings Read(SettingsReader read, IHostEnvironment environment)
    {
        var root = DevChainOptions.FindRepositoryRoot(environment.ContentRootPath);
        var data = Path.GetFullPath(read.Text("Data:Directory") ?? Path.Combine(root ?? environment.ContentRootPath, "data"));
        var development = environment.IsDevelopment();
        var provider = read.Choice("Database:Provider", Sqlite, Postgres);
        var settings = new Settings
        {
            Development = development,
            DataDirectory = data,
            Provider = provider,
            ReadsPreferStandby = read.Choice("Database:Reads", Primary, PreferStandby) == PreferStandby,
            Node = read.Text("Node:Name") ?? Environment.MachineName,
            ConnectionString = Connection(read, provider) ?? $"Data Source={Path.Combine(data, "traceability.db")}",
            BaseUrl = Labels(read),
            Origin = LogName(read),
            SequenceInterval = read.Span("Ledger:SequenceInterval", TimeSpan.FromMilliseconds(500), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            TimeZone = Zone(read),
            LoadDemonstration = Demonstration(read, development),
            StartChain = read.Bool("Chain:Start", byDefault: false),
            RpcUrl = read.Url("Chain:RpcUrl"),
            Contract = Address(read),
            AnchorInterval = read.Span("Chain:AnchorInterval", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            Confirmations = read.Number("Chain:Confirmations", 12, 1, 10_000),
            EncryptionKey = Encryption(read, development),
            Hotline = Telephone(read),
            CityHeader = read.Text("Scans:CityHeader"),
            RepositoryRoot = root,
            Network = NetworkSettings.Read(read),
            Limits = LimitSettings.Read(read),
            TelemetryEndpoint = read.Url("OTEL_EXPORTER_OTLP_ENDPOINT"),
            ReplaceChainAccount = read.Bool("Chain:ReplaceAccount", byDefault: false),
        };
        read.Judge();
        return settings;
    }

    private static byte[]? Encryption(SettingsReader read, bool development)
    {
        const string Name = "Keys:Encryption";
        if (read.Text(Name) is not { } text)
        {
            if (!development)
                read.Wrong(Name, "is missing: 32 random bytes as base64, kept apart from the data (for instance `openssl rand -base64 32`).");
            return null;
        }

        var bytes = new byte[text.Length];
        if (Convert.TryFromBase64String(text, bytes, out var length) && length >= 32)
            return bytes[..length];
        read.Wrong(Name, "is not base64 of at least 32 bytes.");
        return null;
    }

    /// <summary>The database that the settings name; nothing is opened yet.</summary>
    public IDatabase OpenDatabase() => Provider switch
    {
        Postgres => new PostgresDatabase(ConnectionString, ReadsPreferStandby),
        _ => new SqliteDatabase(ConnectionString),
    };

    private static string? Connection(SettingsReader read, string provider)
    {
        const string Name = "ConnectionStrings:Traceability";
        var text = read.Text(Name);
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (parts.Keys.Cast<string>().Any(TellsRows))
                read.Wrong(Name, "has Include Error Detail, which puts what is in rows, names and telephones too, into messages and so into the log: leave it out.");
        }
        catch (ArgumentException)
        {
            // Not shown: it may hold a password.
            read.Wrong(Name, "is no connection string: name=value, parted by semicolons.");
        }

        if (text is null && provider == Postgres)
            read.Wrong(Name, "is missing: where PostgreSQL is, like Host=db1,db2,db3;Database=traceability;Username=traceability.");

        return text;
    }

    private static bool TellsRows(string keyword) => keyword.Replace(" ", "", StringComparison.Ordinal).StartsWith("IncludeErrorDetail", StringComparison.OrdinalIgnoreCase);

    private static Uri Labels(SettingsReader read)
    {
        const string Name = "Labels:BaseUrl";
        var url = read.Url(Name);
        if (url is null && read.Text(Name) is null)
            read.Wrong(Name, "is missing: what stands before the path in every QR code. It is permanent once used.");
        else if (url is { UserInfo.Length: > 0 })
            read.Wrong(Name, "holds a user name or password, and would print it on every label.");
        return url ?? Nowhere;
    }

    private static string LogName(SettingsReader read)
    {
        const string Name = "Ledger:Origin";
        var origin = read.Required(Name, "the log's name, a host and path without scheme. It is permanent once used.");
        if (origin.Length > Checkpoint.MaxOriginLength || origin.Contains("://", StringComparison.Ordinal) || origin.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c)))
            read.Wrong(Name, $"is '{origin}'; it is a host and path without scheme, at most {Checkpoint.MaxOriginLength} characters, without white space and '+'.");
        return origin;
    }

    private static bool Demonstration(SettingsReader read, bool development)
    {
        const string Name = "Demo:Load";
        var load = read.Bool(Name, byDefault: false);
        if (load && !development)
            read.Wrong(Name, "is for Development only: fictional data never mixes with real data.");
        return load;
    }

    private static string? Address(SettingsReader read)
    {
        const string Name = "Chain:Contract";
        var text = read.Text(Name);
        if (text is not null && !EthereumAddress.TryParse(text, out _))
            read.Wrong(Name, $"is '{text}'; an address is 0x and 40 hexadecimal digits, where both cases are used with its checksum.");
        return text;
    }

    private static string? Telephone(SettingsReader read)
    {
        const string Name = "Labels:Hotline";
        var text = read.Text(Name);
        if (text is not null && !TelephoneNumber().IsMatch(text))
            read.Wrong(Name, $"is '{text}'; a telephone number is digits, spaces and hyphens.");
        return text;
    }

    private static TimeZoneInfo Zone(SettingsReader read)
    {
        const string Name = "Region:TimeZone";
        var id = read.Text(Name, "Asia/Shanghai")!;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        read.Wrong(Name, $"is '{id}', which this system does not know.");
        return TimeZoneInfo.Utc;
    }

    [GeneratedRegex(@"^[+0-9][0-9 -]{2,30}\z", RegexOptions.None, 1000)]
    private static partial Regex TelephoneNumber();
}
