using Traceability.EndToEnd.Processes;

[assembly: AssemblyFixture(typeof(StartedBefore))]

namespace Traceability.EndToEnd.Processes;

/// <summary>
/// The data folder of a deployment that was started once and stopped, with the demonstration in it. A first start is seconds of work; a
/// test that is about something later begins with a copy.
/// </summary>
public sealed class StartedBefore : IAsyncDisposable
{
    /// <summary>On the labels of every copy, whatever its port.</summary>
    internal const string LabelBase = "http://127.0.0.1:9";

    private static readonly SemaphoreSlim Once = new(1, 1);
    private static Deployment? s_first;

    internal static async Task CopyToAsync(string folder)
    {
        await Once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (s_first is null)
            {
                var first = new Deployment();
                first.Settings["Labels__BaseUrl"] = LabelBase;
                Assert.Equal(0, await (await first.StartAsync()).StopAsync());
                s_first = first;
            }
        }
        finally
        {
            Once.Release();
        }

        foreach (var file in Directory.EnumerateFiles(s_first.DataFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(s_first.DataFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (s_first is not null)
            await s_first.DisposeAsync();
    }
}
