namespace Traceability.Web.Presentation;

/// <summary>The ways on through a list that is read page by page by its key.</summary>
/// <param name="First">Address of the first page; null on it.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
public sealed record Pager(string? First, string? Next)
{
    public bool IsNeeded => First is not null || Next is not null;

    /// <param name="after">The key that this page begins behind.</param>
    /// <param name="next">The key that the next one begins behind.</param>
    public static Pager Of(string path, string? after, string? next) =>
        new(after is null ? null : path, next is null ? null : path + (path.Contains('?', StringComparison.Ordinal) ? '&' : '?') + "after=" + Uri.EscapeDataString(next));
}
