using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Places;
using Traceability.App.Pipeline;
using Traceability.Domain.Parties;
using Traceability.Domain.Places;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Farm;

/// <summary>Registers a base with its plots: first in which region, then what it is.</summary>
[MayUse(Role.Cooperative)]
public sealed class NewBaseModel(ISender sender, IdempotencyContext idempotency) : FormPage(
    ["region", "name", "nameEn", "gln", "rows", "plots", .. Enumerable.Range(0, MostPlots).SelectMany(i => new[] { $"plots[{i}].extension", $"plots[{i}].areaMu", $"plots[{i}].yieldCapKgPerMu" })])
{
    private const string Path = "/farm/bases/new";
    private const int MostPlots = 20;
    private const int More = 3;

    public RegionLink? Region { get; private set; }

    public RegionChooser Chooser { get; private set; } = null!;

    /// <summary>How many plots are asked for at present.</summary>
    public int Rows { get; private set; } = 1;

    public bool MayAdd => Rows < MostPlots;

    public async Task<IActionResult> OnGetAsync(string? at, string? region, CancellationToken cancellationToken)
    {
        Form.Fill("region", region);
        Form.Fill("plots[0].extension", "1");
        return await TryLoadAsync(region, at, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(Form.Typed("region"), at: null, cancellationToken) || Region is null)
            return NotFound();
        Rows = int.TryParse(Form.Typed("rows"), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) ? Math.Clamp(typed, 1, MostPlots) : 1;
        if (Form.Looks)
        {
            Rows = Math.Min(Rows + More, MostPlots);
            return Page();
        }

        var (name, gln) = (Form.Required("name"), Form.Identifier<Gln>("gln"));
        var plots = new List<PlotDeclared>();
        for (var i = 0; i < Rows; i++)
        {
            // An empty row is none; the first one has to be there.
            if (i > 0 && Form.Text($"plots[{i}].extension") is null && Form.Text($"plots[{i}].areaMu") is null && Form.Text($"plots[{i}].yieldCapKgPerMu") is null)
                continue;
            plots.Add(new PlotDeclared(Form.Identifier<GlnExtension>($"plots[{i}].extension"), Form.NumberOrNone($"plots[{i}].areaMu"), Form.NumberOrNone($"plots[{i}].yieldCapKgPerMu")));
        }

        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var registered = await sender.Send(new RegisterBase(gln, RegionCode.Parse(Region.Code), name, plots, Form.Text("nameEn")), cancellationToken);
        if (registered.Problem is { } problem)
            return Refuse(problem);
        TempData.Say("base-registered");
        return LocalRedirect("/farm/bases");
    }

    /// <returns>False where there is no such region.</returns>
    private async ValueTask<bool> TryLoadAsync(string? region, string? at, CancellationToken ct)
    {
        var chosen = string.IsNullOrEmpty(region) ? null : region;
        if (await sender.ChooserAsync(Path, chosen ?? at, ct) is not { } chooser)
            return false;
        Chooser = chooser;
        Region = chosen is null ? null : chooser.Here;
        return true;
    }
}
