using System.Globalization;

namespace Traceability.Web.Presentation;

/// <summary>What is licensed and what of it is used, drawn against the largest of several.</summary>
/// <param name="Largest">What fills the whole width; the whole itself where it stands alone.</param>
public sealed record UsedBar(decimal Whole, decimal Used, decimal Largest)
{
    public string WholeWidth => Part(Whole);

    public string UsedWidth => Part(decimal.Min(Used, Whole));

    private string Part(decimal value) => (Largest == 0 ? 0 : value / Largest * 1000).ToString("0.##", CultureInfo.InvariantCulture);
}
