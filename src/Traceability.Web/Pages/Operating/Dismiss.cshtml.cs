using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Supervision;
using Traceability.App.Features.Trace;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Operating;

/// <summary>Asks once more before somebody's supervision of a region ends.</summary>
[MayUse(Role.Operator)]
public sealed class DismissModel(ISender sender, IdempotencyContext idempotency) : FormPage("region")
{
    public SupervisorView Supervisor { get; private set; } = null!;

    public PlaceView Place { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, string? region, CancellationToken cancellationToken) =>
        await TryLoadAsync(id, region, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, Form.Typed("region"), cancellationToken))
            return NotFound();
        idempotency.Key = Form.Once;
        var dismissed = await sender.Send(new DismissSupervisor(RegionCode.Parse(Place.Code)) { Supervisor = id }, cancellationToken);
        if (dismissed.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("supervisor-dismissed");
        return LocalRedirect("/operating/supervisors");
    }

    private async ValueTask<bool> TryLoadAsync(Guid id, string? region, CancellationToken ct)
    {
        var found = await sender.Send(new GetSupervisor(id), ct);
        if (found.Failed(out var supervisor) || region is null || !supervisor.Regions.Contains(region, StringComparer.Ordinal))
            return false;
        Supervisor = supervisor;
        Place = (await sender.PlacesAsync([region], ct))[region];
        return true;
    }
}
