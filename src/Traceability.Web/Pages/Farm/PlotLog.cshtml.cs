using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Traceability.App.Features.Cultivation;
using Traceability.Domain.Cultivation;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>The field log of a plot, the newest first.</summary>
[MayUse(Role.Cooperative, Role.Supervisor)]
public sealed class PlotLogModel(ISender sender, Wording text) : PageModel
{
    private const int OnAPage = 50;

    public PlotLink Plot { get; private set; } = null!;

    public IntervalOpen? Closed { get; private set; }

    public bool NothingSown { get; private set; }

    public Register Steps { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? gln, string? plot, Guid? after, CancellationToken cancellationToken)
    {
        if (PlotLink.Of(gln, plot) is not { } link)
            return NotFound();
        var listed = await sender.Send(new ListSteps(link.Base, link.Plot, after, OnAPage), cancellationToken);
        if (listed.Failed(out var log))
            return NotFound();
        (Plot, Closed, NothingSown) = (link, log.Closed, log.Missing.Count > 0);
        Steps = new Register(
            text["plot-log"],
            [text["log.what"], text["log.day"], text["log.with"], text["log.interval"], text["log.by"]],
            [.. log.Items.Select(Row)],
            Pager.Of(link.Log, after?.ToString(), log.Next?.ToString()),
            new Empty(text["log.empty"], text["log.empty.next"]));
        return Page();
    }

    private RegisterRow Row(StepItem step)
    {
        var what = Cell.Of(text[$"step.{step.Kind}"]);
        return new RegisterRow(
            step.Void ? Cell.With(what, Cell.Of(text["log.void"])) : what,
            Href: null,
            Late(step) is { } late ? Cell.With(Cell.Day(step.Day, text), Cell.Of(late)) : Cell.Day(step.Day, text),
            With(step) is { Length: > 0 } with ? Cell.With(Cell.Given(with), step.PerMu is { } amount ? Cell.Of(text.PerMu(amount)) : null) : null,
            step is { Kind: PlotStep.Spray, IntervalDays: { } days, FirstHarvestDay: { } first } ? Cell.With(Cell.Of(text.Count("unit.days", days)), Cell.Of(string.Format(CultureInfo.InvariantCulture, text["log.from"], text.Date(first)))) : null,
            step.Operator is { } by ? Cell.Given(by) : null);
    }

    /// <summary>Late recording is allowed and shown.</summary>
    private string? Late(StepItem step) =>
        DateOnly.FromDateTime(step.RecordedAt.UtcDateTime).DayNumber - step.Day.DayNumber is > 1 and var days ? text.Count("stop.late", days) : null;

    private string With(StepItem step) => string.Join(" · ", new[] { step.Input, step.Ingredients is { } i ? text.List(i) : null, step.Pest }.OfType<string>());
}
