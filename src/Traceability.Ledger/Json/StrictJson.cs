using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Traceability.Ledger;

/// <summary>
/// Reads JSON of the ledger's own formats: every member known and present, no name twice, no comment, no second
/// spelling of an integer. The first problem found is told in words.
/// </summary>
internal static class StrictJson
{
    /// <summary>The largest integer that every JSON implementation reads exactly (RFC 7493 section 2.2).</summary>
    public const long LargestInteger = (1L << 53) - 1;

    public static bool TryParse(
        ReadOnlySpan<byte> utf8Json, int maxDepth, out JsonElement root, [NotNullWhen(false)] out string? error)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = maxDepth });
            root = JsonElement.ParseValue(ref reader);
            error = reader.Read() ? "more than one JSON value" : RepeatedName(root);
        }
        catch (JsonException problem)
        {
            root = default;
            error = "not JSON: " + problem.Message;
        }
        catch (InvalidOperationException)
        {
            root = default;
            error = "a name that is not Unicode";
        }

        return error is null;
    }

    /// <summary>Takes the members of an object that must have exactly these names, in their order here.</summary>
    public static bool TryTake(
        JsonElement element,
        string what,
        ReadOnlySpan<string> names,
        Span<JsonElement> values,
        [NotNullWhen(false)] out string? error)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            error = what + " is not an object";
            return false;
        }

        foreach (var member in element.EnumerateObject())
        {
            var at = names.IndexOf(member.Name);
            if (at < 0)
            {
                error = $"{what} has an unknown member \"{member.Name}\"";
                return false;
            }

            values[at] = member.Value;
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (values[i].ValueKind == JsonValueKind.Undefined)
            {
                error = $"{what} lacks the member \"{names[i]}\"";
                return false;
            }
        }

        error = null;
        return true;
    }

    public static bool TryGetText(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        try
        {
            text = element.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            // A surrogate without its partner, or bytes that are not UTF-8.
            return false;
        }
    }

    /// <summary>An integer from 0 to 2^53 − 1 in its plain decimal spelling.</summary>
    public static bool TryGetInteger(JsonElement element, out long value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number
            && element.TryGetInt64(out value)
            && value is >= 0 and <= LargestInteger
            && JsonMarshal.GetRawUtf8Value(element).SequenceEqual(
                System.Text.Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
    }

    private static string? RepeatedName(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var names = new HashSet<string>(StringComparer.Ordinal);
                foreach (var member in element.EnumerateObject())
                {
                    if (!names.Add(member.Name))
                    {
                        return $"the name \"{member.Name}\" stands twice in one object";
                    }

                    if (RepeatedName(member.Value) is { } within)
                    {
                        return within;
                    }
                }

                return null;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    if (RepeatedName(item) is { } within)
                    {
                        return within;
                    }
                }

                return null;
            default:
                return null;
        }
    }
}
