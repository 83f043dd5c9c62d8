using System.Text.Json.Nodes;
using Traceability.Ledger;

namespace Traceability.Web.Tests.Hostile;

public sealed class EntryLengthTests
{
    [Theory]
    [InlineData(4_096, true)]
    [InlineData(10, false)]
    public void Envelope_RefusedForItsLengthOrForAnythingElse_IsToldApart(int length, bool tooLong)
    {
        // A lone surrogate has no canonical form, and the 4096 in it is no length.
        var text = tooLong ? new string('x', length) : "4096 \uD800";
        var moment = new DateTimeOffset(2026, 9, 12, 8, 0, 0, TimeSpan.Zero);
        var envelope = new EntryEnvelope(
            Guid.CreateVersion7(moment), "batch.harvested/v1", [new EntrySubject("batch:1", 1, Previous: null)], moment, moment, Organisation: null, "account:1",
            new JsonObject { ["text"] = text }, new Dictionary<string, MerkleHash>(StringComparer.Ordinal));

        Assert.False(envelope.TryToBytes(out _, out var error));
        Assert.Equal(tooLong, string.Equals(error, EntryEnvelope.TooLong, StringComparison.Ordinal));
    }
}
