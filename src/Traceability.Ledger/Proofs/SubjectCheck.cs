namespace Traceability.Ledger;

/// <summary>Checks that the versions of each subject among a bundle's entries follow one another.</summary>
/// <remarks>
/// A version missing between two shown ones is a failure where an entry of the bundle is about the subject, that is,
/// names it first: whoever shows the history of a thing must not leave a part out. A subject that entries of the bundle
/// only touch besides (the plot of a harvest) has other versions that belong to other bundles; there a missing version is
/// said, and not judged.
/// </remarks>
internal static class SubjectCheck
{
    public static void Check(List<(long Index, EntryEnvelope Envelope)> entries, StepList steps)
    {
        CheckIds(entries, steps);
        var subjects = new SortedDictionary<string, List<Occurrence>>(StringComparer.Ordinal);
        foreach (var (index, envelope) in entries)
        {
            for (var i = 0; i < envelope.Subjects.Count; i++)
            {
                var subject = envelope.Subjects[i];
                if (!subjects.TryGetValue(subject.Id, out var versions))
                {
                    subjects.Add(subject.Id, versions = []);
                }

                versions.Add(new Occurrence(subject.Version, subject.Previous, index, envelope.Id, NamedFirst: i == 0));
            }
        }

        foreach (var (id, versions) in subjects)
        {
            versions.Sort(static (a, b) => a.Version.CompareTo(b.Version));
            CheckSubject(id, versions, steps);
        }
    }

    private static void CheckIds(List<(long Index, EntryEnvelope Envelope)> entries, StepList steps)
    {
        var ids = new HashSet<Guid>();
        foreach (var (index, envelope) in entries)
        {
            if (!ids.Add(envelope.Id))
            {
                steps.Fail(
                    FormattableString.Invariant($"entry[{index}]"),
                    $"The entry id {envelope.Id} stands at more than one place in the log.");
            }
        }
    }

    private static void CheckSubject(string id, List<Occurrence> versions, StepList steps)
    {
        var name = $"versions[{id}]";
        var gap = Gap(versions);
        if (Contradiction(versions) is { } problem)
        {
            steps.Fail(name, $"The versions of {id} contradict one another: {problem}.");
        }
        else if (gap is not null && versions.Exists(version => version.NamedFirst))
        {
            steps.Fail(name, $"The history of {id} has a gap: {gap}.");
        }
        else if (gap is not null)
        {
            steps.NotChecked(name, $"No entry of the bundle is mainly about {id}, and its history is not whole in it: {gap}.");
        }
        else
        {
            steps.Ok(name, versions.Count == 1
                ? FormattableString.Invariant($"The bundle shows version {versions[0].Version} of {id}.")
                : FormattableString.Invariant(
                    $"The bundle shows versions {versions[0].Version} to {versions[^1].Version} of {id}, each naming the entry of the one before."));
        }
    }

    private static string? Contradiction(List<Occurrence> versions)
    {
        for (var i = 1; i < versions.Count; i++)
        {
            var (before, after) = (versions[i - 1], versions[i]);
            if (after.Version == before.Version)
            {
                return FormattableString.Invariant($"version {after.Version} stands in the entries {before.Index} and {after.Index}");
            }

            if (after.Version == before.Version + 1 && after.Previous != before.Entry)
            {
                return FormattableString.Invariant($"version {after.Version} names another entry before it than that of version {before.Version}");
            }

            if (after.Index <= before.Index)
            {
                return FormattableString.Invariant($"version {after.Version} stands in the log before version {before.Version}");
            }
        }

        return null;
    }

    private static string? Gap(List<Occurrence> versions)
    {
        for (var i = 1; i < versions.Count; i++)
        {
            if (versions[i].Version > versions[i - 1].Version + 1)
            {
                return FormattableString.Invariant(
                    $"after version {versions[i - 1].Version} comes version {versions[i].Version}, what lies between is missing");
            }
        }

        return null;
    }

    private sealed record Occurrence(long Version, Guid? Previous, long Index, Guid Entry, bool NamedFirst);
}
