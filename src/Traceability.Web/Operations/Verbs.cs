using Traceability.App.Auditing;
using Traceability.Web.Hosting;

namespace Traceability.Web.Operations;

/// <summary>What an operator runs instead of the server: <c>dotnet run --project src/Traceability.Web -- audit</c>.</summary>
internal static class Verbs
{
    public static async Task<int> RunAsync(string verb, IReadOnlyList<string> arguments, Settings settings, TextWriter output)
    {
        switch (verb)
        {
            case "audit":
                using (var database = settings.OpenDatabase())
                {
                    if (!database.HoldsFacts())
                    {
                        await output.WriteLineAsync($"There is no database to audit: {database.Description}.");
                        return 2;
                    }

                    var findings = await new Audit(database).RunAsync(CancellationToken.None);
                    foreach (var finding in findings.Problems)
                        await output.WriteLineAsync(finding);
                    await output.WriteLineAsync(findings.Summary);
                    return findings.Problems.Count == 0 ? 0 : 1;
                }

            case "regions":
                return await RegionsVerb.RunAsync(arguments, settings, output);

            default:
                await output.WriteLineAsync($"'{verb}' is not known. Known: audit, regions.");
                return 2;
        }
    }
}
