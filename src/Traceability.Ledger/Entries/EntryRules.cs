namespace Traceability.Ledger;

/// <summary>The rules of an envelope's values, the same for writing and reading.</summary>
internal static class EntryRules
{
    /// <summary>The first broken rule in words, or null.</summary>
    public static string? Broken(EntryEnvelope entry)
    {
        if (!IsVersion7(entry.Id))
        {
            return "id is not a UUID of version 7";
        }

        if (!IsType(entry.Type))
        {
            return "type is not of the form name.name/v1";
        }

        if (entry.Recorded.Offset != TimeSpan.Zero)
        {
            return "recorded is not in UTC";
        }

        if (entry.Organisation is { } organisation && !IsText(organisation))
        {
            return "organisation is empty or too long";
        }

        if (!IsText(entry.Account))
        {
            return "account is empty or too long";
        }

        foreach (var field in entry.Commitments.Keys)
        {
            if (!IsText(field))
            {
                return "commitments name an empty or too long field";
            }
        }

        return BrokenSubjects(entry.Subjects);
    }

    private static string? BrokenSubjects(IReadOnlyList<EntrySubject> subjects)
    {
        if (subjects.Count == 0)
        {
            return "subjects are none";
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var subject in subjects)
        {
            if (!IsText(subject.Id))
            {
                return "subject has an empty or too long id";
            }

            if (subject.Version is < 1 or > StrictJson.LargestInteger)
            {
                return "subject has a version below 1 or above 2^53 - 1";
            }

            if ((subject.Version == 1) != (subject.Previous is null))
            {
                return "subject has a previous entry at version 1, or none above";
            }

            if (subject.Previous is { } previous && !IsVersion7(previous))
            {
                return "subject's previous entry is not a UUID of version 7";
            }

            if (!ids.Add(subject.Id))
            {
                return "subject stands twice";
            }
        }

        return null;
    }

    private static bool IsVersion7(Guid id) => id.Version == 7 && id.Variant is >= 8 and <= 11;

    private static bool IsText(string text) => text.Length is > 0 and <= EntryEnvelope.MaxTextLength;

    /// <summary>Words of ASCII letters, digits and hyphens joined by points, then /v and a number from 1.</summary>
    private static bool IsType(string type)
    {
        var slash = type.IndexOf("/v", StringComparison.Ordinal);
        if (slash <= 0 || type.Length > EntryEnvelope.MaxTextLength || type.Length - slash - 2 is < 1 or > 9 || type[slash + 2] == '0')
        {
            return false;
        }

        foreach (var digit in type.AsSpan(slash + 2))
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }
        }

        var previous = '.';
        foreach (var c in type.AsSpan(0, slash))
        {
            if (c == '.' ? previous == '.' : !char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return false;
            }

            previous = c;
        }

        return previous != '.';
    }
}
