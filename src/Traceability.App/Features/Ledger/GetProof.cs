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

/// <summary>The proof of one entry.</summary>
public sealed record GetEntryProof(Guid Entry) : IQuery<Result<ProofBundle>>;

/// <summary>The proof of everything behind a labelled batch, as of the present checkpoint.</summary>
public sealed record GetBatchProof(Gtin Gtin, LotNumber Lot) : IQuery<Result<ProofBundle>>;

internal sealed class GetProofHandler(IDbContextFactory<TraceDb> contexts, ProofBundles bundles, IssuedLabels labels)
    : IQueryHandler<GetEntryProof, Result<ProofBundle>>, IQueryHandler<GetBatchProof, Result<ProofBundle>>
{
    public async ValueTask<Result<ProofBundle>> Handle(GetEntryProof query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await BatchChain.ReadEntryAsync(db, query.Entry, cancellationToken) is { } fact
            ? await bundles.MakeAsync(db, [fact], cancellationToken)
            : LedgerProblems.UnknownEntry;
    }

    public async ValueTask<Result<ProofBundle>> Handle(GetBatchProof query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await labels.AreIssuedAsync(db, query.Gtin, query.Lot, serial: null, cancellationToken))
            return IssuedLabels.Unknown;
        var chain = await BatchChain.ReadAsync(db, Subject.Batch(query.Gtin, query.Lot), cancellationToken);
        return await bundles.MakeAsync(db, chain.Facts.Concat(chain.References), cancellationToken);
    }
}

public static class LedgerProblems
{
    public static Problem UnknownEntry { get; } = new("entry.unknown", ProblemKind.NotFound, "There is no such entry.");
}

public static class GetProofRoute
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ledger/proof/{entry:guid}", async (Guid entry, ISender sender, HttpContext http) =>
                Bundle(await sender.Send(new GetEntryProof(entry), http.RequestAborted)))
            .WithName(nameof(GetEntryProof)).WithTags("ledger").WithMetadata(AccessMetadata.Everybody)
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        routes.MapGet("/ledger/proof/batch/{gtin}/{lot}", async (string gtin, string lot, ISender sender, HttpContext http) =>
            {
                var address = LabelAddress.Read(gtin, lot, serialText: null);
                return address.Failed(out var read)
                    ? new ProblemResult(address.Problem)
                    : Bundle(await sender.Send(new GetBatchProof(read.Gtin, read.Lot), http.RequestAborted));
            })
            .WithName(nameof(GetBatchProof)).WithTags("ledger").WithMetadata(AccessMetadata.Everybody)
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
    }

    private static IResult Bundle(Result<ProofBundle> result) =>
        result.Failed(out var bundle) ? new ProblemResult(result.Problem) : Results.Bytes(bundle.ToJson(), "application/json");
}
