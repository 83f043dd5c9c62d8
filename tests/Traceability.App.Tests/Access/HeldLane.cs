using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Traceability.App.Data;
using Traceability.App.Pipeline;

namespace Traceability.App.Tests.Access;

/// <summary>The database's own lane, where a test lets work stop just before one of its writings.</summary>
internal sealed class HeldLane : IWriteLane
{
    private static readonly AsyncLocal<Stop?> Here = new();

    private IWriteLane _lane = null!;

    public void AddTo(IServiceCollection services)
    {
        var own = services.Last(service => service.ServiceType == typeof(IWriteLane)).ImplementationType!;
        services.AddSingleton(own);
        services.Replace(ServiceDescriptor.Singleton<IWriteLane>(provider =>
        {
            _lane = (IWriteLane)provider.GetRequiredService(own);
            return this;
        }));
    }

    /// <param name="writing">Before which of its writings work stops; the first is 1.</param>
    /// <param name="of">How many do.</param>
    public static Stop Before(int writing, int of) => new(writing, of);

    public async Task<T> RunAsync<T>(Func<WriteConnection, ValueTask<(T Value, bool Keep)>> work, Ahead? ahead, CancellationToken ct)
    {
        if (Here.Value is { } stop)
            await stop.PassAsync();
        return await _lane.RunAsync(work, ahead, ct);
    }

    public Task WaitForCommitAsync(CancellationToken ct) => _lane.WaitForCommitAsync(ct);

    internal sealed class Stop(int writing, int of)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

        private readonly AsyncLocal<StrongBox> _writings = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _there;

        /// <summary>Completes when all have stopped.</summary>
        public Task Reached => _reached.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        public void Go() => _go.SetResult();

        public Task<T> Run<T>(Func<Task<T>> work) => Task.Run(() =>
        {
            (Here.Value, _writings.Value) = (this, new StrongBox());
            return work();
        });

        public Task PassAsync()
        {
            if (++_writings.Value!.Count != writing)
                return Task.CompletedTask;
            if (Interlocked.Increment(ref _there) == of)
                _reached.SetResult();
            return _go.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }

        private sealed class StrongBox
        {
            public int Count { get; set; }
        }
    }
}
