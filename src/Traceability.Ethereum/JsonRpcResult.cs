using System.Numerics;
using System.Text.Json;
using Traceability.Ledger;

namespace Traceability.Ethereum;

/// <summary>
/// What a node returned, read strictly: every method either gives a value of the exact form or throws an
/// <see cref="AnchorChainException"/> that names the request and the field.
/// </summary>
internal readonly struct JsonRpcResult(JsonElement element, string method, string path = "result")
{
    public bool IsNull => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>A field that must be there; its value may be null.</summary>
    public JsonRpcResult this[string field] => Optional(field) is { } value ? value : throw Nonsense($"lacks {field}");

    /// <summary>A field that may be missing; null where it is, or is null.</summary>
    public JsonRpcResult? Optional(string field)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Nonsense("is not an object");
        }

        return element.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null
            ? new JsonRpcResult(value, method, field)
            : null;
    }

    public IEnumerable<JsonRpcResult> Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Nonsense("is not an array");
        }

        var (name, field) = (method, path);
        return element.EnumerateArray().Select(item => new JsonRpcResult(item, name, field));
    }

    public BigInteger Quantity() => Hex.TryQuantity(Text(element), out var value) ? value : throw Nonsense("is not a quantity");

    /// <summary>A quantity that a signed 64-bit number holds.</summary>
    public long Long() => Long(Quantity());

    /// <summary>A number decoded from this answer, held to the range of a signed 64-bit one.</summary>
    public long Long(BigInteger value) => value <= long.MaxValue ? (long)value : throw Nonsense("is out of range");

    public byte[] Data() => Hex.TryData(Text(element), out var bytes) ? bytes : throw Nonsense("is not data");

    /// <summary>32 bytes, in lower case.</summary>
    public string Hash() => Data() is { Length: Keccak256.Size } bytes ? Hex.Data(bytes) : throw Nonsense("is not a hash");

    /// <summary>20 bytes, in lower case.</summary>
    public string Address() => Data() is { Length: EthereumAddress.Size } bytes ? Hex.Data(bytes) : throw Nonsense("is not an address");

    public AnchorChainException Nonsense(string what) =>
        new($"The chain's node answered {method} with something that makes no sense: {path} {what}.");

    /// <summary>Null where the element is no string, or has an unpaired surrogate and is therefore no text.</summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
