using Mediator;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Traceability.App.Access;
using Traceability.App.Features.Quality;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Domain.Values;
using Traceability.Gs1.DigitalLink;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;

namespace Traceability.Web.Pages.Inspections;

/// <summary>A sample, taken by the label: asked for, or of whatever is in the market.</summary>
[MayUse(Role.Inspector)]
public sealed class SampleModel(ISender sender, IdempotencyContext idempotency, ActorContext actors, DeploymentNotice notice, Wording text)
    : FormPage("inspection", "kind", "code", "sampleNumber", "place", "placeDetail", "quantity", "sampler", "occurred")
{
    /// <summary>The request that the sample answers; null for a sample of one's own.</summary>
    public InspectionView? Asked { get; private set; }

    public IReadOnlyList<ChoiceOption> Kinds =>
        [.. new[] { InspectionKind.Laboratory, InspectionKind.Rapid }.Select(k => new ChoiceOption(k.ToString(), new StringHtmlContent(text[$"test.kind.{k}"])))];

    public async Task<IActionResult> OnGetAsync(Guid? inspection, string? code, CancellationToken cancellationToken)
    {
        if (inspection is { } id)
        {
            Asked = await AskedAsync(id, cancellationToken);
            if (Asked is not { State: InspectionState.Requested, Mine: true })
                return NotFound();
            Form.Fill("code", $"{Asked.Gtin} {Asked.Lot}");
        }
        else if (code is { Length: <= LabelCode.MaxLength })
        {
            Form.Fill("code", code);
        }

        Form.Fill("kind", nameof(InspectionKind.Laboratory));
        Form.Fill("place", actors.Actor!.Member.Region.ToString());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Guid.TryParse(Form.Typed("inspection"), out var id))
            Asked = await AskedAsync(id, cancellationToken);
        if (!LabelCode.TryParse(Form.Typed("code"), out var label, out var error))
            Form.Refuse(new Problem(error.Rule, ProblemKind.Malformed, error.Message).On("code"));
        var (number, place) = (Form.Required("sampleNumber"), Form.Identifier<RegionCode>("place"));
        var (quantity, occurred) = (Form.NumberOrNone("quantity"), Form.Moment("occurred", notice.TimeZone));
        InspectionKind? kind = Asked is null ? Form.Chosen("kind", nameof(InspectionKind.Rapid)) ? InspectionKind.Rapid : InspectionKind.Laboratory : null;
        if (Form.Refused || label is null)
            return Refuse();
        var link = DigitalLinkUri.Parse(label.Path);
        idempotency.Key = Form.Once;
        var sampled = await sender.Send(
            new RecordSampling(link.Gtin!.Value, link.Lot!.Value, place, number, Asked?.Inspection, kind, quantity, Form.Text("placeDetail"), Form.Text("sampler"), occurred), cancellationToken);
        if (sampled.Failed(out var answer))
            return Refuse(sampled.Problem.Field is "lot" or "gtin" ? sampled.Problem.On("code") : sampled.Problem);
        TempData.Say("sampled");
        return LocalRedirect($"/inspections/{answer.Inspection}");
    }

    private async Task<InspectionView?> AskedAsync(Guid id, CancellationToken ct) => (await sender.Send(new GetInspection(id), ct)) is { Succeeded: true, Value: var view } ? view : null;
}
