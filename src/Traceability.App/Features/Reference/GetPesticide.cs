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
using Traceability.Domain.Values;

namespace Traceability.App.Features.Reference;

/// <summary>Whether an active ingredient may be used on a crop on a day, and the interval that labels give for it.</summary>
public sealed record GetPesticide(string Ingredient, FoodClass Crop, DateOnly? Day = null) : IQuery<Result<PesticideView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = Audience.Everybody;
}

/// <param name="Ingredient">Its name in the register; absent where the register does not know it, which is no permission.</param>
/// <param name="Ban">Absent where none is known for the crop and the day.</param>
/// <param name="Interval">Absent where none is known.</param>
public sealed record PesticideView(DateOnly Day, string? Ingredient, BanView? Ban, IntervalView? Interval);

/// <param name="Crop">The class of crops, or <c>all</c>.</param>
public sealed record BanView(string Crop, DateOnly From, DateOnly? To, string Notice, bool Verify);

public sealed record IntervalView(FoodClass Crop, int Days, bool Verify);

internal sealed class GetPesticideHandler(IDbContextFactory<TraceDb> contexts, Scopes scopes) : IQueryHandler<GetPesticide, Result<PesticideView>>
{
    public async ValueTask<Result<PesticideView>> Handle(GetPesticide query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var day = query.Day ?? scopes.Today;
        if (await PesticideBook.IngredientAsync(db, query.Ingredient, cancellationToken) is not { } ingredient)
            return new PesticideView(day, Ingredient: null, Ban: null, Interval: null);
        var ban = await PesticideBook.BanAsync(db, ingredient, query.Crop, day, cancellationToken);
        var interval = await PesticideBook.IntervalAsync(db, ingredient, query.Crop, day, cancellationToken);
        return new PesticideView(
            day,
            ingredient,
            ban is null ? null : new BanView(ban.Crop, ban.From, ban.To, ban.Notice, ban.Verify),
            interval is null ? null : new IntervalView(interval.Crop, interval.Days, interval.Verify));
    }
}

public static class GetPesticideRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/pesticides", async (ISender sender, HttpContext http, string? ingredient, string? crop, DateOnly? day = null) =>
            {
                if (!FoodClass.TryParse(crop, out var on, out var error))
                    return new ProblemResult(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("crop"));
                if (ingredient is not { Length: > 0 and <= 60 })
                    return new ProblemResult(ReferenceQuestionProblems.NoName.On("ingredient"));
                var result = await sender.Send(new GetPesticide(ingredient, on, day), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetPesticide)).WithTags("pesticides").WithMetadata(AccessMetadata.Everybody)
            .Produces<PesticideView>().ProducesProblems(StatusCodes.Status400BadRequest);
}
