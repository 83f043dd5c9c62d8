using Traceability.App.Features.Quality;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Presentation;

/// <summary>Inspections as rows of a register: which product and lot, where it stands, when it was sampled, what it came to.</summary>
internal static class InspectionRows
{
    public static IReadOnlyList<string> Columns(Wording text) => [text["inspection.batch"], text["inspection.kind"], text["test.sampled"], text["inspection.state"]];

    public static RegisterRow Of(ListedInspection inspection, Wording text) => new(
        Cell.With(text.Product(inspection.ProductName.Name, inspection.ProductName.NameEn, inspection.Gtin), Cell.Code(inspection.Lot)),
        $"/inspections/{inspection.Inspection}",
        Cell.Of(text[$"test.kind.{inspection.Kind}"]),
        inspection.SampledOn is { } day ? Cell.Day(day, text) : null,
        inspection.Verdict is { } verdict ? Cell.Mark(TestBar.Tone(verdict), text[$"test.verdict.{verdict}"]) : Cell.Of(text[$"inspection.state.{inspection.State}"]));
}
