using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Logistics;

/// <summary>To whom the organisation sent goods before, and who carried them: of its newest shipments, whoever was last first.</summary>
public sealed record ListPartners(int Limit = ListPartners.OnePage) : IQuery<Result<PartnerList>>, IRestricted
{
    public const int OnePage = 20;
    public const int MostAtOnce = 50;

    /// <summary>So many shipments are looked at.</summary>
    public const int MostShipments = 500;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];
}

public sealed record PartnerList(IReadOnlyList<ShipmentParty> Receivers, IReadOnlyList<ShipmentParty> Carriers);

internal sealed class ListPartnersValidator : AbstractValidator<ListPartners>
{
    public ListPartnersValidator() => RuleFor(q => q.Limit).InclusiveBetween(1, ListPartners.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 50 rows.");
}

internal sealed class ListPartnersHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListPartners, Result<PartnerList>>
{
    public async ValueTask<Result<PartnerList>> Handle(ListPartners query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = actors.Actor!.Member;
        var sent = await scopes.On(db).Shipments().IgnoreAutoIncludes().AsNoTracking().Where(s => s.Sender == mine.Uscc && !s.Voided).OrderByDescending(s => s.Id)
            .Select(s => new { s.Receiver, s.Carrier }).Take(ListPartners.MostShipments).ToListAsync(cancellationToken);
        var receivers = sent.Select(s => s.Receiver).Distinct().Take(query.Limit).ToList();
        var carriers = sent.Select(s => s.Carrier).OfType<Gs1.Identifiers.Gln>().Distinct().Take(query.Limit).ToList();
        var places = receivers.Concat(carriers).ToList();
        var organisations = await db.Organisations.AsNoTracking().Where(o => places.Contains(o.Gln)).ToDictionaryAsync(o => o.Gln, cancellationToken);
        var names = await RegisteredNames.ReadAsync(db, [.. organisations.Values.Select(o => o.Subject)], cancellationToken);
        return new PartnerList(
            [.. receivers.Select(gln => Party(organisations[gln], names))],
            [.. carriers.Select(gln => organisations[gln]).Where(o => o.Roles.Contains(Role.Logistics)).Select(o => Party(o, names))]);
    }

    private static ShipmentParty Party(Organisation organisation, IReadOnlyDictionary<string, RegisteredName> names)
    {
        var name = names.GetValueOrDefault(organisation.Subject) ?? RegisteredName.None;
        return new ShipmentParty(organisation.Uscc.ToString(), name.Name, name.NameEn);
    }
}

public static class ListPartnersRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/shipments/partners", async (ISender sender, HttpContext http, int limit = ListPartners.OnePage) =>
            {
                var result = await sender.Send(new ListPartners(limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListPartners)).WithTags("shipments").WithMetadata(new AccessMetadata(ListPartners.AllowedTo))
            .Produces<PartnerList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
