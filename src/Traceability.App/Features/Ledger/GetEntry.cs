using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Sequencing;
using Traceability.Domain;
using Traceability.Ledger;

namespace Traceability.App.Features.Ledger;

/// <summary>How far an entry has come: recorded, logged, anchored.</summary>
public sealed record GetEntry(Guid Entry) : IQuery<Result<EntryView>>;

/// <param name="State"><c>recorded</c>, <c>logged</c> or <c>anchored</c>.</param>
/// <param name="Index">Place in the log; absent while it is only recorded.</param>
/// <param name="Bytes">The entry's exact bytes, base64.</param>
public sealed record EntryView(Guid Entry, string Type, string State, long? Index, string LeafHash, string ProofUrl, string Bytes);

internal sealed class GetEntryHandler(IDbContextFactory<TraceDb> contexts, LogHeadCache head) : IQueryHandler<GetEntry, Result<EntryView>>
{
    public async ValueTask<Result<EntryView>> Handle(GetEntry query, CancellationToken cancellationToken)
    {
        var (state, anchored) = (head.State, head.Anchored);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await BatchChain.ReadEntryAsync(db, query.Entry, cancellationToken) is not { } fact)
            return LedgerProblems.UnknownEntry;
        var bytes = fact.Entry.Envelope.ToBytes();
        var word = fact.Index switch
        {
            { } i when i < anchored.Size => "anchored",
            { } i when i < state.Size => "logged",
            _ => "recorded",
        };
        return new EntryView(query.Entry, fact.Entry.Envelope.Type, word, fact.Index, MerkleHashing.Leaf(bytes).ToString(), $"/ledger/proof/{query.Entry}", Convert.ToBase64String(bytes));
    }
}

public static class LedgerProblems
{
    public static Problem UnknownEntry { get; } = new("entry.unknown", ProblemKind.NotFound, "There is no such entry.");
}

public static class GetEntryRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/entries/{entry:guid}", async (Guid entry, ISender sender, HttpContext http) =>
            {
                var result = await sender.Send(new GetEntry(entry), http.RequestAborted);
                return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
            })
            .WithName(nameof(GetEntry)).WithTags("ledger").WithMetadata(AccessMetadata.Everybody)
            .Produces<EntryView>().ProducesProblems(StatusCodes.Status404NotFound);
}
