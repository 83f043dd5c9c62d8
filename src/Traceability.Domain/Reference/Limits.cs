using Traceability.Domain.Values;

namespace Traceability.Domain.Reference;

/// <summary>
/// The register of limits, by standard and edition. Nothing in it is ever overwritten: a new edition stands beside the old, further
/// rows of an edition may come later, and an edition that has no last day may get one.
/// </summary>
public sealed class Limits : Aggregate
{
    private readonly List<LimitSet> _sets = [];

    public string Edition { get; private set; } = "";
    public IReadOnlyCollection<LimitSet> Sets => _sets;

    public Result<LimitsImported> Import(LimitsImported asked)
    {
        var flaws = new List<Problem>();
        var rows = asked.Rows ?? [];
        var editions = new Dictionary<(string, string), LimitRow>();
        var keys = new HashSet<(string, string, FoodClass, string, LimitBasis)>();
        for (var i = 0; i < rows.Count && flaws.Count < ReferenceProblems.MostFlaws; i++)
        {
            if (WhyNot(rows[i], editions, keys) is { } why)
                flaws.Add(why.On($"limits[{i}]"));
        }

        return flaws.Count > 0 ? ReferenceProblems.Rows(flaws) : asked;
    }

    private Problem? WhyNot(LimitRow row, Dictionary<(string, string), LimitRow> editions, HashSet<(string, string, FoodClass, string, LimitBasis)> keys)
    {
        if (row.ValidTo < row.ValidFrom)
            return ReferenceProblems.Validity;
        var first = editions.TryAdd((row.Standard, row.Edition), row) ? row : editions[(row.Standard, row.Edition)];
        if ((first.ValidFrom, first.ValidTo) != (row.ValidFrom, row.ValidTo))
            return ReferenceProblems.Contradicts("Other rows of the edition have other days of validity.");
        if (!keys.Add((row.Standard, row.Edition, row.FoodClass, SubstanceName.Key(row.Analyte), row.Basis)))
            return ReferenceProblems.Twice;
        if (Set(row) is not { } set)
        {
            return _sets.Exists(s => string.Equals(s.Standard, row.Standard, StringComparison.Ordinal) && s.ValidFrom == row.ValidFrom)
                ? ReferenceProblems.Contradicts("Another edition of the standard begins on the same day.")
                : null;
        }

        if (set.ValidFrom != row.ValidFrom || (set.ValidTo is not null && set.ValidTo != row.ValidTo))
            return ReferenceProblems.Contradicts("The edition is registered with other days of validity.");
        return set.Find(row) is { } known && !known.IsSameAs(row) ? ReferenceProblems.Contradicts("The limit is registered otherwise, and a limit is never overwritten.") : null;
    }

    private LimitSet? Set(LimitRow row) => _sets.Find(s => s.Is(row.Standard, row.Edition));

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        if (fact is not LimitsImported e)
            throw Unknown(fact);
        Edition = e.Edition;
        foreach (var row in e.Rows ?? [])
        {
            if (Set(row) is not { } set)
                _sets.Add(set = new LimitSet(Subject, row.Standard, row.Edition, row.ValidFrom));
            set.Take(row);
        }
    }
}

/// <summary>One edition of one standard.</summary>
public sealed class LimitSet(string register, string standard, string edition, DateOnly validFrom)
{
    private readonly List<LimitItem> _items = [];

    public string Register { get; private set; } = register;
    public string Standard { get; private set; } = standard;
    public string Edition { get; private set; } = edition;
    public DateOnly ValidFrom { get; private set; } = validFrom;
    /// <summary>Null while it has no last day of its own; the next edition ends it then.</summary>
    public DateOnly? ValidTo { get; private set; }
    public IReadOnlyCollection<LimitItem> Items => _items;

    internal bool Is(string standard, string edition) => string.Equals(Standard, standard, StringComparison.Ordinal) && string.Equals(Edition, edition, StringComparison.Ordinal);

    internal LimitItem? Find(LimitRow row)
    {
        var key = SubstanceName.Key(row.Analyte);
        return _items.Find(i => i.FoodClass == row.FoodClass && i.Basis == row.Basis && string.Equals(i.AnalyteKey, key, StringComparison.Ordinal));
    }

    internal void Take(LimitRow row)
    {
        ValidTo ??= row.ValidTo;
        if (Find(row) is null)
            _items.Add(LimitItem.Of(row));
    }
}

/// <summary>The most of an analyte in a class of food.</summary>
public sealed class LimitItem(
    string standard, string edition, FoodClass foodClass, string analyteKey, LimitBasis basis, string analyte, string? analyteEn, string? analyteEnKey, decimal value, string unit, bool exclusive, string methods, bool verify)
{
    public string Standard { get; private set; } = standard;
    public string Edition { get; private set; } = edition;
    public FoodClass FoodClass { get; private set; } = foodClass;
    public string AnalyteKey { get; private set; } = analyteKey;
    public LimitBasis Basis { get; private set; } = basis;
    public string Analyte { get; private set; } = analyte;
    public string? AnalyteEn { get; private set; } = analyteEn;
    public string? AnalyteEnKey { get; private set; } = analyteEnKey;
    public decimal Value { get; private set; } = value;
    public string Unit { get; private set; } = unit;
    /// <summary>Whether the value itself is already too much.</summary>
    public bool Exclusive { get; private set; } = exclusive;
    /// <summary>Standards of the methods, separated by semicolons.</summary>
    public string Methods { get; private set; } = methods;
    public bool Verify { get; private set; } = verify;

    internal static LimitItem Of(LimitRow row) => new(
        row.Standard, row.Edition, row.FoodClass, SubstanceName.Key(row.Analyte), row.Basis, row.Analyte, row.AnalyteEn, row.AnalyteEn is { } en ? SubstanceName.Key(en) : null,
        row.Value, row.Unit, row.Exclusive, row.Methods ?? "", row.Verify);

    internal bool IsSameAs(LimitRow row) => (Value, Unit, Exclusive) == (row.Value, row.Unit, row.Exclusive);
}
