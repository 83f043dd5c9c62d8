using Traceability.App.Entries;

namespace Traceability.App.Features.Trace;

/// <summary>
/// Which part of a batch each of its inputs is; together they are 1. A batch so small that no input's share came to a milligram
/// is of all of them alike.
/// </summary>
internal static class InputShares
{
    /// <returns>By the input's subject; empty for a batch that was harvested.</returns>
    public static IReadOnlyDictionary<string, decimal> Of(BatchChain chain, string batch)
    {
        var inputs = chain.Inputs.Where(i => string.Equals(i.Batch, batch, StringComparison.Ordinal)).ToList();
        return Lineage.Parts(inputs).ToDictionary(i => i.Input, i => i.Part, StringComparer.Ordinal);
    }
}
