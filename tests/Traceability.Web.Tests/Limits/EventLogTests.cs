using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Traceability.Web.Hosting;

namespace Traceability.Web.Tests.Limits;

/// <summary>The log tells the operator what happened, and nobody who did it or with which secret.</summary>
public sealed class EventLogTests
{
    private const string Label = "/01/09520100000102/10/PK01";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WholeStory_InTheLog_IsWithoutSecretsAndPersons()
    {
        var lines = new Lines();
        await using var server = await LimitedServer.StartAsync(
            "Development",
            builder =>
            {
                builder.Logging.SetMinimumLevel(LogLevel.Debug).AddFilter((_, level) => level >= LogLevel.Debug).AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
                builder.Logging.AddProvider(lines);
            },
            ("Demo:Load", "true"), ("Logging:LogLevel:Microsoft", "Debug"));
        var uscc = Api.Farm.NewUscc();
        var organisation = await PostAsync(server, "/api/organisations", "supervisor", new
        {
            uscc, gln = Api.Farm.NewGln(), region = "130722", roles = new[] { "cooperative" }, name = "秘密合作社甲", member = new { name = "王秘密", roles = new[] { "cooperative" } },
        });
        var supervisor = await PostAsync(server, "/api/supervisors", "operator", new { region = "130722", name = "李秘密" });
        await PostAsync(server, "/api/organisations", "supervisor", new { uscc, name = "13912345678" });
        foreach (var path in new[] { Label + "/21/SECRETSERIAL?who=secretquery", "/api/trace" + Label + "/21/SECRETSERIAL?who=secretquery", "/find?code=secretcode", "/nothing?password=secretpassword" })
        {
            foreach (var accept in new[] { "text/html", "application/json" })
                await server.SendAsync(HttpMethod.Get, path, null, ("Accept", accept), ("Cookie", "session=secretcookie"), ("Authorization", "Basic secretbasic"), ("X-Api-Key", "trk_secretkey"));
        }

        var text = lines.ToString();
        string[] secrets =
        [
            (string)organisation["apiKey"]!, (string)supervisor["apiKey"]!, .. server.Keys.AsObject().Select(k => (string)k.Value!["apiKey"]!),
            Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray()),
            "王秘密", "李秘密", "13912345678", "SECRETSERIAL", "secretquery", "secretcode", "secretpassword", "secretcookie", "secretbasic", "secretkey",
        ];

        Assert.True(text.Length > 10_000, $"Only {text.Length} characters were logged: the search has gone blind.");
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.All(text.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.Contains("\"trace\":", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the key trk_Ww85nEmvDrmVveCorkLvCg3zrco6QvCQpp9MnWq9VT8 is", "the key trk_… is")]
    [InlineData("GET /01/09520100000102/10/PK01/21/S1ABC failed", "GET /01/09520100000102/10/PK01/21/… failed")]
    [InlineData("redirect to /sign-in?returnUrl=%2Fa&x=1 now", "redirect to /sign-in?… now")]
    [InlineData("Host=db;Password=hunter2;Username=a", "Host=db;Password=…;Username=a")]
    [InlineData("call 13912345678 or", "call … or")]
    [InlineData("GTIN 09520100000102, 12 entries?", "GTIN 09520100000102, 12 entries?")]
    public void Blotted_WhatLooksLikeASecret_IsGone(string text, string expected) => Assert.Equal(expected, EventLog.Blotted(text));

    [Fact]
    public void Event_OfManyLines_IsOneLine()
    {
        var lines = new Lines();
        var logger = lines.CreateLogger("here");
        logger.LogError(new InvalidOperationException("a\r\nb Password=hunter2;"), "It {What}\nfailed", "once");

        var line = Assert.Single(lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var json = JsonNode.Parse(line)!;
        Assert.Equal(("Error", "here", "It once\nfailed", "once"), ((string)json["level"]!, (string)json["from"]!, (string)json["event"]!, (string)json["values"]!["What"]!));
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> PostAsync(LimitedServer server, string path, string role, object body)
    {
        using var content = JsonContent.Create(body);
        using var answer = await server.SendAsync(HttpMethod.Post, path, content, ("X-Api-Key", server.Key(role)));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
    }

    /// <summary>Everything that the product would write.</summary>
    private sealed class Lines : ILoggerProvider
    {
        private readonly StringWriter _text = new();
        private readonly EventLog _format = new();

        public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

        public override string ToString()
        {
            lock (_text)
                return _text.ToString();
        }

        public void Dispose() => _text.Dispose();

        private void Write<TState>(LogLevel level, string category, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text)
                _format.Write(new LogEntry<TState>(level, category, id, state, exception, formatter), scopeProvider: null, _text);
        }

        private sealed class Category(Lines lines, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Write(logLevel, name, eventId, state, exception, formatter);
        }
    }
}
