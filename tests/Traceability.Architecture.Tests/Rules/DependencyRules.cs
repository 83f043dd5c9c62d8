namespace Traceability.Tests.Rules;

/// <summary>Who may use what: the part of the law that references between projects cannot say.</summary>
internal static class DependencyRules
{
    public const string HandlersAndTheWeb = "A handler knows nothing of the web";
    public const string PagesAndTheDatabase = "A page knows nothing of the database";
    public const string QrCodes = "Only App/Symbols draws QR codes";
    public const string Elliptic = "Only Traceability.Ethereum knows the chain's library";
    public const string Signatures = "Only Traceability.Ledger knows the signature library";
    public const string Messages = "Only App and Web know the mediator";
    public const string Tables = "Domain, Ledger, Gs1, Ethereum and Cli know no Entity Framework";
    public const string Features = "A feature never uses another feature's types";
    public const string BelowFeatures = "What features share knows no feature";
    public const string Purity = "Ledger, Gs1 and Domain ask no clock, file, network or machine";
    public const string Chance = "Domain throws no dice";

    private static readonly string[] Machine =
    [
        "System.TimeProvider", "System.Environment", "System.Console", "System.Diagnostics.Stopwatch", "System.Diagnostics.Process",
        "System.Threading.Thread", "System.Threading.Timer", "System.Threading.PeriodicTimer",
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.RandomAccess",
        "System.IO.FileSystemWatcher",
    ];

    private static readonly string[] Clocks = ["get_UtcNow", "get_Now", "get_Today"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Never(HandlersAndTheWeb, code =>
        {
            var handlers = code.Types.Where(ShapeRules.IsHandler).Select(t => t.FullName!).ToHashSet(StringComparer.Ordinal);
            return d => (handlers.Contains(d.From) || handlers.Contains(d.From.Split('+')[0])) && (Of(d, "Microsoft.AspNetCore") || code.IsIn(d.To, "App.Http"));
        }),
        Rule.Never(PagesAndTheDatabase, code =>
            d => code.IsIn(d.From, "Web.Pages", "Web.Presentation") && (Of(d, "Microsoft.EntityFrameworkCore", "Microsoft.Data", "System.Data") || code.IsIn(d.To, "App.Data", "Sqlite", "Postgres"))),
        Rule.Never(QrCodes, code => d => Of(d, "QRCoder") && !code.IsIn(d.From, "App.Symbols")),
        Rule.Never(Elliptic, code => d => Of(d, "Org.BouncyCastle") && !code.IsIn(d.From, "Ethereum")),
        Rule.Never(Signatures, code => d => Of(d, "NSec") && !code.IsIn(d.From, "Ledger")),
        Rule.Never(Messages, code => d => Of(d, "Mediator") && !code.IsIn(d.From, "App", "Web")),
        Rule.Never(Tables, code => d => Of(d, "Microsoft.EntityFrameworkCore") && code.IsIn(d.From, "Domain", "Ledger", "Gs1", "Ethereum", "Cli")),
        Rule.Never(Features, code => d => FeatureOf(code, d.From) is { } mine && FeatureOf(code, d.To) is { } other && mine != other),
        Rule.Never(BelowFeatures, code => d =>
            code.IsIn(d.From, "App") && FeatureOf(code, d.From) is null && FeatureOf(code, d.To) is not null && d.From != $"{code.Root}.App.AppSetup"),
        Rule.Never(Purity, code => d => code.IsIn(d.From, "Ledger", "Gs1", "Domain") && (Array.Exists(Machine, m => m == d.To) || Of(d, "System.Net") || ReadsClock(d))),
        Rule.Never(Chance, code => d => code.IsIn(d.From, "Domain")
            && (d.To is "System.Random" or "System.Security.Cryptography.RandomNumberGenerator" || (d.To == "System.Guid" && d.Member is "NewGuid" or "CreateVersion7"))),
    ];

    private static bool Of(Dependency dependency, params ReadOnlySpan<string> namespaces)
    {
        foreach (var name in namespaces)
        {
            if (dependency.To.StartsWith(name + ".", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool ReadsClock(Dependency d) => d.To is "System.DateTime" or "System.DateTimeOffset" && Array.Exists(Clocks, c => c == d.Member);

    private static string? FeatureOf(Code code, string type) => code.IsIn(type, "App.Features") ? type[$"{code.Root}.App.Features.".Length..].Split('.')[0] : null;
}
