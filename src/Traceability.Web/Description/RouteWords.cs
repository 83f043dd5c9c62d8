using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.App;
using Traceability.App.Http;

namespace Traceability.Web.Description;

/// <summary>What a route is for, who may use it and with which codes it refuses; what stands in its address.</summary>
internal sealed partial class RouteWords : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var described = context.ApiDescription;
        var roles = described.ActionDescriptor.EndpointMetadata.OfType<AccessMetadata>().Single().AllowedTo.Select(r => JsonNamingPolicy.CamelCase.ConvertName(r.ToString())).ToList();
        var row = RouteTable.Find($"{described.HttpMethod} /{Constraint().Replace(described.RelativePath!, "}")}") ?? new RouteRow("", "", []);
        operation.Summary = SummaryOf(operation.OperationId!);
        operation.Description = string.Join("\n\n", new[] { Said("Takes", row.Body), Said("Answers", row.Answer), Said("Refuses with", string.Join(", ", row.Codes)) }.OfType<string>());
        operation.AddExtension("x-roles", Names(roles));
        operation.AddExtension("x-problem-codes", Names(row.Codes));
        if (roles.Count > 0)
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDescription.Key, context.Document)] = [] }];
        AddPathParameters(operation, described.RelativePath!);
    }

    /// <summary>What stands in the address is described also where a route reads it itself.</summary>
    private static void AddPathParameters(OpenApiOperation operation, string path)
    {
        foreach (var name in RoutePatternFactory.Parse(path).Parameters.Select(p => p.Name).Except((operation.Parameters ?? []).Select(p => p.Name), StringComparer.Ordinal).ToList())
        {
            var schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = name == "id" ? "uuid" : null };
            (operation.Parameters ??= []).Add(new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = schema });
        }
    }

    /// <summary>Of the message that the operation is named after, or of its route.</summary>
    private static string? SummaryOf(string operation)
    {
        var app = typeof(AppSetup).Assembly;
        var name = operation.Replace("OfSerial", "", StringComparison.Ordinal);
        return app.GetExportedTypes().Where(t => t.Name == name || t.Name == name + "Route").OrderBy(t => t.Name.Length).Select(Docstrings.Of(app).SummaryOf).FirstOrDefault(s => s is not null);
    }

    [GeneratedRegex(@":[^{}]*\}", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Constraint();

    private static string? Said(string what, string text) => text.Length == 0 ? null : $"{what}: {text}";

    private static JsonNodeExtension Names(IEnumerable<string> names) => new(new JsonArray([.. names.Select(n => JsonValue.Create(n))]));
}
