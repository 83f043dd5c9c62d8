using Traceability.Domain;

namespace Traceability.App.Pipeline;

public static class GeneralProblems
{
    public static Problem NoKey { get; } = new("auth.required", ProblemKind.Unauthenticated, "Send a valid key in the header X-Api-Key.");

    public static Problem NotAllowed { get; } = new("auth.not-allowed", ProblemKind.Forbidden, "Your roles do not include this.");

    public static Problem InFuture { get; } =
        new("time.future", ProblemKind.Refused, "It cannot have happened more than five minutes from now.") { Field = "occurred" };

    public static Problem TooLongAgo { get; } =
        new("time.past", ProblemKind.Refused, "It cannot have happened before the year 2000.") { Field = "occurred" };

    public static Problem KeyReused { get; } =
        new("idempotency.other-body", ProblemKind.Conflict, "This Idempotency-Key was used for another request.") { Field = "Idempotency-Key" };

    public static Problem KeyMalformed { get; } =
        new("idempotency.key", ProblemKind.Malformed, "An Idempotency-Key is 1 to 128 visible ASCII characters.") { Field = "Idempotency-Key" };

    public static Problem EntryTooLarge { get; } =
        new("entry.too-large", ProblemKind.Refused, "The fact does not fit into one entry of the log (4 KiB): record it in smaller parts.");

    public static Problem Page(int most) => new("request.page", ProblemKind.Malformed, $"limit is 1 to {most}.") { Field = "limit" };
}
