using Traceability.App.Pipeline;

namespace Traceability.App.Marks;

/// <summary>A certificate, brand or licence to which something was done.</summary>
public sealed record MarkAnswer(Guid Id, IReadOnlyList<Receipt> Receipts);
