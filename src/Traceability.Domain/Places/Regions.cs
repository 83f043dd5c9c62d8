using Traceability.Domain.Values;

namespace Traceability.Domain.Places;

/// <summary>
/// The register of administrative divisions. Codes change over the years: a later import adds, renames, moves and ends, and a
/// code once known stays known. A row says all there is to say of its code and takes the place of what was said before.
/// </summary>
public sealed class Regions : Aggregate
{
    private readonly Dictionary<string, Region> _rows = new(StringComparer.Ordinal);
    private readonly HashSet<Region> _changed = [];

    public string Edition { get; private set; } = "";
    public IReadOnlyCollection<Region> Rows => _rows.Values;

    /// <summary>The rows as they are stored. They are many, so whoever keeps the register keeps them apart from it.</summary>
    public void Load(IEnumerable<Region> rows)
    {
        foreach (var row in rows)
            _rows.Add(row.Code, row);
    }

    /// <summary>The rows that facts have changed since the last call.</summary>
    public IReadOnlyCollection<Region> TakeChanged()
    {
        var changed = _changed.ToList();
        _changed.Clear();
        return changed;
    }

    public Result<RegionsImported> Import(RegionsImported asked) =>
        RegionTree.FirstFlaws(_rows.Values, asked.Rows ?? []) is { Count: > 0 } flaws ? PlaceProblems.RegionRows(flaws) : asked;

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        switch (fact)
        {
            case RegionNamesImported e:
                Edition = e.Edition;
                foreach (var row in e.Rows ?? [])
                {
                    var code = row.Code.ToString();
                    if (_rows.TryGetValue(code, out var known))
                        Change(known, known.Rename(row.Name, row.NameEn));
                    else
                        Add(new Region(code, row.Name, row.NameEn, parent: null, parentDeclared: false, validFrom: null, validTo: null, successor: null));
                }

                FindParents();
                break;
            case RegionsImported e:
                Edition = e.Edition;
                foreach (var row in e.Rows ?? [])
                {
                    if (_rows.TryGetValue(row.Code.ToString(), out var known))
                        Change(known, known.Restate(row));
                    else
                        Add(Region.Of(row));
                }

                FindParents();
                break;
            default:
                throw Unknown(fact);
        }
    }

    /// <summary>A row that declares no parent lies in the nearest region above it by its code, and that may have become another.</summary>
    private void FindParents()
    {
        foreach (var row in _rows.Values.Where(r => !r.ParentDeclared))
            Change(row, row.Move(RegionTree.NearestAbove(RegionCode.Parse(row.Code), _rows.ContainsKey)));
    }

    private void Add(Region row)
    {
        _rows.Add(row.Code, row);
        _changed.Add(row);
    }

    private void Change(Region row, bool changed)
    {
        if (changed)
            _changed.Add(row);
    }
}

/// <summary>An administrative division (GB/T 2260 and below).</summary>
public sealed class Region(
    string code, string name, string nameEn, string? parent, bool parentDeclared, DateOnly? validFrom, DateOnly? validTo, string? successor, Coordinate? centre = null)
{
    public string Code { get; private set; } = code;
    public string Name { get; private set; } = name;
    public string NameEn { get; private set; } = nameEn;
    /// <summary>The region that it lies in; null for one of the top.</summary>
    public string? Parent { get; private set; } = parent;
    /// <summary>Whether the register names the parent; where it does not, the parent follows from the code.</summary>
    public bool ParentDeclared { get; private set; } = parentDeclared;
    /// <summary>The first day on which it is a region; null where nobody said.</summary>
    public DateOnly? ValidFrom { get; private set; } = validFrom;
    /// <summary>The last day on which it is one; null while it has no end.</summary>
    public DateOnly? ValidTo { get; private set; } = validTo;
    /// <summary>The region that takes its place after the last day.</summary>
    public string? Successor { get; private set; } = successor;
    /// <summary>A point in it by which it is found on a map; null where nobody said.</summary>
    public Coordinate? Centre { get; private set; } = centre;

    public static Region Of(RegionRow row) =>
        new(row.Code.ToString(), row.Name, row.NameEn, row.Parent?.ToString(), row.Parent is not null, row.ValidFrom, row.ValidTo, row.Successor?.ToString(), row.Centre);

    /// <summary>Why nothing new can lie in it on a day; null when it can.</summary>
    public Problem? WhyNotOn(DateOnly day)
    {
        if (ValidTo is { } last && day > last)
            return PlaceProblems.RegionExpired(Code, last, Successor);
        return ValidFrom is { } first && day < first ? PlaceProblems.RegionNotYet(Code, first) : null;
    }

    /// <returns>Whether that changed it, likewise below.</returns>
    internal bool Rename(string name, string nameEn)
    {
        var before = (Name, NameEn);
        (Name, NameEn) = (name, nameEn);
        return before != (Name, NameEn);
    }

    internal bool Restate(RegionRow row)
    {
        var before = (Name, NameEn, Parent, ParentDeclared, ValidFrom, ValidTo, Successor, Centre);
        (Name, NameEn, ParentDeclared) = (row.Name, row.NameEn, row.Parent is not null);
        // What follows from the code is found when all rows are known.
        Parent = row.Parent?.ToString() ?? Parent;
        (ValidFrom, ValidTo, Successor, Centre) = (row.ValidFrom, row.ValidTo, row.Successor?.ToString(), row.Centre);
        return before != (Name, NameEn, Parent, ParentDeclared, ValidFrom, ValidTo, Successor, Centre);
    }

    internal bool Move(string? parent)
    {
        var before = Parent;
        Parent = parent;
        return !string.Equals(before, parent, StringComparison.Ordinal);
    }
}
