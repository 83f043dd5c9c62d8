using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Places;

/// <summary>A cooperative registers a base with its plots; area and yield cap of a plot bound what can be harvested from it.</summary>
public sealed record RegisterBase(
    Gln Gln,
    RegionCode Region,
    string Name,
    IReadOnlyList<PlotDeclared> Plots,
    string? NameEn = null,
    IReadOnlyList<Coordinate>? Polygon = null,
    DateTimeOffset? Occurred = null) : IRecordingCommand<BaseAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative];
}

public sealed record BaseAnswer(string Gln, IReadOnlyList<Receipt> Receipts);

internal sealed class RegisterBaseValidator : AbstractValidator<RegisterBase>
{
    public RegisterBaseValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.NameEn).Text(200);
        RuleFor(c => c.Plots).Must(p => p.Count is > 0 and <= 20).WithErrorCode("base.plots").WithMessage("A base is registered with 1 to 20 plots.");
        RuleForEach(c => c.Plots).ChildRules(p =>
        {
            p.RuleFor(x => x.AreaMu).Must(Bounded).WithErrorCode("plot.area").WithMessage("An area is above 0 and at most 1,000,000 mu, with at most 4 decimals.");
            p.RuleFor(x => x.YieldCapKgPerMu).Must(Bounded).WithErrorCode("plot.yield-cap").WithMessage("A yield cap is above 0 and at most 1,000,000 kg per mu, with at most 4 decimals.");
        });
        RuleFor(c => c.Polygon).Must(p => p is null || (p.Count is >= 3 and <= 200 && p.All(c => decimal.Abs(c.Longitude) <= 180 && decimal.Abs(c.Latitude) <= 90)))
            .WithErrorCode("base.polygon").WithMessage("A polygon has 3 to 200 corners in degrees.");
    }

    private static bool Bounded(decimal? value) => value is null or > 0 and <= 1_000_000 && decimal.Round(value ?? 0, 4) == (value ?? 0);
}

internal sealed class RegisterBaseHandler(WriteSession session, Scopes scopes) : ICommandHandler<RegisterBase, Result<BaseAnswer>>
{
    public async ValueTask<Result<BaseAnswer>> Handle(RegisterBase command, CancellationToken cancellationToken)
    {
        if (await scopes.On(session.Db).WhyNotInAsync(command.Region, cancellationToken) is { } problem)
            return problem;
        if (await session.Db.Bases.AnyAsync(b => b.Gln == command.Gln, cancellationToken))
            return PlaceProblems.BaseExists(command.Gln.ToString());
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;

        var decided = Base.Register(new BaseRegistered
        {
            Gln = command.Gln,
            Organisation = session.Actor.Member.Uscc,
            Region = command.Region,
            Plots = command.Plots,
            Name = command.Name,
            NameEn = command.NameEn,
            Polygon = command.Polygon,
        });
        if (decided.Failed(out var registered))
            return decided.Problem;
        var receipt = await session.RecordAsync(registered, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new BaseAnswer(command.Gln.ToString(), [recorded]);
    }
}

public static class RegisterBaseRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RegisterBase, BaseAnswer>("/api/bases", a => a.Receipts[0].StateUrl);
}
