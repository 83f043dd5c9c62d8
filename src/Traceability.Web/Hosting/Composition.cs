using System.IO.Compression;
using Mediator;
using Microsoft.AspNetCore.ResponseCompression;
using Traceability.App.Anchoring;
using Traceability.App.Archive;
using Traceability.App.Data;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Trace;
using Traceability.App.Labels;
using Traceability.App.Sequencing;
using Traceability.App;
using Traceability.Ledger;
using Traceability.Postgres;
using Traceability.Sqlite;
using Traceability.Web.Description;
using Traceability.Web.DevChain;
using Traceability.Web.Operations;
using Traceability.Web.Presentation;

namespace Traceability.Web.Hosting;

/// <summary>The composition of the product: which parts, in which order a request meets them.</summary>
internal static class Composition
{
    public static WebApplication Build(WebApplicationBuilder builder, Settings settings)
    {
        builder.WebHost.ConfigureKestrel(kestrel => ConnectionLimits.Configure(kestrel, settings.Limits));
        AddServices(builder.Services, settings);
        var app = builder.Build();
        UsePipeline(app, settings);
        return app;
    }

    public static void AddServices(IServiceCollection services, Settings settings)
    {
        MakeDataDirectory(settings.DataDirectory);
        services.AddRequestOrigin(settings);
        services.AddRateLimits(settings.Limits);
        services.AddRequestTime(settings.Limits.RequestTime);
        services.AddTelemetryExport(settings);
        var database = settings.OpenDatabase();
        if (Filling.WhyNotStarted(database) is { } why)
            throw new SettingsException(why);
        // A lost key is never replaced in silence: labels are printed and checkpoints signed with the one there was.
        var mayMakeKeys = !database.HoldsFacts();
        var keys = new KeyStore(settings.DataDirectory, settings.EncryptionKey);
        services.AddSingleton(settings);
        services.AddSingleton(keys);
        services.AddSingleton(new LogIdentity(settings.Origin, LogSigner.Create(settings.Origin, keys.Secret("log", mayMakeKeys)), settings.Node));
        services.AddSingleton(new LabelKeys(keys.Secret("labels", mayMakeKeys)));
        services.AddSingleton(provider => new LastCheckpoint(Path.Combine(settings.DataDirectory, "last-checkpoint"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new LedgerOptions(settings.SequenceInterval));
        services.AddSingleton(new AnchorOptions(settings.AnchorInterval, settings.Confirmations));
        services.AddSingleton(new DeploymentOptions(settings.BaseUrl, settings.Hotline, settings.TimeZone));

        services.AddSingleton(new ScanCity(settings.CityHeader));
        services.AddSingleton(new SessionCookie(settings));
        services.AddSharedKeys();
        services.AddDatabase(database);
        services.AddApp();
        services.AddAppServices();
        services.AddHttpClient("chain");
        services.AddHostedService<ChainService>();

        services.AddShopperPages();
        services.AddScoped(provider => new DeploymentNotice(provider.GetRequiredService<DemonstrationMark>().Loaded, settings.Hotline, settings.Origin, settings.TimeZone));
        services.AddScoped<SampleLabelSource>(provider => async ct =>
            [.. (await provider.GetRequiredService<ISender>().Send(new ListSampleLabels(), ct))
                .Select(s => new SampleLabel(s.Path, $"/api/labels{s.Path}/qr.svg", new LocalText(s.Name, s.NameEn), s.Lot))]);

        services.AddOutputCache(options => options.AddPolicy(PageCache.Name, policy => policy.AddPolicy<PageCache>(), excludeDefaultPolicy: true));
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.AddApiDescription();
    }

    /// <summary>The database and the lane in which it is written.</summary>
    public static void AddDatabase(this IServiceCollection services, IDatabase database)
    {
        switch (database)
        {
            case SqliteDatabase sqlite:
                services.AddSqlite(sqlite);
                break;
            case PostgresDatabase postgres:
                services.AddPostgres(postgres);
                break;
        }
    }

    private static void MakeDataDirectory(string path)
    {
        try
        {
            PrivateFiles.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Data__Directory is '{path}', which cannot be made or used: {e.Message}");
        }
    }

    private static void UsePipeline(WebApplication app, Settings settings)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseFailurePages(app.Services.GetRequiredService<IDatabase>().IsAbsence);
        app.UseApiProblems();
        app.UseHttps(settings);
        app.UseJsonTrace();
        app.UseOneEncoding();
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseRateLimiter();
        app.UseRequestRules();
        app.UseRequestIdentity();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseKeyRates();
        app.UseSwagger();
        app.UseSwaggerUI(options => options.SwaggerEndpoint("/swagger/v1/swagger.json", "Traceability"));

        var machines = app.MapGroup("");
        machines.MapFeatures();
        machines.MapHealth();
        machines.AnsweringHead();
        app.MapShopperPages();
    }
}
