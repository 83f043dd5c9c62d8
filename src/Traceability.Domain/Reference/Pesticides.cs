using Traceability.Domain.Values;

namespace Traceability.Domain.Reference;

/// <summary>
/// The register of pesticides: the names of active ingredients, where and when their use is banned, the intervals of labels. Nothing in
/// it is ever overwritten; what has no last day may get one.
/// </summary>
public sealed class Pesticides : Aggregate
{
    private readonly List<PesticideName> _names = [];
    private readonly List<PesticideBan> _bans = [];
    private readonly List<LabelInterval> _intervals = [];

    public string Edition { get; private set; } = "";
    public IReadOnlyCollection<PesticideName> Names => _names;
    public IReadOnlyCollection<PesticideBan> Bans => _bans;
    public IReadOnlyCollection<LabelInterval> Intervals => _intervals;

    public Result<PesticidesImported> Import(PesticidesImported asked)
    {
        var flaws = new List<Problem>();
        var rows = asked.Rows ?? [];
        // As the register will be, so that rows of one file are held against each other too.
        var after = new Pesticides();
        after._names.AddRange(_names);
        after._bans.AddRange(_bans);
        after._intervals.AddRange(_intervals);
        for (var i = 0; i < rows.Count && flaws.Count < ReferenceProblems.MostFlaws; i++)
        {
            if (after.WhyNot(rows[i]) is { } why)
                flaws.Add(why.On($"pesticides[{i}]"));
            else
                after.Add(rows[i]);
        }

        return flaws.Count > 0 ? ReferenceProblems.Rows(flaws) : asked;
    }

    private Problem? WhyNot(PesticideRow row)
    {
        var wanted = row.Kind switch
        {
            PesticideRowKind.Name => row is { Crop: null, From: null, To: null, Days: null, Notice: null },
            PesticideRowKind.Ban => row is { Alias: null, From: not null, Days: null, Notice: not null },
            PesticideRowKind.Interval => row is { Alias: null, Crop: not null, From: not null, Days: not null, Notice: not null },
            _ => false,
        };
        if (!wanted)
            return ReferenceProblems.Kind;
        if (row.To < row.From)
            return ReferenceProblems.Validity;
        return row.Kind switch
        {
            PesticideRowKind.Name when NameOf(row.Ingredient) is { } known && !Same(known.Ingredient, row.Ingredient) =>
                ReferenceProblems.Contradicts($"It is another name of {known.Ingredient}."),
            PesticideRowKind.Name when row.Alias is { } alias && NameOf(alias) is { } taken && !Same(taken.Ingredient, row.Ingredient) =>
                ReferenceProblems.Contradicts($"The alias is one of {taken.Ingredient}."),
            PesticideRowKind.Name => null,
            _ when NameOf(row.Ingredient) is not { } named || !Same(named.Ingredient, row.Ingredient) =>
                ReferenceProblems.Ingredient,
            PesticideRowKind.Ban when Ban(row) is { } ban && (!Same(ban.Notice, row.Notice!) || (ban.To is not null && ban.To != row.To)) =>
                ReferenceProblems.Contradicts("The ban is registered otherwise, and is never overwritten."),
            PesticideRowKind.Interval when Interval(row) is { } interval && (interval.Days != row.Days || (interval.To is not null && interval.To != row.To)) =>
                ReferenceProblems.Contradicts("The interval is registered otherwise, and is never overwritten."),
            _ => null,
        };
    }

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        if (fact is not PesticidesImported e)
            throw Unknown(fact);
        Edition = e.Edition;
        foreach (var row in e.Rows ?? [])
        {
            Add(row);
            if (row.Kind == PesticideRowKind.Ban)
                Ban(row)!.End(row.To);
            else if (row.Kind == PesticideRowKind.Interval)
                Interval(row)!.End(row.To);
        }
    }

    private void Add(PesticideRow row)
    {
        switch (row.Kind)
        {
            case PesticideRowKind.Name:
                AddName(row.Ingredient, row.Ingredient);
                if (row.Alias is { } alias)
                    AddName(alias, row.Ingredient);
                break;
            case PesticideRowKind.Ban when Ban(row) is null:
                _bans.Add(new PesticideBan(Domain.Subject.Pesticides, row.Ingredient, row.Crop?.ToString() ?? PesticideBan.AllCrops, row.From!.Value, row.Notice!, row.Verify));
                break;
            case PesticideRowKind.Interval when Interval(row) is null:
                _intervals.Add(new LabelInterval(Domain.Subject.Pesticides, row.Ingredient, row.Crop!.Value, row.From!.Value, row.Days!.Value, row.Verify));
                break;
        }
    }

    private void AddName(string name, string ingredient)
    {
        if (NameOf(name) is null)
            _names.Add(new PesticideName(Domain.Subject.Pesticides, SubstanceName.Key(name), name, ingredient));
    }

    private PesticideName? NameOf(string name)
    {
        var key = SubstanceName.Key(name);
        return _names.Find(n => Same(n.Key, key));
    }

    private PesticideBan? Ban(PesticideRow row) =>
        _bans.Find(b => Same(b.Ingredient, row.Ingredient) && Same(b.Crop, row.Crop?.ToString() ?? PesticideBan.AllCrops) && b.From == row.From);

    private LabelInterval? Interval(PesticideRow row) => _intervals.Find(x => Same(x.Ingredient, row.Ingredient) && x.Crop == row.Crop && x.From == row.From);

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}

/// <summary>A name by which an active ingredient is found, and the name it has in the register.</summary>
public sealed class PesticideName(string register, string key, string alias, string ingredient)
{
    public string Register { get; private set; } = register;
    public string Key { get; private set; } = key;
    public string Alias { get; private set; } = alias;
    public string Ingredient { get; private set; } = ingredient;
}

/// <summary>The use of an active ingredient is banned, on some crops or on all.</summary>
public sealed class PesticideBan(string register, string ingredient, string crop, DateOnly from, string notice, bool verify)
{
    public const string AllCrops = "all";

    public string Register { get; private set; } = register;
    public string Ingredient { get; private set; } = ingredient;
    /// <summary>The class of crops, or <see cref="AllCrops"/>.</summary>
    public string Crop { get; private set; } = crop;
    /// <summary>First day of the ban.</summary>
    public DateOnly From { get; private set; } = from;
    /// <summary>Its last day; null while it has no end.</summary>
    public DateOnly? To { get; private set; }
    /// <summary>The notice that bans it.</summary>
    public string Notice { get; private set; } = notice;
    public bool Verify { get; private set; } = verify;

    public bool Covers(FoodClass crop, DateOnly day) =>
        From <= day && (To is null || To >= day) && (string.Equals(Crop, AllCrops, StringComparison.Ordinal) || crop.IsWithin(FoodClass.Parse(Crop)));

    internal void End(DateOnly? last) => To ??= last;
}

/// <summary>The interval that labels give for an active ingredient on a crop.</summary>
public sealed class LabelInterval(string register, string ingredient, FoodClass crop, DateOnly from, int days, bool verify)
{
    public string Register { get; private set; } = register;
    public string Ingredient { get; private set; } = ingredient;
    public FoodClass Crop { get; private set; } = crop;
    public DateOnly From { get; private set; } = from;
    public DateOnly? To { get; private set; }
    /// <summary>Days between the last use and the harvest.</summary>
    public int Days { get; private set; } = days;
    public bool Verify { get; private set; } = verify;

    internal void End(DateOnly? last) => To ??= last;
}
