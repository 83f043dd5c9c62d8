using System.Globalization;
using Mediator;
using Traceability.App.Data;
using Traceability.App.Pipeline;
using Traceability.App.Sequencing;
using Traceability.Domain;
using Traceability.Domain.Parties;

namespace Traceability.App.Features.Ledger;

/// <summary>Whether facts get their place in the log and on the chain, in words for the operator where they do not.</summary>
public sealed record GetLogHealth : IQuery<Result<LogHealthView>>, IRestricted
{
    public static IReadOnlyList<Role> AllowedTo { get; } = [Role.Operator];
}

/// <param name="Well">Whether facts get their place in the log. A chain that is away does not make it false.</param>
/// <param name="Logged">Entries under the signed checkpoint.</param>
/// <param name="Waiting">Recorded and not yet in the log.</param>
/// <param name="Anchored">Entries under the newest confirmed anchor.</param>
public sealed record LogHealthView(bool Well, long Logged, long Waiting, long Anchored, string? LogTrouble, string? ChainTrouble);

internal sealed class GetLogHealthHandler(LogHeadCache head, ReadPool reads) : IQueryHandler<GetLogHealth, Result<LogHealthView>>
{
    private const string CountWaiting = "SELECT COUNT(*) FROM log_inbox";

    public ValueTask<Result<LogHealthView>> Handle(GetLogHealth query, CancellationToken cancellationToken)
    {
        using var lease = reads.Rent();
        var waiting = Convert.ToInt64(lease.Command(CountWaiting).ExecuteScalar(), CultureInfo.InvariantCulture);
        return ValueTask.FromResult<Result<LogHealthView>>(
            new LogHealthView(head.Refusal is null && !head.Failing, head.State.Size, waiting, head.Anchored.Size, head.Refusal, head.ChainTrouble));
    }
}
