namespace Traceability.App.Sequencing;

/// <summary>
/// What this deployment last signed, remembered beside the database and not in it: a database that was put back from a copy is found
/// to be older. The file is a signed note; it is at most a second behind, and says by a second file that it may be.
/// </summary>
public sealed class LastCheckpoint(string path, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Lock _writing = new();
    private ITimer? _timer;
    private LogState? _waiting;

    public string Path { get; } = path;

    /// <summary>Whether nothing was signed after what the file says: the sequencer stopped in order.</summary>
    public bool IsExact => !File.Exists(BehindPath);

    /// <summary>The note, or null where this deployment has signed nothing.</summary>
    public string? Note => File.Exists(Path) ? File.ReadAllText(Path) : null;

    private string BehindPath => Path + ".may-be-behind";

    /// <summary>Before anything is signed.</summary>
    public void Begin()
    {
        PrivateFiles.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        PrivateFiles.Write(BehindPath, []);
    }

    /// <summary>After a checkpoint was committed; the file follows within a second.</summary>
    public void Remember(LogState state)
    {
        lock (_writing)
        {
            _waiting = state;
            _timer ??= clock.CreateTimer(_ => WriteLater(), state: null, Pace, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>After the last checkpoint of an orderly stop.</summary>
    public void End()
    {
        lock (_writing)
        {
            WriteWaiting();
            File.Delete(BehindPath);
        }
    }

    public void Dispose() => _timer?.Dispose();

    private void WriteLater()
    {
        lock (_writing)
        {
            try
            {
                WriteWaiting();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk: the file still says that it may be behind.
                _timer?.Change(Pace, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void WriteWaiting()
    {
        if (_waiting?.Note is { } note)
            PrivateFiles.Write(Path, System.Text.Encoding.UTF8.GetBytes(note));
        _waiting = null;
        _timer?.Dispose();
        _timer = null;
    }
}
