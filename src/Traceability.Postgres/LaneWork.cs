using Traceability.App.Data;
using Traceability.App.Pipeline;

namespace Traceability.Postgres;

/// <summary>A command in the queue, with how far it has come. What it says of the answer it says once.</summary>
internal abstract class LaneWork(Ahead? ahead) : ISharedCommand
{
    /// <summary>What it looks for; null where it shares its transaction with nobody.</summary>
    public Ahead? Ahead { get; } = ahead;

    public LaneTurn Turn { get; } = new();

    /// <summary>Whether the last run wants to be kept.</summary>
    public bool IsKept { get; protected set; }

    public abstract bool IsAbandoned { get; }

    /// <remarks>Its answer waits until the group is committed.</remarks>
    public abstract bool RunShared(WriteConnection connection);

    /// <summary>Runs it in transactions of its own until one comes to an end, and answers.</summary>
    public abstract void RunAlone(LaneConnection connection);

    public abstract void Answer();

    public abstract void Fail(Exception reason);
}

/// <inheritdoc/>
/// <param name="work">What is run inside the transaction.</param>
/// <param name="alone">How it is run in transactions of its own.</param>
internal sealed class LaneWork<T>(
    Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, Ahead? ahead, Func<LaneConnection, LaneTurn, Func<WriteConnection, ValueTask<(T Value, bool Keep)>>, CancellationToken, T> alone, CancellationToken ct)
    : LaneWork(ahead)
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;

    public Task<T> Task => _answer.Task;

    public override bool IsAbandoned => ct.IsCancellationRequested && _answer.TrySetCanceled(ct);

    public override bool RunShared(WriteConnection connection)
    {
        (_value, IsKept) = work(connection).AsTask().GetAwaiter().GetResult();
        return IsKept;
    }

    public override void RunAlone(LaneConnection connection)
    {
        try
        {
            _answer.TrySetResult(alone(connection, Turn, work, ct));
        }
#pragma warning disable CA1031 // Whatever one command throws is that command's answer and no other's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _answer.TrySetException(e);
        }
    }

    public override void Answer() => _answer.TrySetResult(_value!);

    public override void Fail(Exception reason) => _answer.TrySetException(reason);
}
