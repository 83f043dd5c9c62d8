using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;
using Traceability.App.Data;

namespace Traceability.Sqlite;

public static class SqliteSetup
{
    public static IServiceCollection AddSqlite(this IServiceCollection services, SqliteDatabase database)
    {
        // Made by the container as far as it knows, so that it is closed with it.
        services.AddSingleton<IDatabase>(_ => database);
        services.AddSingleton(_ => database);
        services.AddSingleton<IWriteLane, SqliteWriteLane>();
        return services;
    }
}

/// <summary>Lets the migrations tool make the context without starting the product.</summary>
internal sealed class DesignTimeTraceDb : IDesignTimeDbContextFactory<TraceDb>
{
    public TraceDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<TraceDb>();
        new SqliteDatabase("Data Source=design-time.db").Configure(options, connection: null);
        return new TraceDb(options.Options);
    }
}
