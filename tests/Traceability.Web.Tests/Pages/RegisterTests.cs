using Traceability.Domain;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Tests.Pages;

/// <summary>What a register says of itself in addresses, and what is drawn of a refusal.</summary>
public sealed class RegisterTests
{
    private static readonly Filter Kind = new("kind", "Kind", "pack", new("harvest", "Harvest"), new("pack", "Pack"));
    private static readonly Filter Held = new("held", "Held", "no such", new FilterOption("yes", "Yes"));

    [Fact]
    public void Finder_OfASearchAndFilters_KeepsThemInItsAddress()
    {
        var finder = new Finder("/farm/batches", "Lot", "a&b", Kind, Held);

        Assert.True(finder.IsUsed);
        Assert.Equal("/farm/batches?q=a%26b&kind=pack", finder.Address);
        Assert.Equal("/farm/batches?q=a%26b&kind=harvest", finder.With(Kind, "harvest"));
        Assert.Equal("/farm/batches?q=a%26b&kind=pack&held=yes", finder.With(Held, "yes"));
        Assert.Equal("/farm/batches?q=a%26b", finder.With(Kind, null));
    }

    [Fact]
    public void Filter_OfSomethingThatIsNotOffered_IsNone()
    {
        Assert.Null(Held.Option);
        Assert.False(new Finder("/x", Label: null, " ", Held).IsUsed);
    }

    [Fact]
    public void Refusal_WithASum_IsDrawnWithinItsWidth()
    {
        var refused = new Problem("harvest.beyond-plot", ProblemKind.Refused, "")
        {
            Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["capKg"] = "300000", ["harvestedKg"] = "200000", ["askedKg"] = "200000", ["season"] = "2026" },
        };
        var sum = RefusalSum.Of(refused)!;

        Assert.Equal(("750", "500", "500"), (sum.WholeWidth, sum.UsedWidth, sum.AskedWidth));
        Assert.Equal(sum.UsedWidth, sum.AskedFrom);
    }

    [Fact]
    public void Refusal_WithoutASum_IsNotDrawn()
    {
        Assert.Null(RefusalSum.Of(new Problem("batch.unknown", ProblemKind.NotFound, "")));
        Assert.Null(RefusalSum.Of(new Problem("x", ProblemKind.Refused, "") { Facts = new Dictionary<string, object?>(StringComparer.Ordinal) { ["held"] = "0", ["asked"] = "0" } }));
    }
}
