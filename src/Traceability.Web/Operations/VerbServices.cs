using Traceability.App.Data;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

/// <summary>What a verb that writes needs: the write lane of the database, and no server around it.</summary>
internal static class VerbServices
{
    public static ServiceProvider Make(IDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical).AddConsole());
        services.AddDatabase(database);
        return services.BuildServiceProvider();
    }
}
