using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.App;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.Web.Description;

/// <summary>The types of bodies and answers as <see cref="AppJson.Api"/> reads and writes them.</summary>
internal sealed class ApiSchemas : ISchemaFilter
{
    private static readonly HashSet<Type> Asked = TypesOfBodies();

    public static void Configure(SwaggerGenOptions options)
    {
        foreach (var type in new[] { typeof(Gtin).Assembly, typeof(Quantity).Assembly }.SelectMany(a => a.GetExportedTypes()).Where(IsIdentifier))
            Map(options, type, JsonSchemaType.String, format: null);
        Map(options, typeof(decimal), JsonSchemaType.Number, "decimal");
        options.UseAllOfForInheritance();
        options.SelectSubTypesUsing(type => type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(a => a.DerivedType));
        options.SelectDiscriminatorNameUsing(type => type.GetCustomAttribute<JsonPolymorphicAttribute>(inherit: false)?.TypeDiscriminatorPropertyName!);
        options.SelectDiscriminatorValueUsing(type => type.BaseType!.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).FirstOrDefault(a => a.DerivedType == type)?.TypeDiscriminator as string);
        options.SchemaFilter<ApiSchemas>();
    }

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (context.Type == typeof(Quantity))
            DescribeQuantity((OpenApiSchema)schema);
        if (schema is not OpenApiSchema whole || AppJson.Api.GetTypeInfo(context.Type) is not { Kind: JsonTypeInfoKind.Object } type)
            return;
        // What a derived type adds stands beside the reference to its base.
        var own = whole.AllOf?.OfType<OpenApiSchema>().LastOrDefault() ?? whole;
        if (own.Properties is not { Count: > 0 } properties)
            return;
        var members = type.Properties.Where(p => properties.ContainsKey(p.Name) && !IsFromAddress(context.Type, p)).ToList();
        foreach (var name in properties.Keys.Except(members.Select(m => m.Name).Append(whole.Discriminator?.PropertyName), StringComparer.Ordinal).ToList())
            properties.Remove(name!);
        foreach (var member in members.Where(m => !m.IsGetNullable && !m.IsSetNullable))
            NeverNull(properties[member.Name]);
        own.Required = members.Where(m => IsAlwaysThere(context.Type, m)).Select(m => m.Name).Order(StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        own.AdditionalPropertiesAllowed = whole != own || whole.Discriminator is not null;
    }

    /// <summary>A body gives what has no default; an answer leaves away what is null.</summary>
    private static bool IsAlwaysThere(Type type, JsonPropertyInfo property) => Asked.Contains(type)
        ? property.IsRequired
        : property.PropertyType.IsValueType ? Nullable.GetUnderlyingType(property.PropertyType) is null : !property.IsGetNullable;

    private static bool IsFromAddress(Type type, JsonPropertyInfo property) => IsCommand(type) && property.AssociatedParameter is null;

    /// <summary>Its JSON is a converter's.</summary>
    private static void DescribeQuantity(OpenApiSchema schema)
    {
        schema.Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["unit"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "KGM, GRM, TNE or EA." },
            ["value"] = new OpenApiSchema { Type = JsonSchemaType.Number, Format = "decimal" },
        };
        schema.Required = schema.Properties.Keys.ToHashSet(StringComparer.Ordinal);
    }

    private static void NeverNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: { } type } own)
            own.Type = type & ~JsonSchemaType.Null;
    }

    private static void Map(SwaggerGenOptions options, Type type, JsonSchemaType as_, string? format)
    {
        options.MapType(type, () => new OpenApiSchema { Type = as_, Format = format });
        options.MapType(typeof(Nullable<>).MakeGenericType(type), () => new OpenApiSchema { Type = as_ | JsonSchemaType.Null, Format = format });
    }

    private static bool IsIdentifier(Type type) => type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    private static bool IsCommand(Type type) => type.IsClass && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRestrictedCommand<>));

    private static HashSet<Type> TypesOfBodies()
    {
        var found = new HashSet<Type>();
        var left = new Stack<Type>(typeof(AppSetup).Assembly.GetExportedTypes().Where(IsCommand));
        while (left.TryPop(out var type))
        {
            if (!found.Add(type))
                continue;
            var info = AppJson.Api.GetTypeInfo(type);
            foreach (var part in info.Properties.Select(p => p.PropertyType).Append(info.ElementType).OfType<Type>())
                left.Push(part);
        }

        return found;
    }
}
