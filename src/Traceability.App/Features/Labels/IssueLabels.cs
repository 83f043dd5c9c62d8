using System.Text.Json.Serialization;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Routing;
using Traceability.App.Access;
using Traceability.App.Entries;
using Traceability.App.Http;
using Traceability.App.Labels;
using Traceability.App.Marks;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Batches;
using Traceability.Domain.Labels;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Labels;

/// <summary>A run of labels for a batch, never more than its packs. Serialised labels get a serial each; the others all say the batch.</summary>
/// <param name="Marks">Ids of the certificates and brands whose marks the labels carry.</param>
/// <param name="Corrects">The entry of the run that this one takes the place of: its labels are not to be used.</param>
public sealed record IssueLabels(int Count, bool Serialised = true, DateTimeOffset? Occurred = null, IReadOnlyList<Guid>? Marks = null, Guid? Corrects = null) : IRecordingCommand<LabelsAnswer>
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Cooperative, Role.Processor, Role.Warehouse, Role.Logistics, Role.Seller];

    /// <summary>From the address.</summary>
    [JsonInclude, JsonPropertyName("batch")]
    public Guid Batch { get; init; }
}

public sealed record LabelsAnswer(Guid Batch, Guid Run, int Count, int LeftToIssue, string LabelsUrl, IReadOnlyList<Receipt> Receipts);

internal sealed class IssueLabelsValidator : AbstractValidator<IssueLabels>
{
    public const int MostInOneRun = 100_000;

    public IssueLabelsValidator()
    {
        RuleFor(c => c.Count).InclusiveBetween(1, MostInOneRun).WithErrorCode("labels.count").WithMessage("A run has 1 to 100,000 labels.");
        RuleFor(c => c.Marks).Must(m => m is null or { Count: <= 8 }).WithErrorCode("labels.marks").WithMessage("Labels carry at most 8 marks.");
    }
}

/// <summary>Making the serials' root is much hashing and no database: done before the write lane is taken.</summary>
internal sealed class LabelRunPreparation(TimeProvider clock, LabelKeys keys) : IPreparation<IssueLabels>
{
    public Guid Run { get; private set; }

    public string? SerialsRoot { get; private set; }

    public string? KeyId { get; private set; }

    public async ValueTask PrepareAsync(IssueLabels command, CancellationToken ct)
    {
        Run = Guid.CreateVersion7(clock.GetUtcNow());
        if (!command.Serialised)
            return;
        using var codec = keys.ForRun(Run);
        SerialsRoot = (await codec.RootAsync(command.Count, ct)).ToString();
        KeyId = keys.KeyId;
    }
}

internal sealed class IssueLabelsHandler(WriteSession session, Scopes scopes, LabelRunPreparation prepared, LabelMarks marks) : ICommandHandler<IssueLabels, Result<LabelsAnswer>>
{
    public async ValueTask<Result<LabelsAnswer>> Handle(IssueLabels command, CancellationToken cancellationToken)
    {
        if (await scopes.On(session.Db).FindBatchAsync(command.Batch, cancellationToken) is not { } batch)
            return BatchProblems.Unknown("id");
        if (session.Occurred(command.Occurred) is var time && time.Failed(out var occurred))
            return time.Problem;
        if (batch.MadeAt > occurred)
            return BatchProblems.BeforeInput(batch.Subject);

        if (await BatchStanding.WhyStoppedAsync(session.Db, [batch.Subject], cancellationToken) is { } stopped)
            return stopped;

        if (await Corrections.CorrectAsync<LabelsIssued>(session, command.Corrects, cancellationToken) is var corrected && corrected.Failed(out var voided))
            return corrected.Problem;
        var decided = batch.IssueLabels(
            new LabelsIssued
            {
                Run = prepared.Run,
                Gtin = batch.Gtin,
                Lot = batch.Lot,
                Count = command.Count,
                SerialsRoot = prepared.SerialsRoot,
                KeyId = prepared.KeyId,
            },
            session.Actor.Member.Uscc,
            occurred);
        if (decided.Failed(out var issued))
            return decided.Problem;
        if (command.Marks is { Count: > 0 } asked)
        {
            var judged = await marks.JudgeAsync(asked, batch, command.Count, occurred, cancellationToken);
            if (judged.Failed(out var uses))
                return judged.Problem;
            issued = issued with { Marks = uses };
        }

        var receipt = await session.RecordAsync(issued, occurred);
        return receipt.Failed(out var recorded)
            ? receipt.Problem
            : new LabelsAnswer(batch.Id, issued.Run, issued.Count, (int)batch.Quantity - batch.LabelsIssued, $"/api/batches/{batch.Id}/labels/{issued.Run}", [.. voided, recorded]);
    }
}

public static class IssueLabelsRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapCommand<IssueLabels, LabelsAnswer>("/api/batches/{id}/labels", a => a.LabelsUrl, (command, id) => command with { Batch = id });
}
