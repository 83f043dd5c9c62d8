namespace Traceability.Web.DevChain;

/// <param name="RepositoryRoot">The folder with <c>hardhat.config.js</c>; null where the server runs without its sources.</param>
/// <param name="RpcUrl">Where the chain shall answer; its port is taken on the loopback address.</param>
internal sealed record DevChainOptions(string? RepositoryRoot, Uri RpcUrl)
{
    /// <summary>The folders in which node and npm are looked for, as in the variable PATH.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";

    public static string? FindRepositoryRoot(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "hardhat.config.js")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
