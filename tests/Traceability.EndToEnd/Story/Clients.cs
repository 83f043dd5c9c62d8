using System.Text.Json.Serialization;
using Traceability.Client;

namespace Traceability.EndToEnd.Story;

/// <summary>The generated client, and as strict as a test wants it: what the description does not name is an error.</summary>
internal static class Clients
{
    static Clients() => new TraceabilityClient(new HttpClient()).JsonSerializerSettings.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;

    public static TraceabilityClient Of(HttpClient http, string? apiKey = null) => new(http, apiKey);
}
