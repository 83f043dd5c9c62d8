using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.App.Reference;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Reference;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Reference;

/// <summary>The limit of an analyte in a class of food on a day.</summary>
public sealed record GetLimit(FoodClass FoodClass, string Analyte, DateOnly? Day = null, LimitBasis? Basis = null) : IQuery<Result<LimitView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = Audience.Everybody;
}

/// <param name="Limit">Absent where the register knows none, which is not a pass.</param>
public sealed record LimitView(DateOnly Day, LimitInForce? Limit);

internal sealed class GetLimitHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes) : IQueryHandler<GetLimit, Result<LimitView>>
{
    public async ValueTask<Result<LimitView>> Handle(GetLimit query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var day = query.Day ?? scopes.Today;
        return new LimitView(day, await LimitBook.FindAsync(db, query.FoodClass, query.Analyte, day, query.Basis, cancellationToken));
    }
}

public static class GetLimitRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/limits", async (ISender sender, HttpContext http, string? foodClass, string? analyte, DateOnly? day = null, LimitBasis? basis = null) =>
            {
                if (!FoodClass.TryParse(foodClass, out var of, out var error))
                    return new ProblemResult(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("foodClass"));
                if (analyte is not { Length: > 0 and <= 60 })
                    return new ProblemResult(ReferenceQuestionProblems.NoName.On("analyte"));
                var result = await sender.Send(new GetLimit(of, analyte, day, basis), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetLimit)).WithTags("limits").WithMetadata(AccessMetadata.Everybody)
            .Produces<LimitView>().ProducesProblems(StatusCodes.Status400BadRequest);
}

public static class ReferenceQuestionProblems
{
    public static Problem NoName { get; } = new("reference.question", ProblemKind.Malformed, "Say which substance, by a name of 1 to 60 characters.");
}
