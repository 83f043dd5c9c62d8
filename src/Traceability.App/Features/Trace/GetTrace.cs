using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Data;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Json;
using Traceability.App.Labels;
using Traceability.App.Marks;
using Traceability.App.Sequencing;
using Traceability.Domain;
using Traceability.Gs1.DigitalLink;
using Traceability.Gs1.Identifiers;

namespace Traceability.App.Features.Trace;

/// <summary>The chain behind a label. An address for which no label was ever issued is not found: <c>label.unknown</c>.</summary>
public sealed record GetTrace(Gtin Gtin, LotNumber Lot, SerialNumber? Serial) : IQuery<Result<TraceView>>;

internal sealed class GetTraceHandler(
    ViewContexts contexts, IssuedLabels labels, LogIdentity log, LogHeadCache head, DeploymentOptions deployment, DemonstrationMark demonstration, TimeProvider clock)
    : IQueryHandler<GetTrace, Result<TraceView>>
{
    public async ValueTask<Result<TraceView>> Handle(GetTrace query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.OpenAsync(cancellationToken);
        if (await labels.AreIssuedAsync(db, query.Gtin, query.Lot, query.Serial, cancellationToken) is not { } labelHolds)
            return IssuedLabels.Unknown;

        var subject = Subject.Batch(query.Gtin, query.Lot);
        var (state, anchored) = (head.State, head.Anchored);
        var chain = await BatchChain.ReadAsync(db, subject, cancellationToken);
        var marks = await ChainMarks.ReadAsync(db, chain, cancellationToken);
        var places = await PlaceNames.ReadAsync(db, chain, marks, cancellationToken);
        var link = DigitalLinkUri.ForItem(query.Gtin, query.Lot, query.Serial).ToUri(deployment.BaseUrl);
        var scans = await ScansView.ReadAsync(db, subject, query.Serial?.ToString(), clock.GetUtcNow(), cancellationToken);
        var composed = new TraceComposer(chain, marks, places, labelHolds, state.Size, anchored.Size, deployment, clock.GetUtcNow()).Compose();
        return composed with
        {
            Scans = scans,
            Verdict = scans?.Unusual == true ? composed.Verdict.With(new Concern(ConcernKind.UnusualScans)) : composed.Verdict,
            Serial = query.Serial?.ToString(),
            DigitalLink = link.AbsoluteUri,
            Demonstration = demonstration.Loaded,
            Ledger = new LedgerView(
                log.Origin, log.VerifierKey.ToString(), state.Size, state.SignedAt, anchored.Size, anchored.ChainId, anchored.Contract, anchored.Transaction, anchored.ConfirmedAt),
        } is var view && view.Hotline is null ? view with { Hotline = deployment.Hotline } : view;
    }
}

public static class GetTraceRoute
{
    public const string Prefix = "/api/trace";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Prefix + "/01/{gtin}/10/{lot}", (ISender sender, HttpContext http) => AskAsync(sender, http))
            .WithName(nameof(GetTrace)).WithTags("trace").WithMetadata(AccessMetadata.Everybody)
            .Produces<TraceView>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
        routes.MapGet(Prefix + "/01/{gtin}/10/{lot}/21/{serial}", (ISender sender, HttpContext http) => AskAsync(sender, http))
            .WithName(nameof(GetTrace) + "OfSerial").WithTags("trace").WithMetadata(AccessMetadata.Everybody)
            .Produces<TraceView>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AskAsync(ISender sender, HttpContext http)
    {
        if (LabelAddress.Read(http) is var address && address.Failed(out var read))
            return new ProblemResult(address.Problem);
        var result = await sender.Send(new GetTrace(read.Gtin, read.Lot, read.Serial), http.RequestAborted);
        return result.Failed(out var view) ? new ProblemResult(result.Problem) : Results.Json(view, AppJson.Api);
    }
}
