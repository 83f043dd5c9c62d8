using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Traceability.App;
using Traceability.App.Json;
using Traceability.Web.Description;

namespace Traceability.Tests.Documents;

/// <summary>The description of the API for machines: it says what the code does, and the client is made from what it says.</summary>
public sealed class OpenApiTests(OpenApiTests.DescribedApi api) : IClassFixture<OpenApiTests.DescribedApi>
{
    private static readonly string[] Methods = ["get", "post", "put", "delete"];

    private static string KeptFile => Path.Combine(TestFiles.Root, "src", "Traceability.Client", "openapi.json");

    private IEnumerable<JsonObject> Operations => api.Json["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Where(o => Methods.Contains(o.Key)).Select(o => o.Value!.AsObject());

    private IReadOnlyList<(string Name, Type Type)> Commands =>
        [.. api.Endpoints.Select(e => e.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType).OfType<Type>().Select(t => (t.Name, t))];

    private IEnumerable<(string Name, Type Type)> WithMembers => Commands.Where(c => api.Json["components"]!["schemas"]![c.Name]!["properties"] is JsonObject { Count: > 0 });

    [Fact]
    public void Description_KeptForTheClient_IsWhatTheCodeSays() =>
        Assert.True(File.ReadAllText(KeptFile) == api.Text, "src/Traceability.Client/openapi.json is not what the code says. Look whether that was meant, then run Description_KeptForTheClient_IsWritten.");

    /// <summary>After a change of the API: writes the description anew. Run by name, with <c>-explicit only</c>.</summary>
    [Fact(Explicit = true)]
    public void Description_KeptForTheClient_IsWritten() => File.WriteAllText(KeptFile, api.Text);

    [Fact]
    public void Operations_OfTheDescription_AreAllRoutesAndSayWhatTheyAreFor()
    {
        var routes = api.Endpoints.OfType<RouteEndpoint>().ToList();

        Assert.Equal(routes.Select(r => r.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName).Order(StringComparer.Ordinal), Operations.Select(o => (string)o["operationId"]!).Order(StringComparer.Ordinal));
        Assert.Empty(Operations.Where(o => o["summary"] is null || o["description"] is null || o["x-roles"] is null || o["x-problem-codes"] is null).Select(o => (string)o["operationId"]!));
        Assert.Empty(Operations.Where(o => o["x-roles"]!.AsArray().Count > 0 != o["security"] is JsonArray { Count: > 0 }).Select(o => (string)o["operationId"]!));
        Assert.Empty(Operations.Where(o => !o["responses"]!.AsObject().Any(r => r.Key is "200" or "201" && r.Value!["content"] is JsonObject { Count: > 0 })).Select(o => (string)o["operationId"]!));
    }

    [Fact]
    public void Codes_OfTheDescription_AreThoseOfTheApiDocument()
    {
        var documented = Document.Read("docs", "api.md").Rows().Where(row => row.Length == 5 && row[0].StartsWith('`'))
            .ToDictionary(row => row[0].Trim('`'), row => Document.Literals(row[4]).ToList(), StringComparer.Ordinal);
        var described = api.Json["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(o =>
            (Route: $"{o.Key.ToUpperInvariant()} {path.Key}", Codes: o.Value!["x-problem-codes"]!.AsArray().Select(c => (string)c!).ToList()))).ToList();

        Assert.Empty(described.Where(d => !documented[d.Route].SequenceEqual(d.Codes)).Select(d => d.Route));
        Assert.Contains(described, d => d.Codes.Count > 5);
    }

    [Fact]
    public void Bodies_OfCommands_HaveAnExampleEachAndNoOther()
    {
        var examples = Operations.Where(o => o["requestBody"]?["content"]?["application/json"]?["example"] is not null).Select(o => (string)o["operationId"]!);
        var files = Directory.EnumerateFiles(Path.Combine(TestFiles.Root, "src", "Traceability.Web", "Description", "Examples")).Select(f => Path.GetFileNameWithoutExtension(f)!);
        var commands = WithMembers.Select(c => c.Name).Order(StringComparer.Ordinal).ToList();

        Assert.NotEmpty(commands);
        Assert.Equal(commands, examples.Order(StringComparer.Ordinal));
        Assert.Equal(commands, files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Examples_OfBodies_AreReadAndPassTheRulesOfForm()
    {
        var broken = WithMembers.SelectMany(c => WhyNot(c.Type, Operations.Single(o => (string?)o["operationId"] == c.Name)["requestBody"]!["content"]!["application/json"]!["example"]!)
            .Select(why => $"{c.Name}: {why}"));

        Assert.Empty(broken);
    }

    [Fact]
    public void Examples_ThatAreWrong_AreFound()
    {
        var harvest = Commands.Single(c => c.Name == "RegisterHarvest").Type;
        JsonObject Changed(string member, JsonNode? value)
        {
            var body = Operations.Single(o => (string?)o["operationId"] == "RegisterHarvest")["requestBody"]!["content"]!["application/json"]!["example"]!.DeepClone().AsObject();
            body[member] = value;
            return body;
        }

        Assert.NotEmpty(WhyNot(harvest, Changed("kilograms", 0)));
        Assert.NotEmpty(WhyNot(harvest, Changed("gtin", "99520100000106")));
        Assert.NotEmpty(WhyNot(harvest, Changed("kilogrammes", 1)));
    }

    /// <summary>A member that must be there and may be null would be left out by every client that leaves out what is null.</summary>
    [Fact]
    public void Bodies_WhatTheyMustSay_IsNeverNull()
    {
        var schemas = api.Json["components"]!["schemas"]!.AsObject();
        var nullable = Commands.SelectMany(c => (schemas[c.Name]!["required"]?.AsArray() ?? []).Select(r => (string)r!)
            .Where(r => schemas[c.Name]!["properties"]![r]!["nullable"]?.GetValue<bool>() == true).Select(r => $"{c.Name}.{r}"));

        Assert.Empty(nullable);
    }

    private IEnumerable<string> WhyNot(Type command, JsonNode example)
    {
        object message;
        try
        {
            message = JsonSerializer.Deserialize(example, command, AppJson.Api)!;
        }
        catch (JsonException e)
        {
            return [e.Message];
        }

        var validators = api.App.Services.GetServices(typeof(IValidator<>).MakeGenericType(command)).Cast<IValidator>();
        return validators.SelectMany(v => v.Validate(new ValidationContext<object>(message)).Errors).Where(e => e.ErrorCode != "request.id").Select(e => $"{e.PropertyName}: {e.ErrorMessage}");
    }

    /// <summary>The routes of the features and their description, without a server.</summary>
    public sealed class DescribedApi : IAsyncLifetime
    {
        internal WebApplication App { get; } = Map();

        internal IEnumerable<Endpoint> Endpoints => ((IEndpointRouteBuilder)App).DataSources.SelectMany(s => s.Endpoints);

        internal string Text { get; private set; } = "";

        internal JsonNode Json { get; private set; } = new JsonObject();

        public async ValueTask InitializeAsync()
        {
            var document = await App.Services.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync("v1");
            Text = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_0, TestContext.Current.CancellationToken) + "\n";
            Json = JsonNode.Parse(Text)!;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();

        private static WebApplication Map()
        {
            var builder = WebApplication.CreateBuilder();
            builder.Services.AddApp();
            builder.Services.AddApiDescription();
            var app = builder.Build();
            app.UseRouting();
            app.MapFeatures();
#pragma warning disable ASP0014 // What has no pipeline that runs takes its routes only here.
            app.UseEndpoints(_ => { });
#pragma warning restore ASP0014
            return app;
        }
    }
}
