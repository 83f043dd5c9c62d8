using Microsoft.AspNetCore.Html;

namespace Traceability.Web.Presentation.Registers;

/// <summary>A list as <c>_Register</c> draws it: a table on a desk, cards on a phone, with a way to search it, to narrow it and to go on.</summary>
/// <param name="Caption">What is listed.</param>
/// <param name="Columns">Heads of the columns; the first names the thing.</param>
/// <param name="Empty">What is said where nothing is there at all.</param>
public sealed record Register(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<RegisterRow> Rows, Pager Pager, Empty Empty)
{
    public Finder? Finder { get; init; }

    /// <summary>Nothing is there, and nobody looked for anything in particular.</summary>
    public bool IsEmpty => Rows.Count == 0 && Pager.First is null && Finder is not { IsUsed: true };
}

/// <param name="Name">Under the first head.</param>
/// <param name="Href">Where the row leads; null for nowhere.</param>
/// <param name="Cells">Under the other heads, in their order; null for an empty one. <see cref="Cell"/> makes them.</param>
public sealed record RegisterRow(IHtmlContent Name, string? Href, params IReadOnlyList<IHtmlContent?> Cells);
