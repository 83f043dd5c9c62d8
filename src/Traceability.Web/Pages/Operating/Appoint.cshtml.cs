using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Supervision;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Operating;

/// <summary>Makes somebody supervisor: first of which region, then who.</summary>
[MayUse(Role.Operator)]
public sealed class AppointModel(ISender sender, IdempotencyContext idempotency) : FormPage("name", "userName", "account", "region")
{
    private const string Path = "/operating/supervisors/appoint";

    /// <summary>The person has an account already.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Known { get; set; }

    public RegionLink? Region { get; private set; }

    public RegionChooser Chooser { get; private set; } = null!;

    /// <summary>What the new supervisor has to be told; null before.</summary>
    public FirstPassword? Appointed { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? at, string? region, CancellationToken cancellationToken)
    {
        Form.Fill("region", region);
        return await TryLoadAsync(region, at, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(Form.Typed("region"), at: null, cancellationToken) || Region is null)
            return NotFound();
        var name = Form.Required("name");
        var userName = Known ? null : Form.Required("userName");
        var account = Known ? Form.Account("account") : null;
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var appointed = await sender.Send(new AppointSupervisor(RegionCode.Parse(Region.Code), name, UserName: userName, Account: account), cancellationToken);
        if (appointed.Failed(out var answer))
            return Refuse(appointed.Problem);
        if (answer.UserName is { } made)
        {
            Appointed = this.FirstPassword(made, answer.OneTimePassword, "/operating/supervisors");
            return Page();
        }

        TempData.Say("supervisor-appointed");
        return LocalRedirect("/operating/supervisors");
    }

    /// <returns>False where there is no such region.</returns>
    private async ValueTask<bool> TryLoadAsync(string? region, string? at, CancellationToken ct)
    {
        var chosen = string.IsNullOrEmpty(region) ? null : region;
        if (await sender.ChooserAsync(Path, chosen ?? at, ct, widest: RegionLevel.Province) is not { } chooser)
            return false;
        Chooser = chooser;
        Region = chosen is null ? null : chooser.Here;
        return true;
    }
}
