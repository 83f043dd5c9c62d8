namespace Traceability.App.Sheets;

/// <summary>How labels lie on a sheet of A4, in millimetres: the usual sheets of 24 and of 65.</summary>
/// <param name="Name">In addresses.</param>
/// <param name="Left">From the edge of the paper to the first label, likewise <paramref name="Top"/>.</param>
/// <param name="PitchX">From the left side of a label to that of the next, likewise downwards <paramref name="PitchY"/>.</param>
/// <param name="Symbol">Side of the QR code with its quiet zone: the code itself is never below 12 mm.</param>
/// <param name="LargestType">Of the product's name, in points.</param>
public sealed record LabelGrid(
    string Name, int Columns, int Rows, decimal Left, decimal Top, decimal PitchX, decimal PitchY, decimal Width, decimal Height, decimal Symbol, decimal LargestType)
{
    public const decimal PaperWidth = 210;
    public const decimal PaperHeight = 297;

    public static LabelGrid ThreeByEight { get; } = new("3x8", 3, 8, 7.25m, 12.9m, 66.04m, 33.9m, 63.5m, 33.9m, 27, 11);

    public static LabelGrid FiveByThirteen { get; } = new("5x13", 5, 13, 4.65m, 10.7m, 40.65m, 21.2m, 38.1m, 21.2m, 17, 7);

    public static IReadOnlyList<LabelGrid> All { get; } = [ThreeByEight, FiveByThirteen];

    public int OnASheet => Columns * Rows;

    public static LabelGrid? Find(string? name) => All.FirstOrDefault(g => string.Equals(g.Name, name, StringComparison.Ordinal));
}
