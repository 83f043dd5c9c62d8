using Traceability.Domain.Values;

namespace Traceability.Domain.Places;

/// <summary>What makes the rows of a register a tree.</summary>
internal static class RegionTree
{
    /// <summary>Enough to mend a file by.</summary>
    private const int Most = 20;

    /// <summary>The nearest known region that a code lies in by its digits.</summary>
    public static string? NearestAbove(RegionCode code, Func<string, bool> isKnown)
    {
        for (var above = code.Parent; above is { } region; above = region.Parent)
        {
            if (region.ToString() is var text && isKnown(text))
                return text;
        }

        return null;
    }

    /// <summary>What is wrong with rows that are to be imported over those that are known.</summary>
    public static IReadOnlyList<Problem> FirstFlaws(IEnumerable<Region> known, IReadOnlyList<RegionRow> rows)
    {
        var codes = known.Select(r => r.Code).Concat(rows.Select(r => r.Code.ToString())).ToHashSet(StringComparer.Ordinal);
        var flaws = rows.SelectMany((row, i) => Flaws(row, i, codes)).Take(Most).ToList();
        return flaws.Count > 0 ? flaws : [.. Circles(known, rows, codes).Take(Most)];
    }

    private static IEnumerable<Problem> Flaws(RegionRow row, int i, HashSet<string> codes)
    {
        if (row.Parent is { } parent)
        {
            if (!codes.Contains(parent.ToString()))
                yield return PlaceProblems.RegionParent(i, $"{parent} is neither in the register nor in this import.");
            else if (parent.Level >= row.Code.Level)
                yield return PlaceProblems.RegionParent(i, $"{parent} is no region of a level above {row.Code}.");
        }

        if (row.ValidFrom > row.ValidTo)
            yield return PlaceProblems.RegionValidity(i, row.Code.ToString());
        if (row.Successor is not { } successor)
            yield break;
        if (row.ValidTo is null)
            yield return PlaceProblems.RegionSuccessor(i, $"{row.Code} has a successor and no last day.");
        else if (successor == row.Code || !codes.Contains(successor.ToString()))
            yield return PlaceProblems.RegionSuccessor(i, $"{successor} is neither in the register nor in this import, or is {row.Code} itself.");
    }

    /// <summary>From a region one goes to its parent or to its successor; whichever way, nobody comes back.</summary>
    private static IEnumerable<Problem> Circles(IEnumerable<Region> known, IReadOnlyList<RegionRow> rows, HashSet<string> codes)
    {
        var next = known.ToDictionary(r => r.Code, r => (Parent: r.ParentDeclared ? r.Parent : Above(r.Code), r.Successor), StringComparer.Ordinal);
        foreach (var row in rows)
            next[row.Code.ToString()] = (row.Parent?.ToString() ?? Above(row.Code.ToString()), row.Successor?.ToString());

        var done = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            if (LeadsBack(rows[i].Code.ToString(), next, done))
                yield return PlaceProblems.RegionCircle(i, rows[i].Code.ToString());
        }

        string? Above(string code) => NearestAbove(RegionCode.Parse(code), codes.Contains);
    }

    private static bool LeadsBack(string start, Dictionary<string, (string? Parent, string? Successor)> next, HashSet<string> done)
    {
        // A walk in depth without recursion: a chain of successors may be as long as the register.
        var open = new HashSet<string>(StringComparer.Ordinal);
        var path = new Stack<(string Code, int Step)>();
        path.Push((start, 0));
        while (path.TryPop(out var at))
        {
            if (at.Step == 0 && (done.Contains(at.Code) || !open.Add(at.Code)))
                continue;
            if (at.Step == 2)
            {
                open.Remove(at.Code);
                done.Add(at.Code);
                continue;
            }

            path.Push((at.Code, at.Step + 1));
            var (parent, successor) = next[at.Code];
            if ((at.Step == 0 ? parent : successor) is not { } to)
                continue;
            if (open.Contains(to))
                return true;
            path.Push((to, 0));
        }

        return false;
    }
}
