using System.Text.Json;
using System.Text.Json.Serialization;

namespace Traceability.Client;

/// <summary>
/// The routes of docs/api.md as methods, generated from <c>openapi.json</c>. What is refused is thrown as a
/// <see cref="TraceabilityException{TResult}"/> of <see cref="ProblemBody"/>: switch on its code.
/// </summary>
public partial class TraceabilityClient
{
    private readonly string? _apiKey;

    /// <param name="httpClient">Its base address is the server's.</param>
    /// <param name="apiKey">Sent with every request; null asks as everybody may.</param>
    public TraceabilityClient(HttpClient httpClient, string? apiKey)
        : this(httpClient) => _apiKey = apiKey;

    static partial void UpdateJsonSerializerSettings(JsonSerializerOptions settings)
    {
        // A member that is left out is not sent as null.
        settings.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // The generated members read names themselves, lists of them do not.
        settings.Converters.Add(new JsonStringEnumConverter());
    }

    partial void PrepareRequest(HttpClient client, HttpRequestMessage request, string url)
    {
        if (_apiKey is not null)
            request.Headers.Add("X-Api-Key", _apiKey);
    }
}
