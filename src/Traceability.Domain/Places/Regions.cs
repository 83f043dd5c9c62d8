namespace Traceability.Domain.Places;

/// <summary>The imported register of regions. A later import adds and renames; a code once known stays known.</summary>
public sealed class Regions : Aggregate
{
    private readonly List<Region> _rows = [];

    public string Edition { get; private set; } = "";
    public IReadOnlyCollection<Region> Rows => _rows;

    protected override void On(DomainEvent fact, Stamp stamp)
    {
        if (fact is not RegionsImported e)
            throw Unknown(fact);
        Edition = e.Edition;
        var known = _rows.ToDictionary(r => r.Code, StringComparer.Ordinal);
        foreach (var row in e.Rows ?? [])
        {
            var code = row.Code.ToString();
            if (known.TryGetValue(code, out var region))
            {
                region.Rename(row);
                continue;
            }

            region = new Region(code, row.Name, row.NameEn);
            known.Add(code, region);
            _rows.Add(region);
        }
    }
}

/// <summary>An administrative division (GB/T 2260 and below).</summary>
public sealed class Region(string code, string name, string nameEn)
{
    public string Code { get; private set; } = code;
    public string Name { get; private set; } = name;
    public string NameEn { get; private set; } = nameEn;

    internal void Rename(RegionRow row) => (Name, NameEn) = (row.Name, row.NameEn);
}
