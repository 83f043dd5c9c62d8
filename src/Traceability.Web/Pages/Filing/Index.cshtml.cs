using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Parties;
using Traceability.App.Http;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Gs1.Identifiers;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation;

namespace Traceability.Web.Pages.Filing;

/// <summary>An organisation asks to be taken into the register: first where it is, then what it is.</summary>
[MayUse(Who.Everybody)]
[LimitedRate(Rate.Filing)]
public sealed class IndexModel(ISender sender, Wording text)
    : FormPage("name", "nameEn", "uscc", "gln", "region", "roles", "hotline", "contactName", "contactPhone", "userName")
{
    private const string Path = "/file";

    private static readonly Role[] All = [.. Enum.GetValues<Role>().Where(role => role.IsCapacity())];

    /// <summary>The region that was chosen; null while one is being looked for.</summary>
    public RegionLink? Region { get; private set; }

    public RegionChooser Chooser { get; private set; } = null!;

    public IReadOnlyList<ChoiceOption> Capacities => [.. All.Select(text.Option)];

    public async Task<IActionResult> OnGetAsync(string? at, string? region, CancellationToken cancellationToken)
    {
        Form.Fill("region", region);
        return await LoadAsync(region, at, cancellationToken) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(Form.Typed("region"), at: null, cancellationToken) || Region is null)
            return NotFound();
        var filing = new FileOrganisation(
            Form.Identifier<UnifiedSocialCreditCode>("uscc"),
            Form.Identifier<Gln>("gln"),
            RegionCode.Parse(Region.Code),
            Form.SomeOf("roles", All),
            Form.Required("name"),
            Form.Required("contactName"),
            Form.Required("contactPhone"),
            Form.Required("userName"),
            Form.Text("nameEn"),
            Form.Text("hotline"));
        if (Form.Refused)
            return Refuse();
        var filed = await sender.Send(filing, cancellationToken);
        return filed.Failed(out var answer) ? Refuse(filed.Problem) : LocalRedirect($"/file/{answer.Filing}");
    }

    /// <returns>False where there is no such region.</returns>
    private async ValueTask<bool> LoadAsync(string? region, string? at, CancellationToken ct)
    {
        var chosen = string.IsNullOrEmpty(region) ? null : region;
        if (await sender.ChooserAsync(Path, chosen ?? at, ct) is not { } chooser)
            return false;
        Chooser = chooser;
        Region = chosen is null ? null : chooser.Here;
        return chosen is null || Region is not null;
    }
}
