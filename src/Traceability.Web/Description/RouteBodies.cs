using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.App.Http;

namespace Traceability.Web.Description;

/// <summary>The body of a command with its example, its other form where it has one, and the header that lets it be sent again.</summary>
internal sealed class RouteBodies : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAcceptsMetadata>().SingleOrDefault() is not { RequestType: { } command })
            return;
        var body = (OpenApiRequestBody)operation.RequestBody!;
        body.Required = true;
        ((OpenApiMediaType)body.Content!["application/json"]).Example = BodyExamples.Find(command);
        if (metadata.OfType<BodyFileMetadata>().SingleOrDefault() is { } file)
            body.Description = $"Or, with Content-Type: {file.MediaType}, the file itself.";
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = CommandRoutes.IdempotencyKey,
            In = ParameterLocation.Header,
            Description = "With it the command is done once for an account: the same key and body get the same answer again.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = CommandRoutes.LongestKey },
        });
    }
}
