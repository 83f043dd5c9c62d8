using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.Domain;
using Traceability.Ledger;

namespace Traceability.App.Features.Ledger;

/// <summary>The proof of one entry.</summary>
public sealed record GetEntryProof(Guid Entry) : IQuery<Result<ProofBundle>>;

internal sealed class GetEntryProofHandler(IDbContextFactory<TraceDb> contexts, ProofBundles bundles) : IQueryHandler<GetEntryProof, Result<ProofBundle>>
{
    public async ValueTask<Result<ProofBundle>> Handle(GetEntryProof query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await BatchChain.ReadEntryAsync(db, query.Entry, cancellationToken) is { } fact
            ? await bundles.MakeAsync(db, [fact], cancellationToken)
            : LedgerProblems.UnknownEntry;
    }
}

public static class GetEntryProofRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ledger/proof/{entry:guid}", async (Guid entry, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetEntryProof(entry), http.RequestAborted);
                return result.Failed(out var bundle) ? new ProblemResult(result.Problem) : Results.Bytes(bundle.ToJson(), "application/json");
            })
            .WithName(nameof(GetEntryProof)).WithTags("ledger").WithMetadata(AccessMetadata.Everybody)
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
}
