namespace Traceability.Postgres;

/// <summary>
/// How far a command has come. Its caller may go where nothing of it is in use: while it waits for a lane, and while the
/// database commits it, which goes on alone.
/// </summary>
internal sealed class LaneTurn
{
    private const int Waiting = 0;
    private const int Working = 1;
    private const int Committing = 2;
    private const int GivenUp = 3;

    private int _state;

    public bool TryBegin() => Move(Waiting, Working);

    public void Commit() => Move(Working, Committing);

    /// <returns>False where the caller has gone.</returns>
    public bool TryBeginAgain() => Volatile.Read(ref _state) == Working || Move(Committing, Working);

    /// <returns>False where the caller has gone.</returns>
    public bool TryWaitAgain() => Move(Working, Waiting) || Move(Committing, Waiting);

    public bool TryGiveUp(out bool mayBeRecorded)
    {
        mayBeRecorded = Move(Committing, GivenUp);
        return mayBeRecorded || Move(Waiting, GivenUp);
    }

    private bool Move(int from, int to) => Interlocked.CompareExchange(ref _state, to, from) == from;
}
