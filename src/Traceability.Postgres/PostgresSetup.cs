using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Data;

namespace Traceability.Postgres;

public static class PostgresSetup
{
    public static IServiceCollection AddPostgres(this IServiceCollection services, PostgresDatabase database)
    {
        // Made by the container as far as it knows, so that it is closed with it.
        services.AddSingleton<IDatabase>(_ => database);
        services.AddSingleton(_ => database);
        services.AddSingleton<IWriteLane, PostgresWriteLane>();
        return services;
    }
}

/// <summary>Lets the migrations tool make the context without starting the product.</summary>
internal sealed class DesignTimeTraceDb : IDesignTimeDbContextFactory<TraceDb>
{
    public TraceDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        new PostgresDatabase("Host=127.0.0.1;Database=design-time").Configure(options, connection: null);
        return new TraceDb(options.Options);
    }
}
