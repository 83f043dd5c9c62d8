using System.Diagnostics;
using System.Text.Json;

namespace Traceability.Web.DevChain;

/// <summary>The compiled anchor contract in a checkout of the sources.</summary>
internal sealed class AnchorContractArtifact(string root)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan LockPollInterval = TimeSpan.FromMilliseconds(300);

    private readonly string _source = Path.Combine(root, "contracts-sol", "CheckpointAnchor.sol");
    private readonly string _settings = Path.Combine(root, "hardhat.config.js");
    private readonly string _artifact = Path.Combine(root, "artifacts", "contracts-sol", "CheckpointAnchor.sol", "CheckpointAnchor.json");
    private readonly string _modulesComplete = Path.Combine(root, "node_modules", ".package-lock.json");

    public bool IsCurrent =>
        File.Exists(_artifact)
        && File.GetLastWriteTimeUtc(_artifact) >= File.GetLastWriteTimeUtc(_source)
        && File.GetLastWriteTimeUtc(_artifact) >= File.GetLastWriteTimeUtc(_settings);

    /// <summary>Installs the packages and compiles, each only where needed. Null when done, else why not.</summary>
    public async Task<string?> BuildAsync(NodeJs node, ILogger logger, CancellationToken ct)
    {
        using var alone = await LockAsync(ct);
        if (!File.Exists(_modulesComplete))
        {
            logger.LogInformation("Installing the development chain's packages (npm ci); this happens once");
            var (exitCode, lastLine) = await node.RunAsync("npm", ["ci"], ct);
            if (exitCode != 0)
            {
                return $"The development chain's packages could not be installed (npm ci: {lastLine}).";
            }
        }

        if (!IsCurrent)
        {
            var hardhat = Path.Combine("node_modules", "hardhat", "internal", "cli", "cli.js");
            var (exitCode, lastLine) = await node.RunAsync("node", [hardhat, "compile"], ct);
            if (exitCode != 0 || !File.Exists(_artifact))
            {
                return $"The anchor contract could not be compiled ({lastLine}).";
            }

            // Hardhat leaves the file alone when the content has not changed, however new the source is.
            File.SetLastWriteTimeUtc(_artifact, NewestInput());
        }

        return null;
    }

    public async Task<byte[]> ReadCreationCodeAsync(CancellationToken ct)
    {
        await using var file = File.OpenRead(_artifact);
        using var document = await JsonDocument.ParseAsync(file, cancellationToken: ct);
        var bytecode = document.RootElement.TryGetProperty("bytecode", out var field) ? field.GetString() : null;
        return bytecode is ['0', 'x', _, ..] && bytecode.Length % 2 == 0
            ? Convert.FromHexString(bytecode.AsSpan(2))
            : throw new JsonException($"{_artifact} has no bytecode.");
    }

    private DateTime NewestInput() =>
        new[] { File.GetLastWriteTimeUtc(_source), File.GetLastWriteTimeUtc(_settings), File.GetLastWriteTimeUtc(_artifact) }.Max();

    /// <summary>Two servers in one checkout must not install or compile at the same time.</summary>
    private async Task<FileStream> LockAsync(CancellationToken ct)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "cache")).FullName, "build.lock");
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (clock.Elapsed < LongestWait)
            {
                await Task.Delay(LockPollInterval, ct);
            }
        }
    }
}
