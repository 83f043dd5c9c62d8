namespace Traceability.Ledger;

/// <summary>
/// Checks a proof bundle, step by step. Every byte of the bundle may come from an enemy: nothing it holds makes this
/// throw, and the work is bounded by the limits of <see cref="ProofBundle"/>.
/// </summary>
public static class BundleVerifier
{
    /// <summary>Reads and checks a bundle; a text that is no bundle is a failed step like any other.</summary>
    /// <param name="utf8Json">The bundle's bytes.</param>
    /// <param name="options">With what to check it.</param>
    /// <param name="ct">Cancels.</param>
    public static ValueTask<VerificationReport> VerifyAsync(
        ReadOnlyMemory<byte> utf8Json, VerifyOptions options, CancellationToken ct = default)
    {
        var steps = new StepList();
        switch (BundleReader.TryRead(utf8Json.Span, out var bundle, out var error))
        {
            case BundleReading.Read:
                return VerifyAsync(bundle!, options, ct);
            case BundleReading.UnknownFormat:
                steps.Undecided("format", $"The file says that it is of another format than {ProofBundle.Format}: {error}.", error!);
                break;
            case BundleReading.Malformed:
            default:
                steps.Fail("format", $"The file is not a bundle of the format {ProofBundle.Format}: {error}.");
                break;
        }

        return ValueTask.FromResult(steps.Report("nothing was checked"));
    }

    /// <summary>Checks a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="options">With what to check it.</param>
    /// <param name="ct">Cancels.</param>
    public static async ValueTask<VerificationReport> VerifyAsync(
        ProofBundle bundle, VerifyOptions options, CancellationToken ct = default)
    {
        var steps = new StepList();
        CheckForm(bundle, steps);
        CheckSigner(bundle, options, steps);
        var checkpoint = CheckNote(bundle, steps);
        var entries = EntryCheck.Check(bundle, checkpoint, steps);
        SubjectCheck.Check(entries, steps);
        steps.NotChecked(
            "completeness",
            "A bundle cannot show what was left out of it: earlier and later versions of its subjects, and other subjects.");
        await AnchorCheck.CheckAsync(bundle, checkpoint, options, steps, ct);
        return steps.Report(checkpoint is null
            ? "nothing stands under a signed checkpoint"
            : $"{Words.Entries(bundle.Entries.Count)} of the log {bundle.Origin} as of its checkpoint of {Words.Entries(checkpoint.Size)}");
    }

    private static void CheckForm(ProofBundle bundle, StepList steps)
    {
        var indices = new HashSet<long>();
        var problem = !string.Equals(bundle.Origin, bundle.Key.Name, StringComparison.Ordinal)
                ? $"its key is named {bundle.Key.Name}, not as its origin {bundle.Origin}"
            : bundle.Entries.Count == 0 ? "it holds no entry, so there is nothing to prove"
            : bundle.Entries.Any(entry => !indices.Add(entry.Index)) ? "the same place in the log stands in it twice"
            : null;
        if (problem is null)
        {
            steps.Ok(
                "format",
                $"The bundle is of the format {ProofBundle.Format} and holds {Words.Entries(bundle.Entries.Count)} of the log {bundle.Origin}.");
        }
        else
        {
            steps.Fail("format", $"The bundle contradicts itself: {problem}.");
        }
    }

    private static void CheckSigner(ProofBundle bundle, VerifyOptions options, StepList steps)
    {
        if (options.TrustedKeys.Contains(bundle.Key))
        {
            steps.Ok("key", $"The bundle's key is one you trust: {bundle.Key}.");
        }
        else if (options.TrustedKeys.Any(key => string.Equals(key.Name, bundle.Key.Name, StringComparison.Ordinal)))
        {
            steps.Fail("key", $"The bundle's key {bundle.Key} is not the one you trust for {bundle.Key.Name}.");
        }
        else if (options.SignerMustBeTrusted)
        {
            steps.Fail("key", $"The bundle's key {bundle.Key} is none of those you trust.");
        }
        else
        {
            steps.Undecided(
                "key",
                $"You trust no key of {bundle.Key.Name}; the bundle's own key {bundle.Key} shows only that it agrees with itself.",
                "consistent, signer unknown");
        }
    }

    private static Checkpoint? CheckNote(ProofBundle bundle, StepList steps)
    {
        if (!bundle.Key.TryOpen(bundle.Checkpoint, out var checkpoint))
        {
            steps.Fail("signature", $"The checkpoint is not a note of {bundle.Key.Name} that the bundle's key signed.");
            return null;
        }

        steps.Ok(
            "signature",
            $"The checkpoint of {Words.Entries(checkpoint.Size)} with root {checkpoint.Root} is signed by the bundle's key.");
        return checkpoint;
    }
}
