using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.App;
using Traceability.App.Json;
using Traceability.Domain;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Description;

/// <summary>The API for machines: the routes as the code maps them, in the words of docs/api.md, with an example for each body.</summary>
public static class ApiDescription
{
    internal const string Key = "ApiKey";

    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ISerializerDataContractResolver>(new JsonSerializerDataContractResolver(AppJson.Api));
        services.AddSwaggerGen(Configure);
    }

    private static void Configure(SwaggerGenOptions options)
    {
        options.SwaggerDoc("v1", new OpenApiInfo { Title = "Traceability", Version = "v1", Description = "Registers what happened to farm products, proves it, and answers scans." });
        // HEAD is GET without the body.
        options.DocInclusionPredicate((_, described) => described.HttpMethod != HttpMethods.Head);
        options.SupportNonNullableReferenceTypes();
        options.SortSchemasWith(StringComparer.Ordinal);
        ApiSchemas.Configure(options);
        foreach (var assembly in new[] { typeof(AppSetup).Assembly, typeof(DomainEvent).Assembly, typeof(Gtin).Assembly })
            options.IncludeXmlComments(() => Docstrings.Of(assembly).AsXPath());
        options.OperationFilter<RouteWords>();
        options.OperationFilter<RouteBodies>();
        options.OperationFilter<RouteAnswers>();
        options.DocumentFilter<SharedParts>();
        options.AddSecurityDefinition(Key, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" });
    }
}
