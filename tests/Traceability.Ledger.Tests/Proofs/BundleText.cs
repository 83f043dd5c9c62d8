using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Ledger.Tests;

/// <summary>A bundle's JSON with one member replaced, taken away or added.</summary>
internal static class BundleText
{
    private const string Mark = "\"<replaced>\"";

    /// <param name="bundle">The bundle.</param>
    /// <param name="path">Like <c>$.entries[0].index</c>.</param>
    /// <param name="json">The member's new JSON, whatever its validity; "-" takes the member away.</param>
    public static string With(ProofBundle bundle, string path, string json)
    {
        var root = JsonNode.Parse(bundle.ToJson())!;
        var steps = path.TrimStart('$').Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        var parent = root;
        foreach (var step in steps[..^1])
        {
            parent = step[0] == '[' ? parent![int.Parse(step[1..^1], null)] : parent![step];
        }

        var last = steps[^1];
        var mark = JsonNode.Parse(Mark);
        if (json == "-")
        {
            parent!.AsObject().Remove(last);
        }
        else if (last[0] == '[')
        {
            parent![int.Parse(last[1..^1], null)] = mark;
        }
        else
        {
            parent![last] = mark;
        }

        return Encoding.UTF8.GetString(Relaxed(root)).Replace(Mark, json, StringComparison.Ordinal);
    }

    private static byte[] Relaxed(JsonNode root)
    {
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(
            stream,
            new System.Text.Json.JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            root.WriteTo(writer);
        }

        return stream.ToArray();
    }
}
