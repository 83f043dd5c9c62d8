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
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Certification;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Certification;

/// <summary>A certificate with what it covers, what was labelled with it and everything that was done to it. All of it is hidden from nobody.</summary>
public sealed record GetCertificate(Guid Certificate) : IQuery<Result<CertificateView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } =
        [Role.Supervisor, Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller, Role.Inspector, Role.Certifier, Role.BrandManager];
}

/// <param name="Mine">Whether the asking organisation entered it and may change it.</param>
/// <param name="ReadsFile">Whether it reads the file: who entered it and who holds it do.</param>
/// <param name="State">What it is today.</param>
/// <param name="UsedKg">What was labelled with it in the present year of its term.</param>
public sealed record CertificateView(
    Guid Id, CertificateScheme Scheme, string? Number, bool Mine, bool ReadsFile, string Holder, RegisteredName HolderName, string Certifier, RegisteredName CertifierName,
    DateOnly ValidFrom, DateOnly? ValidTo, CertificateState State, DateOnly YearFrom, decimal? AnnualOutputKg, decimal UsedKg, string? Batch,
    IReadOnlyList<CoveredThing> Products, IReadOnlyList<CoveredThing> Bases,
    string? EnterpriseCode, string? Announcement, ProtectedArea? Area, string? FileSha256, IReadOnlyList<MarkAct> Acts);

/// <summary>A product by its GTIN or a base by its GLN.</summary>
public sealed record CoveredThing(string Code, RegisteredName Name);

internal sealed class GetCertificateHandler(IDbContextFactory<TraceDb> contexts, ActorContext actors, Scopes scopes) : IQueryHandler<GetCertificate, Result<CertificateView>>
{
    public async ValueTask<Result<CertificateView>> Handle(GetCertificate query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Certificates.AsNoTracking().SingleOrDefaultAsync(c => c.Id == query.Certificate, cancellationToken) is not { } c)
            return CertificateProblems.UnknownCertificate;
        var names = await RegisteredNames.ReadAsync(
            db,
            [Subject.Organisation(c.Holder), Subject.Organisation(c.Certifier), .. c.Products.Select(Subject.Product), .. c.Bases.Select(Subject.Base)],
            cancellationToken);
        var registered = await MarkFacts.ReadFirstAsync(db, c.Subject, cancellationToken) as CertificateRegistered;
        var year = c.YearOf(scopes.Today);
        var mine = actors.Actor!.Organisation?.Uscc;
        return new CertificateView(
            c.Id, c.Scheme, c.Number, c.Certifier == mine, c.Certifier == mine || c.Holder == mine,
            c.Holder.ToString(), names[Subject.Organisation(c.Holder)], c.Certifier.ToString(), names[Subject.Organisation(c.Certifier)],
            c.ValidFrom, c.ValidTo, c.StateOn(scopes.Today), year, c.AnnualKg, c.UsedKg(year), c.Batch,
            [.. c.Products.Select(p => new CoveredThing(p.ToString(), names[Subject.Product(p)]))],
            [.. c.Bases.Select(b => new CoveredThing(b.ToString(), names[Subject.Base(b)]))],
            registered?.EnterpriseCode?.ToString(), registered?.Announcement, registered?.Area(), registered?.FileSha256?.ToString(),
            await MarkFacts.ActsAsync(db, c.Acts, cancellationToken));
    }
}

public static class GetCertificateRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/certificates/{id:guid}", async (Guid id, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetCertificate(id), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetCertificate)).WithTags("certificates").WithMetadata(new AccessMetadata(GetCertificate.AllowedTo))
            .Produces<CertificateView>().ProducesProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
}
