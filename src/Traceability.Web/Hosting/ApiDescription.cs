using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Hosting;

/// <summary>How the API is described: identifiers are strings, the key is a header.</summary>
internal static class ApiDescription
{
    private static readonly Type[] Identifiers =
        [typeof(Gtin), typeof(Gln), typeof(GlnExtension), typeof(LotNumber), typeof(SerialNumber), typeof(Sscc), typeof(UnifiedSocialCreditCode), typeof(RegionCode), typeof(UnitCode)];

    public static void Configure(SwaggerGenOptions options)
    {
        options.SwaggerDoc("v1", new OpenApiInfo { Title = "Traceability", Version = "v1", Description = "Registers what happened to farm products, proves it, and answers scans." });
        // HEAD is GET without the body.
        options.DocInclusionPredicate((_, described) => described.HttpMethod != HttpMethods.Head);
        foreach (var type in Identifiers)
        {
            options.MapType(type, () => new OpenApiSchema { Type = JsonSchemaType.String });
            options.MapType(typeof(Nullable<>).MakeGenericType(type), () => new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null });
        }

        options.OperationFilter<PathParameters>();
        options.AddSecurityDefinition("ApiKey", new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" });
        options.AddSecurityRequirement(document => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("ApiKey", document)] = [] });
    }

    /// <summary>What stands in the address is described also where a route reads it itself.</summary>
    private sealed class PathParameters : IOperationFilter
    {
        public void Apply(OpenApiOperation operation, OperationFilterContext context)
        {
            var pattern = RoutePatternFactory.Parse(context.ApiDescription.RelativePath!);
            foreach (var name in pattern.Parameters.Select(p => p.Name).Except((operation.Parameters ?? []).Select(p => p.Name), StringComparer.Ordinal).ToList())
            {
                (operation.Parameters ??= []).Add(
                    new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            }
        }
    }
}
