using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Features.Brands;
using Traceability.App.Pipeline;
using Traceability.Domain.Brands;
using Traceability.Domain.Parties;
using Traceability.Domain.Values;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Brands;

/// <summary>Enters a brand in the register, with its rules.</summary>
[MayUse(Role.BrandManager)]
public sealed class NewModel(ISender sender, IdempotencyContext idempotency, Wording text) : FormPage(
    "name", "nameEn", "level", "region", "parent", "inspectionPassed", "creditAtLeast", "admission", "certificateExpired", "creditBelow", "exit")
{
    private static readonly BrandRuleKind[] AlsoForAdmission = [BrandRuleKind.CertificateValid];
    private static readonly BrandRuleKind[] AlsoForExit = [BrandRuleKind.LaboratoryTestFailed, BrandRuleKind.QuotaExceeded];

    public IReadOnlyList<ChoiceOption> Levels => [.. Enum.GetValues<BrandLevel>().Select(l => new ChoiceOption(l.ToString(), new StringHtmlContent(text[$"brand.level.{l}"])))];

    public IReadOnlyList<ChoiceOption> Admission => Options(AlsoForAdmission);

    public IReadOnlyList<ChoiceOption> Exit => Options(AlsoForExit);

    /// <summary>The organisation's brands that another may belong under.</summary>
    public IReadOnlyList<ChoiceOption> Parents { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        Form.Fill("parent", "");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var level = Form.SomeOf("level", Enum.GetValues<BrandLevel>());
        var (name, region) = (Form.Required("name"), Form.Identifier<RegionCode>("region"));
        var parent = Guid.TryParse(Form.Typed("parent"), out var above) ? above : (Guid?)null;
        List<BrandRule> admission = [.. Rules("admission", AlsoForAdmission), .. Days("inspectionPassed", BrandRuleKind.InspectionPassed), .. Grade("creditAtLeast", BrandRuleKind.CreditAtLeast)];
        List<BrandRule> exit = [.. Rules("exit", AlsoForExit), .. Days("certificateExpired", BrandRuleKind.CertificateExpired), .. Grade("creditBelow", BrandRuleKind.CreditBelow)];
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var sent = await sender.Send(new RegisterBrand(level[0], region, name, Form.Text("nameEn"), parent, admission, exit), cancellationToken);
        if (sent.Failed(out var answer))
            return Refuse(sent.Problem);
        TempData.Say("brand-registered");
        return LocalRedirect($"/brands/{answer.Id}");
    }

    private async ValueTask LoadAsync(CancellationToken ct)
    {
        var mine = (await sender.Send(new ListBrands(Managed: true, Limit: ListBrands.MostAtOnce), ct)).Value.Items;
        Parents = mine.Count == 0 ? [] : [new ChoiceOption("", new StringHtmlContent(text["brand.parent.none"])), .. mine.Select(b => new ChoiceOption(b.Id.ToString(), text.Named(b.Name, text["mark.brand"])))];
    }

    private List<ChoiceOption> Options(BrandRuleKind[] rules) => [.. rules.Select(r => new ChoiceOption(r.ToString(), new StringHtmlContent(text[$"rule-of.{r}"])))];

    private IEnumerable<BrandRule> Rules(string field, BrandRuleKind[] offered) => Form.Choices(field, offered).Select(r => new BrandRule(r));

    private IEnumerable<BrandRule> Days(string field, BrandRuleKind rule) => Form.WholeOrNone(field) is { } days ? [new BrandRule(rule, Days: days)] : [];

    private IEnumerable<BrandRule> Grade(string field, BrandRuleKind rule) => Form.Text(field) is { } grade ? [new BrandRule(rule, Grade: grade.ToUpperInvariant())] : [];
}
