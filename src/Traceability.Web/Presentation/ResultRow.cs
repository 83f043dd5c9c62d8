using System.Globalization;
using Microsoft.AspNetCore.Html;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Presentation;

/// <summary>One line of the grid of results.</summary>
/// <param name="Limit">What it will be held against; null where that is not known.</param>
public sealed record ResultRow(Form Form, int Index, IHtmlContent? Limit)
{
    public static IReadOnlyList<string> Parts { get; } = ["analyte", "value", "detectionLimit", "unit", "method"];

    public static string Name(int row, string part) => string.Create(CultureInfo.InvariantCulture, $"items[{row}].{part}");

    public string Name(string part) => Name(Index, part);
}
