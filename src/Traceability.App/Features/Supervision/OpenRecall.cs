using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Traceability.App.Access;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Parties;
using Traceability.Domain.Supervision;

namespace Traceability.App.Features.Supervision;

/// <summary>
/// Batches and everything made from them are called back, at once and everywhere. What grew on the same plots in the same season is
/// not recalled with them; where it is asked for, it is held until somebody has tested it.
/// </summary>
/// <param name="Batches">Where the fault is; what was made from them follows.</param>
/// <param name="HoldSiblings">Whether the other harvests of the same plots and season are held.</param>
public sealed record OpenRecall(IReadOnlyList<Guid> Batches, RecallClass Class, string Reason, bool HoldSiblings = true, DateTimeOffset? Occurred = null) : IRecordingCommand<RecallAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller, Role.Supervisor];
}

/// <param name="Held">Batches that were held because they are of the same plots and season.</param>
public sealed record RecallAnswer(Guid Recall, IReadOnlyList<Guid> Held, IReadOnlyList<Receipt> Receipts);

internal sealed class OpenRecallValidator : AbstractValidator<OpenRecall>
{
    public OpenRecallValidator()
    {
        RuleFor(c => c.Batches).Must(b => b.Count is > 0 and <= 16 && b.Distinct().Count() == b.Count).WithErrorCode("recall.batches").WithMessage("A recall begins with 1 to 16 batches, each once.");
        RuleFor(c => c.Reason).Text(400);
    }
}

internal sealed class OpenRecallHandler(WriteSession session, Scopes scopes, DeploymentOptions deployment) : ICommandHandler<OpenRecall, Result<RecallAnswer>>
{
    public async ValueTask<Result<RecallAnswer>> Handle(OpenRecall command, CancellationToken cancellationToken)
    {
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        var scope = scopes.On(session.Db);
        var roots = new List<Batch>();
        foreach (var (id, i) in command.Batches.Select((b, i) => (b, i)))
        {
            if (await scope.FindBatchAsync(id, cancellationToken) is not { } batch)
                return BatchProblems.Unknown($"batches[{i}]");
            if (!session.Actor.MayStop(batch))
                return BatchProblems.NotYours(batch.Subject).On($"batches[{i}]");
            if (batch.Stops.Any(s => s.Kind == StopKind.Recalled))
                return RecallProblems.AlreadyRecalled(batch.Subject);
            roots.Add(batch);
        }

        var recall = session.NewId();
        var opened = await session.RecordAsync(
            new RecallOpened { Recall = recall, Batches = [.. roots.Select(b => b.Subject)], Class = command.Class, Reason = command.Reason }, occurred);
        if (opened.Failed(out var receipt))
            return opened.Problem;
        var receipts = new List<Receipt> { receipt };
        var siblings = command.HoldSiblings ? await SiblingsAsync(roots, cancellationToken) : [];
        foreach (var sibling in siblings)
        {
            var held = await session.RecordAsync(new BatchHeld { Gtin = sibling.Gtin, Lot = sibling.Lot, Reason = command.Reason }, occurred);
            if (held.Failed(out var recorded))
                return held.Problem;
            receipts.Add(recorded);
        }

        return new RecallAnswer(recall, [.. siblings.Select(b => b.Id)], receipts);
    }

    /// <summary>Other harvests of the plots and seasons that the goods came from, as far as who recalls may stop them and nothing does yet.</summary>
    private async Task<List<Batch>> SiblingsAsync(List<Batch> roots, CancellationToken ct)
    {
        var above = await Lineage.UpAsync(session.Db, [.. roots.Select(b => b.Subject)], ct);
        var harvests = await session.Db.Batches.Where(b => above.Contains(b.Subject) && b.Plot != null).ToListAsync(ct);
        return (await Lineage.SiblingsAsync(session.Db, deployment, harvests, ct)).FindAll(b => b.Stops.Count == 0 && session.Actor.MayStop(b));
    }
}

public static class OpenRecallRoute
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapCommand<OpenRecall, RecallAnswer>("/api/recalls", a => $"/api/recalls/{a.Recall}");
}
