using Mediator;
using Microsoft.EntityFrameworkCore;
using Traceability.App;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Features.Labels;
using Traceability.App.Labels;
using Traceability.App.Replay;
using Traceability.App.Sequencing;
using Traceability.Gs1.DigitalLink;

namespace Traceability.Web.Hosting;

/// <summary>What happens once before the first request: migrate, hold what is permanent, make the first operator, load the demonstration.</summary>
internal static class Startup
{
    private const string OperatorName = "operator";

    public static async Task PrepareAsync(WebApplication app, Settings settings, CancellationToken ct)
    {
        var database = app.Services.GetRequiredService<IDatabase>();
        database.Hold();
        await database.MigrateAsync(ct);

        var lane = app.Services.GetRequiredService<IWriteLane>();
        if (await DerivedTables.RenewAfterMigrationAsync(lane, ct))
            app.Logger.LogInformation("The derived tables were made again from the entries");
        var clock = app.Services.GetRequiredService<TimeProvider>();
        await using var scope = app.Services.CreateAsyncScope();
        var password = scope.ServiceProvider.GetRequiredService<OneTimePassword>();
        // Made before the lane is taken, because it takes long; most starts need none.
        if (!await HasOperatorAsync(app, ct))
            password.Make();
        await lane.RunAsync(
            async connection =>
            {
                await using var db = connection.NewContext();
                await KeepAsync(db, "labels-base-url", settings.BaseUrl.AbsoluteUri, "Labels__BaseUrl", ct);
                await KeepAsync(db, DeploymentValue.LedgerOrigin, settings.Origin, "Ledger__Origin", ct);
                await KeepAsync(db, DeploymentValue.LogVerifierKey, app.Services.GetRequiredService<LogIdentity>().VerifierKey.ToString(), "The log's key", ct);
                await KeepAsync(db, "label-key", app.Services.GetRequiredService<LabelKeys>().KeyId, "The label key", ct);
                // Of nodes that start together one comes first, and the others see what it made: nobody is shown a key that does not count.
                await db.SaveChangesAsync(ct);
                SharedKeys.TakeTurn(connection.Prepared);
                await MakeFirstOperatorAsync(db, password, clock, ct);
                await db.SaveChangesAsync(ct);
                return (true, Keep: true);
            },
            ct);

        await using var read = await app.Services.GetRequiredService<IDbContextFactory<TraceDb>>().CreateDbContextAsync(ct);
        var mark = app.Services.GetRequiredService<DemonstrationMark>();
        mark.Loaded = await read.DeploymentValues.AnyAsync(v => v.Name == DemonstrationMark.ValueName, ct);
        if (settings.LoadDemonstration && !mark.Loaded)
        {
            await new Demonstration.DemonstrationLoader(app.Services, settings.DataDirectory).LoadAsync(ct);
            mark.Loaded = true;
        }

        if (mark.Loaded)
            await ShowDemonstrationAsync(app, settings, ct);
    }

    private static async Task<bool> HasOperatorAsync(WebApplication app, CancellationToken ct)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<TraceDb>>().CreateDbContextAsync(ct);
        return await db.SignIns.AnyAsync(s => s.Operator, ct);
    }

    private static async Task ShowDemonstrationAsync(WebApplication app, Settings settings, CancellationToken ct)
    {
        app.Logger.LogInformation("The demonstration is loaded, all of it fictional. User names, passwords and keys to try: {Path}", Path.Combine(settings.DataDirectory, "demo-credentials.json"));
        await using var scope = app.Services.CreateAsyncScope();
        foreach (var label in await scope.ServiceProvider.GetRequiredService<ISender>().Send(new ListSampleLabels(), ct))
            app.Logger.LogInformation("A label to open: {Address}", DigitalLinkUri.Parse(label.Path).ToUri(settings.BaseUrl).AbsoluteUri);
    }

    /// <summary>A value that is in labels or signatures stays what it was.</summary>
    private static async Task KeepAsync(TraceDb db, string name, string value, string setting, CancellationToken ct)
    {
        if (await db.DeploymentValues.FindAsync([name], ct) is not { } kept)
            db.DeploymentValues.Add(new DeploymentValue { Name = name, Value = value });
        else if (!string.Equals(kept.Value, value, StringComparison.Ordinal))
            throw new SettingsException($"{setting} is '{value}', and the data here was made with '{kept.Value}'. It is permanent once used: set it back.");
    }

    /// <summary>Password and key are shown before they count, so that they cannot be lost in between; on the console, so that no log keeps it.</summary>
    private static async Task MakeFirstOperatorAsync(TraceDb db, OneTimePassword password, TimeProvider clock, CancellationToken ct)
    {
        if (await db.SignIns.AnyAsync(s => s.Operator, ct))
            return;
        var account = Domain.Subject.Account(Guid.CreateVersion7(clock.GetUtcNow()));
        var now = clock.GetUtcNow();
        var (key, row) = ApiKeys.Mint(account, organisation: null, isOperator: true, ApiKeys.FirstLabel, now);
        db.ApiKeys.Add(row);
        db.SignIns.Add(new SignIn
        {
            Account = account, UserName = OperatorName, NormalizedUserName = UserNames.Normalize(OperatorName), Operator = true, PasswordHash = password.Hash, OneTimeUntil = now + OneTimePassword.Lasts,
        });
        await Console.Out.WriteLineAsync($"First start. Shown this once: the operator's user name {OperatorName}, one-time password {password.Password}, and API key {key}");
    }
}
