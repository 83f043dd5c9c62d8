using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;

namespace Traceability.App.Features.Supervision;

/// <summary>The operator makes somebody supervisor of a region and of all below it. The key is shown once.</summary>
public sealed record AppointSupervisor(RegionCode Region, string Name, DateTimeOffset? Occurred = null) : IRecordingCommand<SupervisorAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

public sealed record SupervisorAnswer(string Account, string? ApiKey, IReadOnlyList<Receipt> Receipts) : ICarriesSecret
{
    public object WithoutSecret() => this with { ApiKey = null };
}

internal sealed class AppointSupervisorValidator : AbstractValidator<AppointSupervisor>
{
    public AppointSupervisorValidator() => RuleFor(c => c.Name).Text(100);
}

internal sealed class AppointSupervisorHandler(WriteSession session, Scopes scopes) : ICommandHandler<AppointSupervisor, Result<SupervisorAnswer>>
{
    public async ValueTask<Result<SupervisorAnswer>> Handle(AppointSupervisor command, CancellationToken cancellationToken)
    {
        if (await scopes.On(session.Db).WhyNotInAsync(command.Region, cancellationToken) is { } problem)
            return problem;
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;

        var account = session.NewId();
        var receipt = await session.RecordAsync(new SupervisorAppointed { Account = account, Region = command.Region, Name = command.Name }, occurred);
        if (receipt.Failed(out var recorded))
            return receipt.Problem;
        var (key, row) = ApiKeys.Mint(Subject.Account(account), organisation: null, isOperator: false, session.Now);
        session.Db.ApiKeys.Add(row);
        return new SupervisorAnswer(Subject.Account(account), key, [recorded]);
    }
}

public static class AppointSupervisorRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<AppointSupervisor, SupervisorAnswer>("/api/supervisors", a => a.Receipts[0].StateUrl);
}
