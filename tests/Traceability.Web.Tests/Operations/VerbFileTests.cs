using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Traceability.Web.Hosting;
using Traceability.Web.Operations;
using Traceability.Web.Tests.Limits;

namespace Traceability.Web.Tests.Operations;

/// <summary>The FILE of each verb, as whoever may only name it would have it: another's file read, or written over.</summary>
public sealed class VerbFileTests(AttackServer attacked)
{
    private const string InsideData = "is inside the data directory";
    private const string IsLink = "is a symbolic link";
    private const string IsThere = "is there already";

    [Theory]
    [InlineData("backup", true)]
    [InlineData("export", true)]
    [InlineData("export --public", true)]
    [InlineData("restore", false)]
    [InlineData("restore --nothing-was-signed-since", false)]
    [InlineData("import", false)]
    [InlineData("regions", false)]
    public async Task Verb_WithAFileThatMustNotBeUsed_TouchesNothing(string verb, bool writes)
    {
        var data = (await attacked.Server).DataFolder;
        var outside = Directory.CreateTempSubdirectory("traceability-verbs-");
        try
        {
            string In(params string[] parts) => Path.Combine([outside.FullName, .. parts]);
            await File.WriteAllTextAsync(In("theirs.csv"), "code,name,nameEn\n110000,北京市,Beijing\n", TestContext.Current.CancellationToken);
            Directory.CreateDirectory(In("directory"));
            File.CreateSymbolicLink(In("link.csv"), In("theirs.csv"));
            File.CreateSymbolicLink(In("link-to-nothing.csv"), In("nothing.csv"));
            File.CreateSymbolicLink(In("link-to-key.csv"), Path.Combine(data, "keys", "log.key"));
            Directory.CreateSymbolicLink(In("data"), data);
            Directory.CreateSymbolicLink(In("directory", "keys"), Path.Combine("..", "data", "keys"));
            var before = (Names(data), Contents(Path.Combine(data, "keys")), Names(outside.FullName), Contents(outside.FullName));

            foreach (var (file, says) in new[]
            {
                (In("link.csv"), IsLink),
                (In("link-to-nothing.csv"), IsLink),
                (In("link-to-key.csv"), IsLink),
                (In("directory", "..", "link.csv"), IsLink),
                (In("data"), IsLink),
                (In("directory"), writes ? IsThere : "is a directory"),
                (In("directory") + Path.DirectorySeparatorChar, "is a directory"),
                (In("theirs.csv", "below.csv"), "There is no directory"),
                (In("nowhere", "file.csv"), "There is no directory"),
                (In("null\0.csv"), "cannot be used"),
                (writes ? In("theirs.csv") : In("nothing.csv"), writes ? IsThere : "cannot be used"),
                (writes ? In("directory", "..", "theirs.csv") : In("directory", "..", "nothing.csv"), writes ? IsThere : "cannot be used"),
                (Path.Combine(data, "traceability.db"), InsideData),
                (Path.Combine(data, "traceability.db-wal"), InsideData),
                (Path.Combine(data, "new.csv"), InsideData),
                (Path.Combine(data, "keys", "log.key"), InsideData),
                (Path.Combine(data, "keys", "..", "demo-credentials.json"), InsideData),
                (Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(data, "keys", "new.key")), InsideData),
                (In("data", "traceability.db"), InsideData),
                (In("data", "keys", "new.key"), InsideData),
                (In("directory", "..", "data", "last-checkpoint"), InsideData),
                (In("directory", "keys", "log.key"), InsideData),
                (In("directory", "keys", "new.key"), InsideData),
            })
            {
                using var output = new StringWriter();
                var arguments = verb.Split(' ');
                var exitCode = await Verbs.RunAsync(arguments[0], [file, .. arguments[1..]], SettingsOf(data), output);

                Assert.True(exitCode == 2 && output.ToString().Contains(says, StringComparison.Ordinal), $"{verb} {file}: {exitCode} {output}");
                Assert.Equal(before, (Names(data), Contents(Path.Combine(data, "keys")), Names(outside.FullName), Contents(outside.FullName)));
            }
        }
        finally
        {
            outside.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Regions_FromAFileWithoutEnd_AreNotReadToIt()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no such device here.");
        using var output = new StringWriter();

        Assert.Equal(2, await Verbs.RunAsync("regions", ["/dev/zero"], SettingsOf((await attacked.Server).DataFolder), output));

        Assert.Contains("/dev/zero is larger than 8 MiB.", output.ToString(), StringComparison.Ordinal);
    }

    private static string Names(string folder) => string.Join('\n', Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal));

    private static string Contents(string folder) =>
        string.Join('\n', new DirectoryInfo(folder).EnumerateFiles().Where(f => f.LinkTarget is null).OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => f.Name + Convert.ToHexString(File.ReadAllBytes(f.FullName))));

    private static Settings SettingsOf(string data) => Settings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Data:Directory"] = data,
            ["Labels:BaseUrl"] = "http://127.0.0.1/",
            ["Ledger:Origin"] = "trace.example/limits",
            ["Keys:Encryption"] = Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray()),
        }).Build(),
        new HostingEnvironment { EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory });
}
