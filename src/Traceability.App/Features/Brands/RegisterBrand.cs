using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Brands;

/// <summary>A brand manager enters a regional public brand with the rules by which it is given and taken.</summary>
/// <param name="Region">Whose brand it is.</param>
/// <param name="Parent">The brand that it belongs under.</param>
public sealed record RegisterBrand(
    BrandLevel Level,
    RegionCode Region,
    string Name,
    string? NameEn = null,
    Guid? Parent = null,
    IReadOnlyList<BrandRule>? Admission = null,
    IReadOnlyList<BrandRule>? Exit = null,
    DateTimeOffset? Occurred = null) : IRecordingCommand<MarkAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.BrandManager];
}

internal sealed class RegisterBrandValidator : AbstractValidator<RegisterBrand>
{
    public RegisterBrandValidator()
    {
        RuleFor(c => c.Name).Text(200);
        RuleFor(c => c.NameEn).Text(200);
        RuleFor(c => c.Admission).Must(r => r is null or { Count: <= 10 }).WithErrorCode("brand.rules").WithMessage("A brand has at most 10 rules of a kind.");
        RuleFor(c => c.Exit).Must(r => r is null or { Count: <= 10 }).WithErrorCode("brand.rules").WithMessage("A brand has at most 10 rules of a kind.");
    }
}

internal sealed class RegisterBrandHandler(WriteSession session, Scopes scopes) : ICommandHandler<RegisterBrand, Result<MarkAnswer>>
{
    public async ValueTask<Result<MarkAnswer>> Handle(RegisterBrand command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (await scopes.On(session.Db).WhyNotInAsync(command.Region, cancellationToken) is { } problem)
            return problem;
        if (command.Parent is { } parent && await session.FindAsync<Brand>(Subject.Brand(parent)) is null)
            return BrandProblems.UnknownParent;

        var decided = Brand.Register(new BrandRegistered
        {
            Brand = session.NewId(),
            Level = command.Level,
            Region = command.Region,
            Parent = command.Parent,
            Name = command.Name,
            NameEn = command.NameEn,
            Admission = command.Admission ?? [],
            Exit = command.Exit ?? [],
        });
        if (decided.Failed(out var registered))
            return decided.Problem;
        var receipt = await session.RecordAsync(registered, occurred);
        return receipt.Failed(out var recorded) ? receipt.Problem : new MarkAnswer(registered.Brand, [recorded]);
    }
}

public static class RegisterBrandRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<RegisterBrand, MarkAnswer>("/api/brands", a => $"/api/brands/{a.Id}");
}
