using System.Data.Common;
using Traceability.Web.Hosting;
using Traceability.Web.Operations;

try
{
    if (Verbs.AsksForHelp(args))
    {
        await Console.Out.WriteLineAsync(Verbs.Help);
        return 0;
    }

    // The settings lie beside the program, wherever it is started: a file of that name in the current folder is another program's.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var settings = Settings.Read(builder.Configuration, builder.Environment);
    if (Verbs.Of(args) is { } verb)
        return await Verbs.RunAsync(verb, args.Skip(1), settings, Console.Out);

    if (!builder.Environment.IsDevelopment())
        EventLog.Use(builder.Logging);
    await using var app = Composition.Build(builder, settings);
    await Startup.PrepareAsync(app, settings, CancellationToken.None);
    await app.RunAsync();
    return 0;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{e.Message} Set Urls to another address, or stop what listens there.");
    return 2;
}
catch (DbException e) when (e.IsTransient)
{
    await Console.Error.WriteLineAsync($"The database cannot be reached or written to: {e.Message}");
    return 2;
}
catch (Traceability.App.Data.DatabaseUnavailableException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (Exception e) when (e is SettingsException or Traceability.App.Data.DatabaseHeldException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
