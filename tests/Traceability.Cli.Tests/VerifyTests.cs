using System.Text;
using Traceability.Ethereum;
using Traceability.Ledger;
using Traceability.Ledger.Tests;

namespace Traceability.Cli.Tests;

public sealed class VerifyTests : IDisposable
{
    private const string Key = "log.example/trace+38ac0b51+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    private const string OtherKey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traceability-cli-");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private IAnchorChain? _chain;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string DefaultOrigins => Path.Combine(_folder.FullName, "origins");

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Verify_WithThePinnedKey_Exits0AndSaysWhatWasNotChecked()
    {
        Assert.Equal(ExitCode.Valid, await RunAsync("verify", await BundleAsync(), "--key", Key));

        Assert.Contains("OK           signature: ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("NOT CHECKED  anchor[0].chain: not checked", _output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(
            "\n\nValid: 3 entries of the log log.example/trace as of its checkpoint of 11 entries.\n",
            _output.ToString().ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.Empty(_error.ToString());
    }

    [Fact]
    public async Task Verify_WithSeveralKeysAndEqualsSigns_TakesThemAll() =>
        Assert.Equal(ExitCode.Valid, await RunAsync("verify", $"--key={OtherKey}", $"--key={Key}", await BundleAsync()));

    [Fact]
    public async Task Verify_WithoutAKey_Exits2WithSignerUnknown()
    {
        Assert.Equal(ExitCode.CouldNotCheck, await RunAsync("verify", await BundleAsync()));

        Assert.Contains("consistent, signer unknown", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("NOT CHECKED  key: ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithAnotherKey_Exits1()
    {
        Assert.Equal(ExitCode.NotValid, await RunAsync("verify", await BundleAsync(), "--key", OtherKey));

        Assert.Contains("FAILED       key: ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AChangedBundle_Exits1()
    {
        var file = await BundleAsync(text => text.Replace("\"1.85\"", "\"1.95\"", StringComparison.Ordinal));

        Assert.Equal(ExitCode.NotValid, await RunAsync("verify", file, "--key", Key));

        Assert.Contains("FAILED       disclosure[2].price: ", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Not valid.", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_NotABundle_Exits1()
    {
        Assert.Equal(ExitCode.NotValid, await RunAsync("verify", await FileAsync("no", "%PDF-1.7"), "--key", Key));

        Assert.Contains("FAILED       format: ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_MoreThanTheLargestBundle_Exits1()
    {
        var file = Path.Combine(_folder.FullName, "large");
        await File.WriteAllBytesAsync(file, new byte[ProofBundle.MaxBytes + 100_000], Stop);

        Assert.Equal(ExitCode.NotValid, await RunAsync("verify", file, "--key", Key));
        Assert.Contains("8 MiB", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ALaterFormat_Exits2()
    {
        var file = await BundleAsync(text => text.Replace("proof/v1", "proof/v9", StringComparison.Ordinal));

        Assert.Equal(ExitCode.CouldNotCheck, await RunAsync("verify", file, "--key", Key));
    }

    [Fact]
    public async Task Verify_StandardInput_IsRead()
    {
        var bundle = await File.ReadAllBytesAsync(await BundleAsync(), Stop);

        Assert.Equal(ExitCode.Valid, await RunAsync(bundle, "verify", "-", "--key", Key));
    }

    [Fact]
    public async Task Verify_WithTheKnownOriginsFile_TrustsItsKeys()
    {
        await FileAsync("origins", $"# the logs I know\n\n  {OtherKey}\r\n{Key}\n");

        Assert.Equal(ExitCode.Valid, await RunAsync("verify", await BundleAsync()));
    }

    [Fact]
    public async Task Verify_WithAnOriginsFileNamed_TrustsItsKeysInsteadOfTheDefaultOnes()
    {
        await FileAsync("origins", Key);
        var named = await FileAsync("named", OtherKey);

        Assert.Equal(ExitCode.CouldNotCheck, await RunAsync("verify", await BundleAsync(), "--origins", named));
        Assert.Contains("consistent, signer unknown", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithABrokenOriginsFile_Exits2AndNamesTheLine()
    {
        await FileAsync("origins", $"{Key}\nnonsense\n");

        Assert.Equal(ExitCode.CouldNotCheck, await RunAsync("verify", await BundleAsync()));
        Assert.Contains("line 2", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_OnTheChain_Exits0WhenEverythingIsAnchored()
    {
        var log = await SampleLog.CreateAsync();
        var bundle = await log.BundleAsync() with { Anchors = [await log.AnchorAsync(log.Size)] };
        var file = await FileAsync("anchored", Encoding.UTF8.GetString(bundle.ToJson()));
        _chain = await FakeAnchorChain.WithAsync(log, log.Size);

        Assert.Equal(ExitCode.Valid, await RunAsync("verify", file, "--key", Key, "--rpc", "http://127.0.0.1:8545"));
        Assert.Contains("OK           anchored: ", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ExitCode.CouldNotCheck,
            await RunAsync("verify", file, "--key", Key, "--rpc", "http://127.0.0.1:8545", "--confirmations", "3"));
    }

    [Fact]
    public async Task Verify_OnAnotherChain_Exits1()
    {
        var log = await SampleLog.CreateAsync();
        var chain = await FakeAnchorChain.WithAsync(log);
        chain.Head = chain.Head with { Genesis = SampleLog.Hex("another") };
        _chain = chain;

        Assert.Equal(ExitCode.NotValid, await RunAsync("verify", await BundleAsync(), "--key", Key, "--rpc", "http://127.0.0.1:8545"));
    }

    [Fact]
    public async Task Verify_WhereNoNodeAnswers_Exits2()
    {
        using var http = new HttpClient();
        _chain = new EthereumAnchorChain(http, new Uri("http://127.0.0.1:1"), account: null);

        Assert.Equal(
            ExitCode.CouldNotCheck, await RunAsync("verify", await BundleAsync(), "--key", Key, "--rpc", "http://127.0.0.1:1"));
        Assert.Contains("could not be asked", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no command", "unknown")]
    [InlineData("no command")]
    [InlineData("no file", "verify")]
    [InlineData("no file", "verify", "")]
    [InlineData("one file at a time", "verify", "a", "b")]
    [InlineData("no option", "verify", "a", "--unknown", "x")]
    [InlineData("needs a value", "verify", "a", "--key")]
    [InlineData("needs a value", "verify", "a", "--key=")]
    [InlineData("not a verifier key", "verify", "a", "--key", "nonsense")]
    [InlineData("http", "verify", "a", "--rpc", "localhost")]
    [InlineData("http", "verify", "a", "--rpc", "file:///dev/null")]
    [InlineData("http", "verify", "a", "--rpc", "http://a", "--rpc", "http://b")]
    [InlineData("confirmations", "verify", "a", "--confirmations", "0")]
    [InlineData("confirmations", "verify", "a", "--confirmations", "-1")]
    [InlineData("twice", "verify", "a", "--origins", "x", "--origins", "y")]
    [InlineData("--log is not available", "verify", "a", "--log", "https://log.example")]
    [InlineData("Could not check", "verify", "/nonexistent/bundle.json")]
    [InlineData("Could not check", "verify", "/")]
    [InlineData("Could not check", "verify", "/", "--origins", "/nonexistent/origins")]
    public async Task Verify_WhatCannotBeDone_Exits2WithAReason(string words, params string[] args)
    {
        Assert.Equal(ExitCode.CouldNotCheck, await RunAsync(args));

        Assert.Contains(words, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public async Task Verify_Stopped_Exits2()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Assert.Equal(
            ExitCode.CouldNotCheck,
            await CommandLine.RunAsync(["verify", await BundleAsync()], Surroundings([]), stop.Token));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("verify", "-h")]
    public async Task Help_Asked_PrintsTheUsage(params string[] args)
    {
        Assert.Equal(ExitCode.Valid, await RunAsync(args));
        Assert.Contains("usage: verify FILE", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(DefaultOrigins, _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TextThatMovesTheCursor_IsPrintedAsText()
    {
        var file = await BundleAsync(text => text.Replace("\"field\":\"price\"", "\"field\":\"a\\u001b[2J\\u202e\\u009b\"", StringComparison.Ordinal));

        Assert.Equal(ExitCode.NotValid, await RunAsync("verify", file, "--key", Key));
        Assert.Contains("a\\u{001b}[2J\\u{202e}\\u{009b}", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', _output.ToString());
        Assert.DoesNotContain('\u202e', _output.ToString());
    }

    [Fact]
    public async Task Program_RunAsAProcessDoes_ReturnsTheExitCodesNumber()
    {
        var main = typeof(CommandLine).Assembly.EntryPoint!;
        var (output, error) = (Console.Out, Console.Error);
        Console.SetOut(_output);
        Console.SetError(_error);
        try
        {
            Assert.Equal(0, main.Invoke(null, [new[] { "verify", await BundleAsync(), "--key", Key }]));
            Assert.Equal(1, main.Invoke(null, [new[] { "verify", await BundleAsync(), "--key", OtherKey }]));
            Assert.Equal(2, main.Invoke(null, [new[] { "verify", "/nonexistent/bundle.json" }]));
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    private Surroundings Surroundings(byte[] input) => new(
        new MemoryStream(input), _output, _error, DefaultOrigins, _ => _chain ?? throw new InvalidOperationException("No chain was expected."));

    private Task<ExitCode> RunAsync(params string[] args) => RunAsync([], args);

    private Task<ExitCode> RunAsync(byte[] input, params string[] args) => CommandLine.RunAsync(args, Surroundings(input), Stop);

    private async Task<string> BundleAsync(Func<string, string>? change = null)
    {
        var golden = await File.ReadAllTextAsync(
            Path.Combine(TestFiles.Root, "tests", "Traceability.Ledger.Tests", "Proofs", "golden-bundle.json"), Stop);
        var text = change?.Invoke(golden) ?? golden;
        Assert.True(change is null || text != golden);
        return await FileAsync("bundle.json", text);
    }

    private async Task<string> FileAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text, Stop);
        return path;
    }
}
