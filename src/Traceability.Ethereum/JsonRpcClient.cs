using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Traceability.Ledger;

namespace Traceability.Ethereum;

/// <summary>
/// JSON-RPC 2.0 over HTTP, one request a call. Whatever a node may answer, what comes out is a result, a
/// <see cref="JsonRpcErrorException"/> or an <see cref="AnchorChainException"/>.
/// </summary>
/// <remarks>Errors tell the address's host only: providers put access keys into path and query.</remarks>
internal sealed class JsonRpcClient(HttpClient http, Uri address, TimeSpan timeout)
{
    private const int LongestAnswer = 4 * 1024 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32, AllowDuplicateProperties = false };
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private long _lastId;

    public async ValueTask<JsonRpcResult> CallAsync(string method, JsonArray parameters, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastId);
        var request = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(timeout);
        try
        {
            return Read(await PostAsync(request, method, deadline.Token), id, method);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new AnchorChainException($"The chain's node at {address.Authority} did not answer {method} in time.", transient: true, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new AnchorChainException($"The chain's node at {address.Authority} cannot be reached.", transient: true, e);
        }
    }

    private async Task<byte[]> PostAsync(JsonObject request, string method, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, address);
        message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request));
        message.Content.Headers.ContentType = Json;
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode)
        {
            var status = (int)response.StatusCode;
            var transient = status >= 500
                || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
            throw new AnchorChainException(
                $"The chain's node at {address.Authority} answered {method} with HTTP status {status}.", transient);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(buffer, ct)) > 0;)
        {
            if (body.Length + read > LongestAnswer)
            {
                throw Nonsense(method, "is too long");
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static JsonRpcResult Read(byte[] body, long id, string method)
    {
        var answer = Parse(body, method);
        if (answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("jsonrpc", out var version)
            || JsonRpcResult.Text(version) != "2.0")
        {
            throw Nonsense(method, "is not JSON-RPC 2.0");
        }

        if (!answer.TryGetProperty("id", out var answered)
            || answered.ValueKind != JsonValueKind.Number
            || !answered.TryGetInt64(out var answeredId)
            || answeredId != id)
        {
            throw Nonsense(method, "belongs to another request");
        }

        // Some nodes send an error of null beside the result.
        var failed = answer.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null;
        var succeeded = answer.TryGetProperty("result", out var result);
        if (failed == succeeded)
        {
            throw Nonsense(method, "does not have either a result or an error");
        }

        return succeeded ? new JsonRpcResult(result, method) : throw Error(error, method);
    }

    private static JsonElement Parse(byte[] body, string method)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Nonsense(method, "is not JSON");
        }
    }

    private static Exception Error(JsonElement error, string method) =>
        error.ValueKind == JsonValueKind.Object
        && error.TryGetProperty("code", out var code)
        && code.ValueKind == JsonValueKind.Number
        && code.TryGetInt32(out var number)
        && error.TryGetProperty("message", out var message)
        && JsonRpcResult.Text(message) is { } words
            ? new JsonRpcErrorException(number, JsonRpcErrorException.OneLine(words), RevertData(error))
            : Nonsense(method, "has an error without code and message");

    /// <summary>Most nodes put what the contract gave into <c>data</c>, Hardhat into <c>data.data</c>.</summary>
    private static byte[]? RevertData(JsonElement error)
    {
        if (error.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
        {
            data.TryGetProperty("data", out data);
        }

        return Hex.TryData(JsonRpcResult.Text(data), out var bytes) ? bytes : null;
    }

    private static AnchorChainException Nonsense(string method, string what) =>
        new($"The chain's node answered {method} with something that makes no sense: it {what}.");
}

/// <summary>The node understood the request and refused it.</summary>
internal sealed class JsonRpcErrorException(int code, string message, byte[]? revertData) : Exception(message)
{
    private const int ExecutionReverted = 3;
    private const int InternalError = -32603;
    private const int ResourceUnavailable = -32002;
    private const int LimitExceeded = -32005;

    public int Code { get; } = code;

    /// <summary>A contract refused, with or without a reason; else the node did.</summary>
    public bool IsRevert => Code == ExecutionReverted || revertData is not null;

    public AnchorChainException AsRefusal() =>
        IsRevert
            ? new AnchorChainException($"The contract refused: {CheckpointAnchorContract.Describe(revertData)}.", transient: false, this)
            : new AnchorChainException(
                $"The chain's node refused: {Message} (code {Code}).",
                Code is InternalError or ResourceUnavailable or LimitExceeded,
                this);

    /// <summary>A stranger's words, made fit for a log: one line, bounded.</summary>
    public static string OneLine(string words)
    {
        const int Longest = 300;
        return new string([.. words.Select(c => char.IsControl(c) ? ' ' : c).Take(Longest)]).Trim();
    }
}
