using System.Globalization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Traceability.Web.Description;

/// <summary>What a route answers: the forms that are no JSON, and its problems, which are the same everywhere.</summary>
internal sealed class RouteAnswers : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Responses!["default"] = new OpenApiResponseReference(SharedParts.AnyProblem, context.Document);
        foreach (var answer in context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<IProducesResponseTypeMetadata>())
        {
            var status = answer.StatusCode.ToString(CultureInfo.InvariantCulture);
            if (answer.StatusCode >= StatusCodes.Status400BadRequest)
                operation.Responses[status] = new OpenApiResponseReference(SharedParts.ProblemOf(answer.StatusCode), context.Document);
            else if (operation.Responses[status] is OpenApiResponse { Content: null or { Count: 0 } } handedOut)
                handedOut.Content = answer.ContentTypes.ToDictionary(t => t, t => (IOpenApiMediaType)new OpenApiMediaType { Schema = SchemaOf(t) }, StringComparer.Ordinal);
        }
    }

    /// <summary>Of what is handed out byte for byte: a text, any JSON, or a file.</summary>
    private static OpenApiSchema SchemaOf(string mediaType) => mediaType switch
    {
        "application/json" => new OpenApiSchema(),
        "text/plain" => new OpenApiSchema { Type = JsonSchemaType.String },
        _ => new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
    };
}
