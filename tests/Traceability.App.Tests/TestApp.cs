using Mediator;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Traceability.App.Access;
using Traceability.App.Anchoring;
using Traceability.App.Labels;
using Traceability.App.Pipeline;
using Traceability.App.Sequencing;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Ledger;

namespace Traceability.App.Tests;

/// <summary>The whole application without a web on a database: commands go in, the log comes out.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string Origin = "trace.example/test";

    public static readonly Actor Operator = new("account:00000000-0000-7000-8000-00000000000a", [Role.Operator], Organisation: null, []);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("traceability-app-");
    private bool _leads;

    public TestApp(TestDatabase database, byte logSeed = 1, Action<IServiceCollection>? change = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        database.AddTo(services);
        services.AddApp();
        // What guessing a password costs is tested in SignInTests; elsewhere it would only cost time.
        services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1_000);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton(Log(logSeed));
        services.AddSingleton(new LabelKeys([.. Enumerable.Repeat((byte)7, 32)]));
        services.AddSingleton(new LastCheckpoint(System.IO.Path.Combine(_folder.FullName, "last-checkpoint"), TimeProvider.System));
        services.AddSingleton(new LedgerOptions(TimeSpan.Zero));
        services.AddSingleton(new AnchorOptions(TimeSpan.FromSeconds(1), Confirmations: 3));
        services.AddSingleton(new DeploymentOptions(new Uri("https://id.example/"), "12316", TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));
        services.AddSingleton<AnchorerService>();
        change?.Invoke(services);
        Services = services.BuildServiceProvider(validateScopes: true);
    }

    public ManualClock Clock { get; } = new();

    public ServiceProvider Services { get; }

    public LogHeadCache Head => Get<LogHeadCache>();

    public static LogIdentity Log(byte seed) => new(Origin, LogSigner.Create(Origin, [.. Enumerable.Repeat(seed, LogSigner.SeedSize)]), "test");

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async Task<Result<TAnswer>> SendAsync<TAnswer>(Actor? actor, IRestrictedCommand<TAnswer> command, string? key = null)
        where TAnswer : class
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Actor = actor;
        scope.ServiceProvider.GetRequiredService<IdempotencyContext>().Key = key;
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(command, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends what is not refused.</summary>
    public async Task<TAnswer> RecordAsync<TAnswer>(Actor? actor, IRestrictedCommand<TAnswer> command)
        where TAnswer : class
    {
        var result = await SendAsync(actor, command);
        Assert.Null(result.Problem);
        return result.Value;
    }

    public async Task<Result<TAnswer>> AskAsync<TAnswer>(Actor? actor, IQuery<Result<TAnswer>> query)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorContext>().Actor = actor;
        return await scope.ServiceProvider.GetRequiredService<ISender>().Send(query, TestContext.Current.CancellationToken);
    }

    /// <summary>Gives everything recorded its place in the log.</summary>
    public async Task SequenceAsync()
    {
        var sequencer = Get<Sequencer>();
        if (!_leads)
            await sequencer.TakeOverAsync(TestContext.Current.CancellationToken);
        _leads = true;
        while (await sequencer.RunOnceAsync(TestContext.Current.CancellationToken) is { } grown)
            Head.State = grown;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
