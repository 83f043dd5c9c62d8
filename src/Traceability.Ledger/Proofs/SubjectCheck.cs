namespace Traceability.Ledger;

/// <summary>Checks that the versions of each subject among a bundle's entries follow one another.</summary>
internal static class SubjectCheck
{
    public static void Check(List<(long Index, EntryEnvelope Envelope)> entries, StepList steps)
    {
        CheckIds(entries, steps);
        var subjects = new SortedDictionary<string, List<Occurrence>>(StringComparer.Ordinal);
        foreach (var (index, envelope) in entries)
        {
            foreach (var subject in envelope.Subjects)
            {
                if (!subjects.TryGetValue(subject.Id, out var versions))
                {
                    subjects.Add(subject.Id, versions = []);
                }

                versions.Add(new Occurrence(subject.Version, subject.Previous, index, envelope.Id));
            }
        }

        foreach (var (id, versions) in subjects)
        {
            versions.Sort(static (a, b) => a.Version.CompareTo(b.Version));
            var name = $"versions[{id}]";
            if (Broken(versions) is { } problem)
            {
                steps.Fail(name, $"The versions of {id} do not follow one another: {problem}.");
            }
            else
            {
                steps.Ok(name, versions.Count == 1
                    ? FormattableString.Invariant($"The bundle shows version {versions[0].Version} of {id}.")
                    : FormattableString.Invariant(
                        $"The bundle shows versions {versions[0].Version} to {versions[^1].Version} of {id}, each naming the entry of the one before."));
            }
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
                    FormattableString.Invariant($"entry[{index}]"), $"The entry id {envelope.Id} stands at more than one place in the log.");
            }
        }
    }

    private static string? Broken(List<Occurrence> versions)
    {
        for (var i = 1; i < versions.Count; i++)
        {
            var (before, after) = (versions[i - 1], versions[i]);
            if (after.Version == before.Version)
            {
                return FormattableString.Invariant($"version {after.Version} stands in the entries {before.Index} and {after.Index}");
            }

            if (after.Version != before.Version + 1)
            {
                return FormattableString.Invariant($"after version {before.Version} comes version {after.Version}, what lies between is missing");
            }

            if (after.Previous != before.Entry)
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

    private sealed record Occurrence(long Version, Guid? Previous, long Index, Guid Entry);
}
