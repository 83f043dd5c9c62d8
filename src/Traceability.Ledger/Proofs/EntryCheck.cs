using System.Text;
using System.Text.Json.Nodes;

namespace Traceability.Ledger;

/// <summary>Checks each entry of a bundle by itself: its bytes, its place in the log, the values disclosed of it.</summary>
internal static class EntryCheck
{
    private const int LongestShown = 120;

    /// <summary>The entries whose bytes are well-formed, with their place in the log.</summary>
    public static List<(long Index, EntryEnvelope Envelope)> Check(
        ProofBundle bundle, Checkpoint? checkpoint, StepList steps)
    {
        var read = new List<(long Index, EntryEnvelope Envelope)>(bundle.Entries.Count);
        foreach (var entry in bundle.Entries)
        {
            var place = FormattableString.Invariant($"[{entry.Index}]");
            if (EntryEnvelope.TryParse(entry.Entry.Span, out var envelope, out var error))
            {
                steps.Ok("entry" + place, $"The entry's bytes are the canonical form of {envelope.Type} {envelope.Id}.");
                read.Add((entry.Index, envelope));
            }
            else
            {
                steps.Fail("entry" + place, $"The entry's bytes are not a canonical entry: {error}.");
            }

            CheckInclusion(entry, place, checkpoint, steps);
            CheckDisclosures(entry, place, envelope, steps);
        }

        return read;
    }

    private static void CheckInclusion(BundleEntry entry, string place, Checkpoint? checkpoint, StepList steps)
    {
        if (checkpoint is null)
        {
            steps.NotChecked("inclusion" + place, "There is no signed checkpoint to check the inclusion proof against.");
            return;
        }

        var leaf = MerkleHashing.Leaf(entry.Entry.Span);
        if (MerkleProof.VerifyInclusion(entry.Index, checkpoint.Size, leaf, entry.Inclusion, checkpoint.Root))
        {
            steps.Ok("inclusion" + place, FormattableString.Invariant(
                $"The entry's leaf hash {leaf} leads to the checkpoint's root as number {entry.Index} of {checkpoint.Size}."));
        }
        else
        {
            steps.Fail("inclusion" + place, FormattableString.Invariant(
                $"The entry's leaf hash {leaf} does not lead to the checkpoint's root as number {entry.Index} of {checkpoint.Size}."));
        }
    }

    private static void CheckDisclosures(BundleEntry entry, string place, EntryEnvelope? envelope, StepList steps)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var disclosure in entry.Disclosures)
        {
            var name = $"disclosure{place}.{disclosure.Field}";
            if (envelope is null)
            {
                steps.NotChecked(name, "There is no well-formed entry to check the value against.");
            }
            else if (!seen.Add(disclosure.Field))
            {
                steps.Fail(name, $"The field {disclosure.Field} is disclosed twice.");
            }
            else if (!envelope.Commitments.TryGetValue(disclosure.Field, out var committed))
            {
                steps.Fail(name, $"The entry commits to no field {disclosure.Field}.");
            }
            else if (Matches(disclosure, committed))
            {
                steps.Ok(name, $"{disclosure.Field} is {Shown(disclosure)}: with its salt it makes the entry's commitment {committed}.");
            }
            else
            {
                steps.Fail(name, $"Value and salt of {disclosure.Field} do not make the entry's commitment {committed}.");
            }
        }
    }

    private static bool Matches(Disclosure disclosure, MerkleHash committed)
    {
        try
        {
            return disclosure.Salt.Length == Commitments.SaltSize
                && Commitments.Compute(disclosure.Field, disclosure.Salt.Span, Unread(disclosure)) == committed;
        }
        catch (FormatException)
        {
            // A value without canonical form was never committed to.
            return false;
        }
    }

    private static string Shown(Disclosure disclosure)
    {
        var json = Encoding.UTF8.GetString(CanonicalJson.Serialize(Unread(disclosure)));
        return json.Length <= LongestShown ? json : json[..LongestShown] + "…";
    }

    /// <summary>
    /// The value as a node of its own: reading a parsed value makes an object of each of its parts, many times the size of
    /// its text, which the bundle would keep.
    /// </summary>
    private static JsonNode? Unread(Disclosure disclosure) => disclosure.Value?.DeepClone();
}
