using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Labels;
using Traceability.Domain;
using Traceability.Gs1.Identifiers;
using Traceability.Ledger;

namespace Traceability.App.Features.Ledger;

/// <summary>The proof of everything behind a labelled batch, as of the present checkpoint.</summary>
public sealed record GetBatchProof(Gtin Gtin, LotNumber Lot) : IQuery<Result<ProofBundle>>;

internal sealed class GetBatchProofHandler(IDbContextFactory<TraceDb> contexts, ProofBundles bundles, IssuedLabels labels) : IQueryHandler<GetBatchProof, Result<ProofBundle>>
{
    public async ValueTask<Result<ProofBundle>> Handle(GetBatchProof query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await labels.AreIssuedAsync(db, query.Gtin, query.Lot, serial: null, cancellationToken) is null)
            return IssuedLabels.Unknown;
        var chain = await BatchChain.ReadAsync(db, Subject.Batch(query.Gtin, query.Lot), cancellationToken);
        return await bundles.MakeAsync(db, chain.History.Concat(chain.References), cancellationToken);
    }
}

public static class GetBatchProofRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/ledger/proof/batch/{gtin}/{lot}", async (ISender sender, HttpContext http) =>
            {
                var address = LabelAddress.Read(http);
                if (address.Failed(out var read))
                    return new ProblemResult(address.Problem);
                var result = await sender.Send(new GetBatchProof(read.Gtin, read.Lot), http.RequestAborted);
                return result.Failed(out var bundle) ? new ProblemResult(result.Problem) : Results.Bytes(bundle.ToJson(), "application/json");
            })
            .WithName(nameof(GetBatchProof)).WithTags("ledger").WithMetadata(AccessMetadata.Everybody)
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
}
