using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Traceability.App.Http;

namespace Traceability.Web.Description;

/// <summary>The problems that every route answers with, said once, and the routes in the order of their addresses.</summary>
internal sealed class SharedParts : IDocumentFilter
{
    private static readonly Dictionary<int, string> Problems = new()
    {
        [StatusCodes.Status400BadRequest] = "The request cannot be read or breaks a rule of form.",
        [StatusCodes.Status401Unauthorized] = "Nobody is known to be asking.",
        [StatusCodes.Status403Forbidden] = "The asker may not.",
        [StatusCodes.Status404NotFound] = "The thing named is not there, or not to be seen.",
        [StatusCodes.Status409Conflict] = "It clashes with what is recorded.",
        [StatusCodes.Status422UnprocessableEntity] = "Well formed, and against a rule of the domain; facts has the sum or the dates.",
    };

    /// <summary>Of every other status.</summary>
    public const string AnyProblem = "Problem";

    public static string ProblemOf(int status) => ReasonPhrases.GetReasonPhrase(status).Replace(" ", "", StringComparison.Ordinal);

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var problem = context.SchemaGenerator.GenerateSchema(typeof(ProblemBody), context.SchemaRepository);
        foreach (var (status, words) in Problems)
            swaggerDoc.AddComponent(ProblemOf(status), Saying(words, problem));
        swaggerDoc.AddComponent(AnyProblem, Saying("Too large, too often, or the server cannot at present.", problem));

        var paths = new OpenApiPaths();
        foreach (var (path, item) in swaggerDoc.Paths.OrderBy(p => p.Key, StringComparer.Ordinal))
            paths.Add(path, item);
        swaggerDoc.Paths = paths;
    }

    private static OpenApiResponse Saying(string words, IOpenApiSchema problem) => new()
    {
        Description = words,
        Content = new Dictionary<string, IOpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new OpenApiMediaType { Schema = problem } },
    };
}
