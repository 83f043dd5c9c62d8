using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Quality;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Inspections;

/// <summary>A laboratory's inspections: what is asked of it, what waits for its result, what it reported.</summary>
[MayUse(Role.Inspector)]
public sealed class IndexModel(ISender sender, Wording text) : PageModel
{
    private const string Path = "/inspections";

    /// <summary>A lot number.</summary>
    [BindProperty(SupportsGet = true, Name = Finder.SoughtKey)]
    public string? Sought { get; set; }

    public Register Register { get; private set; } = null!;

    public async Task OnGetAsync(string? state, Guid? after, CancellationToken cancellationToken)
    {
        InspectionState[] states = [InspectionState.Requested, InspectionState.Sampled, InspectionState.Reported];
        var filter = new Filter("state", text["inspection.state"], state, [.. states.Select(s => new FilterOption(s.ToString().ToLowerInvariant(), text[$"inspection.state.{s}"]))]);
        var finder = new Finder(Path, text["inspections.search"], Sought, filter);
        InspectionState? chosen = filter.Option is { } option ? Enum.Parse<InspectionState>(option.Value, ignoreCase: true) : null;
        var sought = Sought?.Trim();
        var readable = LotNumber.TryParse(sought, out var lot, out _);
        var list = string.IsNullOrEmpty(sought) || readable
            ? (await sender.Send(new ListInspections(chosen, Mine: true, Lot: readable ? lot : null, After: after), cancellationToken)).Value
            : new InspectionList([], Next: null);
        Register = new Register(
            text["room.inspections"], InspectionRows.Columns(text), [.. list.Items.Select(i => InspectionRows.Of(i, text))], Pager.Of(finder.Address, after?.ToString(), list.Next?.ToString()),
            new Empty(text["inspections.none"], text["inspections.none.next"], text["inspections.sample"], "/inspections/sample")) { Finder = finder };
    }
}
