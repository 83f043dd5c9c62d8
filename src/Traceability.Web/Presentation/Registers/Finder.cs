namespace Traceability.Web.Presentation.Registers;

/// <summary>The search box and the filters of a register. All of it is in the address: it needs no script and can be sent to somebody.</summary>
/// <param name="Path">The register's own address.</param>
/// <param name="Label">What may be searched for; null for a register that is only narrowed.</param>
/// <param name="Sought">What was searched for.</param>
public sealed record Finder(string Path, string? Label, string? Sought, params IReadOnlyList<Filter> Filters)
{
    public const string SoughtKey = "q";
    public const int MaxLength = 100;

    public bool IsUsed => !string.IsNullOrWhiteSpace(Sought) || Filters.Any(f => f.Option is not null);

    /// <summary>This search and these filters, for the pager to go on from.</summary>
    public string Address => Compose(Filters.Select(f => (f.Name, f.Option?.Value)));

    /// <summary>The same with one filter set otherwise; null for everything.</summary>
    public string With(Filter changed, string? value) => Compose(Filters.Select(f => (f.Name, ReferenceEquals(f, changed) ? value : f.Option?.Value)));

    private string Compose(IEnumerable<(string Name, string? Value)> filters)
    {
        var query = QueryString.Empty;
        if (!string.IsNullOrWhiteSpace(Sought))
            query = query.Add(SoughtKey, Sought);
        return Path + filters.Where(f => f.Value is not null).Aggregate(query, (q, f) => q.Add(f.Name, f.Value!));
    }
}

/// <summary>One of a few, or all.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Chosen">As the address has it; what is not offered counts as nothing.</param>
public sealed record Filter(string Name, string Label, string? Chosen, params IReadOnlyList<FilterOption> Options)
{
    public FilterOption? Option { get; } = Options.FirstOrDefault(o => string.Equals(o.Value, Chosen, StringComparison.Ordinal));
}

public sealed record FilterOption(string Value, string Label);
