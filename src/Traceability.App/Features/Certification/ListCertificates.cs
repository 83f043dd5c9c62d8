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
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Certification;

/// <summary>The certificates that an organisation entered in the register or, where it asks for these, holds; the newest first, a page at a time.</summary>
/// <param name="Held">Those that it holds, promises for batches among them.</param>
/// <param name="Number">How the number begins.</param>
/// <param name="State">What it is today.</param>
/// <param name="After">The last certificate of the page before.</param>
public sealed record ListCertificates(
    bool Held = false, CertificateScheme? Scheme = null, string? Number = null, CertificateState? State = null, Guid? After = null, int Limit = ListCertificates.OnePage)
    : IQuery<Result<CertificateList>>, IRestricted
{
    public const int OnePage = 50;
    public const int MostAtOnce = 200;

    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Certifier];
}

/// <param name="Next">The value of <c>after</c> for the next page; absent on the last.</param>
public sealed record CertificateList(IReadOnlyList<ListedCertificate> Items, Guid? Next);

/// <param name="State">What it is today.</param>
public sealed record ListedCertificate(
    Guid Id, CertificateScheme Scheme, string? Number, string Holder, RegisteredName HolderName, DateOnly ValidFrom, DateOnly? ValidTo, CertificateState State, decimal? AnnualOutputKg, decimal UsedKg);

internal sealed class ListCertificatesValidator : AbstractValidator<ListCertificates>
{
    public ListCertificatesValidator()
    {
        RuleFor(q => q.Limit).InclusiveBetween(1, ListCertificates.MostAtOnce).WithErrorCode("request.limit").WithMessage("A page has 1 to 200 rows.");
        RuleFor(q => q.Number).Text(30);
    }
}

internal sealed class ListCertificatesHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<ListCertificates, Result<CertificateList>>
{
    public async ValueTask<Result<CertificateList>> Handle(ListCertificates query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (mine, today) = (actors.Actor!.Member.Uscc, scopes.Today);
        var found = db.Certificates.AsNoTracking();
        found = query.Held ? found.Where(c => c.Holder == mine) : found.Where(c => c.Certifier == mine && c.Scheme != CertificateScheme.Compliance);
        if (query.After is { } after)
            found = found.Where(c => c.Id < after);
        if (query.Scheme is { } scheme)
            found = found.Where(c => c.Scheme == scheme);
        if (query.Number is { } number)
            found = found.Where(c => c.Number!.StartsWith(number));
        found = query.State switch
        {
            CertificateState.Withdrawn => found.Where(c => c.Standing == CertificateStanding.Withdrawn),
            CertificateState.Suspended => found.Where(c => c.Standing == CertificateStanding.Suspended),
            CertificateState.Expired => found.Where(c => c.Standing != CertificateStanding.Withdrawn && c.ValidTo < today),
            CertificateState.NotYetValid => found.Where(c => c.Standing == CertificateStanding.Granted && c.ValidFrom > today),
            CertificateState.Valid => found.Where(c => c.Standing == CertificateStanding.Granted && c.ValidFrom <= today && (c.ValidTo == null || c.ValidTo >= today)),
            _ => found,
        };

        var rows = await found.OrderByDescending(c => c.Id).Take(query.Limit + 1).ToListAsync(cancellationToken);
        var page = rows.Take(query.Limit).ToList();
        var names = await RegisteredNames.ReadAsync(db, page.Select(c => Subject.Organisation(c.Holder)), cancellationToken);
        return new CertificateList(
            [
                .. page.Select(c => new ListedCertificate(
                    c.Id, c.Scheme, c.Number, c.Holder.ToString(), names[Subject.Organisation(c.Holder)], c.ValidFrom, c.ValidTo, c.StateOn(today), c.AnnualKg, c.UsedKg(c.YearOf(today)))),
            ],
            rows.Count > query.Limit ? page[^1].Id : null);
    }
}

public static class ListCertificatesRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/certificates", async (ISender sender, HttpContext http, bool held = false, CertificateScheme? scheme = null, string? number = null, CertificateState? state = null, Guid? after = null, int limit = ListCertificates.OnePage) =>
            {
                var result = await sender.Send(new ListCertificates(held, scheme, number, state, after, limit), http.RequestAborted);
                return result.Failed(out var list) ? new ProblemResult(result.Problem) : Results.Json(list, AppJson.Api);
            })
            .WithName(nameof(ListCertificates)).WithTags("certificates").WithMetadata(new AccessMetadata(ListCertificates.AllowedTo))
            .Produces<CertificateList>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);
}
