using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Ethereum.Tests;

/// <summary>A node that answers each method as the test says: with a result, or with anything at all.</summary>
internal sealed class ScriptedNode : HttpMessageHandler
{
    private readonly Dictionary<string, Func<JsonObject, HttpResponseMessage>> _answers = [];

    public List<string> Calls { get; } = [];

    public static Uri Address { get; } = new("http://node.example/v3/SECRET-ACCESS-KEY?token=SECRET-TOKEN");

    public EthereumAnchorChain Connect(EthereumAccount? account = null) =>
        new(new HttpClient(this), Address, account) { PollInterval = TimeSpan.FromMilliseconds(1) };

    /// <summary>A correct answer with this result.</summary>
    public ScriptedNode Result(string method, string resultJson) =>
        Answer(method, request => Body($$"""{"jsonrpc":"2.0","id":{{request["id"]}},"result":{{resultJson}}}"""));

    /// <summary>A correct answer with this error.</summary>
    public ScriptedNode Error(string method, string errorJson) =>
        Answer(method, request => Body($$"""{"jsonrpc":"2.0","id":{{request["id"]}},"error":{{errorJson}}}"""));

    /// <summary>Any body; ID stands for the request's.</summary>
    public ScriptedNode Raw(string method, string body) =>
        Answer(method, request => Body(body.Replace("ID", request["id"]!.ToJsonString(), StringComparison.Ordinal)));

    public ScriptedNode Answer(string method, Func<JsonObject, HttpResponseMessage> answer)
    {
        _answers[method] = answer;
        return this;
    }

    public static HttpResponseMessage Body(string text) =>
        new(HttpStatusCode.OK) { Content = new StringContent(text, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!.AsObject();
        var method = call["method"]!.GetValue<string>();
        Calls.Add($"{method} {call["params"]!.ToJsonString()}");
        return _answers.TryGetValue(method, out var answer)
            ? answer(call)
            : throw new InvalidOperationException($"The test has no answer to {method}.");
    }
}
