using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Traceability.Web.Hosting;

namespace Traceability.Web.Tests.Limits;

/// <summary>What an operator set wrong is said at the start, all of it, in words.</summary>
public sealed partial class SettingsTests
{
    [Fact]
    public void Read_ManyMistakes_AreToldAtOnce()
    {
        var told = Refused(
            ("Keys:Encryption", "short"), ("Labels:BaseUrl", "ftp://id.example"), ("Ledger:Origin", "https://log.example/x"), ("Ledger:SequenceInterval", "soon"),
            ("Region:TimeZone", "Middle/Earth"), ("Chain:Contract", "0x12"), ("Chain:Confirmations", "-1"), ("Chain:Start", "perhaps"), ("Demo:Load", "true"),
            ("Labels:Hotline", "call me"), ("Urls", "127.0.0.1:5080"), ("AllowedHosts", "https://a.example"), ("Proxy:Known", "the proxy"), ("Database:Provider", "Oracle"),
            ("ConnectionStrings:Traceability", "no=t;a string"));

        Assert.Equal(
            ["AllowedHosts", "Chain__Confirmations", "Chain__Contract", "Chain__Start", "ConnectionStrings__Traceability", "Database__Provider", "Demo__Load", "Keys__Encryption",
                "Labels__BaseUrl", "Labels__Hotline", "Ledger__Origin", "Ledger__SequenceInterval", "Proxy__Known", "Region__TimeZone", "Urls"],
            told.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.All(told, line => Assert.EndsWith(".", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_NothingSet_SaysWhatMustBe() =>
        Assert.Equal(["Keys__Encryption", "Labels__BaseUrl", "Ledger__Origin"], Refused(unset: ["Keys:Encryption", "Labels:BaseUrl", "Ledger:Origin"]).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Chain:RpcURI", "Chain__RpcURI", "Chain__RpcUrl")]
    [InlineData("Ledger:Orgin", "Ledger__Orgin", "Ledger__Origin")]
    [InlineData("Label:BaseUrl", "Label__BaseUrl", "Labels__BaseUrl")]
    [InlineData("ConnectionStrings:Tracability", "ConnectionStrings__Tracability", "ConnectionStrings__Traceability")]
    [InlineData("Proxy:Known:0", "Proxy__Known__0", "Proxy__Known")]
    public void Read_NameThatNothingReads_IsRefusedWithTheNearest(string name, string shown, string nearest) =>
        Assert.Equal([$"{shown} is no setting. The nearest is {nearest}."], Refused((name, "x")));

    [Theory]
    [InlineData("Logging:LogLevel:Default", "Warning")]
    [InlineData("Kestrel:Endpoints:Https:Url", "https://*:443")]
    [InlineData("OTHERPROGRAM:Url", "x")]
    [InlineData("chain:rpcurl", "http://127.0.0.1:8545")]
    [InlineData("Chain:RpcUrl", "")]
    public void Read_NameOfAnotherProgramOrInAnotherCase_IsTaken(string name, string value) => Read((name, value));

    [Theory]
    [InlineData("Labels:BaseUrl", "https://user:hunter2@id.example/")]
    [InlineData("Chain:RpcUrl", "hunter2")]
    [InlineData("ConnectionStrings:Traceability", "Host=db;Password=hunter2;'")]
    [InlineData("Keys:Encryption", "hunter2")]
    public void Read_WrongValueThatMayBeSecret_IsNotShown(string name, string value) =>
        Assert.DoesNotContain("hunter2", string.Concat(Refused((name, value))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Host=db;Database=t;Include Error Detail=true")]
    [InlineData("host=db;database=t;includeerrordetail=true")]
    [InlineData("Host=db;Database=t;Include Error Details=True")]
    public void Read_ConnectionThatTellsRowsInErrors_IsRefused(string connection) =>
        Assert.StartsWith("ConnectionStrings__Traceability has Include Error Detail", Assert.Single(Refused(("Database:Provider", "Postgres"), ("ConnectionStrings:Traceability", connection))), StringComparison.Ordinal);

    /// <summary>No setting can turn on what nothing here calls.</summary>
    [Fact]
    public void Sources_OfTheProduct_NeverAskForValuesInMessages()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(TestFiles.Root, "src"), "*.cs", SearchOption.AllDirectories).Select(file => (file, Text: File.ReadAllText(file))).ToList();

        Assert.Contains(sources, s => TellsValues().IsMatch(s.Text + ".EnableSensitiveDataLogging()"));
        Assert.Empty(sources.Where(s => TellsValues().IsMatch(s.Text)).Select(s => s.file));
    }

    [Fact]
    public void Read_AllowedHosts_AreThoseOfTheLabelsAndThoseListenedOn()
    {
        Assert.Equal(["id.example", "127.0.0.1"], RequestOrigin.AllowedHosts(Read(("Urls", "http://127.0.0.1:5080"))));
        Assert.Equal(["id.example", "extra.example", "localhost", "127.0.0.1", "[::1]"], RequestOrigin.AllowedHosts(Read(("Urls", "http://*:5080"), ("AllowedHosts", "extra.example"))));
        Assert.Equal(["*"], RequestOrigin.AllowedHosts(Read(("AllowedHosts", "*"))));
    }

    [Fact]
    public void OperationsDocument_Defaults_AreThoseOfTheCode()
    {
        var read = new SettingsReader(Configuration());
        Settings.Read(read, In("Production"));
        var rows = Row().Matches(File.ReadAllText(Path.Combine(TestFiles.Root, "docs", "operations.md"))).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["default"].Value, StringComparer.Ordinal);

        var defaults = read.Known.Where(s => s.Value is not null).ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => Shown(s.Value!), StringComparer.Ordinal);

        Assert.Equal(defaults, defaults.Keys.ToDictionary(name => name, name => rows[name].Trim('`'), StringComparer.Ordinal));
    }

    // 00:00:00.5000000 is written 00:00:00.500.
    private static string Shown(string value) => value.EndsWith("0000", StringComparison.Ordinal) && value.Contains('.', StringComparison.Ordinal) ? value[..^4] : value;

    private static string[] Refused(params (string, string)[] set) => Assert.Throws<SettingsException>(() => Read(set)).Message.Split(Environment.NewLine);

    private static string[] Refused(string[] unset) =>
        Assert.Throws<SettingsException>(() => Settings.Read(Configuration([.. unset.Select(name => (name, ""))]), In("Production"))).Message.Split(Environment.NewLine);

    private static Settings Read(params (string Name, string Value)[] set) => Settings.Read(Configuration(set), In("Production"));

    private static HostingEnvironment In(string environment) => new() { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory };

    /// <summary>What has to be set, and these on top.</summary>
    private static IConfiguration Configuration(params (string Name, string Value)[] set)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Keys:Encryption"] = Convert.ToBase64String(new byte[32]),
            ["Labels:BaseUrl"] = "https://id.example/",
            ["Ledger:Origin"] = "trace.example/log",
        };
        foreach (var (name, value) in set)
            values[name] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(values).Build();
    }

    [GeneratedRegex(@"\bEnable(SensitiveDataLogging|DetailedErrors|ParameterLogging)\b|\bUseDeveloperExceptionPage\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TellsValues();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<default>[^|]*?) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Row();
}
