using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Traceability.Web.Hosting;

/// <summary>
/// One line of JSON for each event: when, how grave, from where, the sentence and its values, the trace, the exception. Of the request
/// nothing else: no address, no header, no query. What looks like a secret or a person all the same is blotted out.
/// </summary>
internal sealed partial class EventLog() : ConsoleFormatter(FormatName)
{
    public const string FormatName = "events";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Use(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(options => options.FormatterName = FormatName).AddConsoleFormatter<EventLog, ConsoleFormatterOptions>();
        // Each request with its whole address, query and all.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
    }

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("time", TimeProvider.System.GetUtcNow());
            json.WriteString("level", logEntry.LogLevel.ToString());
            json.WriteString("from", logEntry.Category);
            json.WriteString("event", Blotted(logEntry.Formatter(logEntry.State, logEntry.Exception)));
            if (Activity.Current is { } activity)
            {
                json.WriteString("trace", activity.TraceId.ToString());
                json.WriteString("span", activity.SpanId.ToString());
            }

            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 1 } values)
            {
                json.WriteStartObject("values");
                foreach (var (name, value) in values.DistinctBy(v => v.Key, StringComparer.Ordinal).Where(v => v.Key != "{OriginalFormat}"))
                    json.WriteString(name, Blotted(value?.ToString()));
                json.WriteEndObject();
            }

            if (logEntry.Exception is { } exception)
                json.WriteString("exception", Blotted(exception.ToString()));
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Keys, serials in the address of a label, query strings, passwords in connection strings, mobile numbers.</summary>
    internal static string? Blotted(string? text) => text is null ? null : Secret().Replace(text, "…");

    [GeneratedRegex(@"(?<=trk_)[A-Za-z0-9_-]+|(?<=/21/)[^/?#\s""']+|(?<=[\w/%]\?)[\w.~%-]+=[^\s""']*|(?<=(password|pwd)\s*=\s*)[^;\s""]+|(?<!\d)1[3-9]\d{9}(?!\d)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();
}
