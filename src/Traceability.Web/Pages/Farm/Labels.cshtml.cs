using System.Globalization;
using Mediator;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Features.Labels;
using Traceability.App.Features.Trace;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Farm;

/// <summary>Issues a run of labels for a batch, never more than its packs.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Seller)]
public sealed class LabelsModel(ISender sender, IdempotencyContext idempotency, Wording text) : BatchPage(sender, "count", "serialised", "marks")
{
    private const string Each = "each";
    private const string Same = "same";

    public IReadOnlyList<ChoiceOption> Kinds =>
    [
        new(Each, Cell.Of(text["labels.serialised"]), Cell.Of(text["labels.serialised.what"])),
        new(Same, Cell.Of(text["labels.batch"]), Cell.Of(text["labels.batch.what"])),
    ];

    /// <summary>Certificates and brands whose marks the labels could carry; those that they cannot say why.</summary>
    public IReadOnlyList<ChoiceOption> Marks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadMarksAsync(id, cancellationToken))
            return NotFound();
        Form.Fill("count", decimal.Min(Batch.LabelsLeft ?? 0, Batch.Held ?? 0).ToString("0", CultureInfo.InvariantCulture));
        Form.Fill("serialised", Each);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadMarksAsync(id, cancellationToken))
            return NotFound();
        var count = Form.Whole("count");
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        Guid[] marks = [.. Marks.Where(m => m.Why is null && Form.Chosen("marks", m.Value)).Select(m => Guid.Parse(m.Value))];
        var issued = await Sender.Send(new IssueLabels(count, Serialised: !Form.Chosen("serialised", Same), Marks: marks.Length == 0 ? null : marks) { Batch = id }, cancellationToken);
        if (issued.Failed(out var answer))
            return Refuse(issued.Problem);
        TempData.Say("labelled");
        return LocalRedirect($"/farm/batches/{id}/labels/{answer.Run}");
    }

    private async ValueTask<bool> TryLoadMarksAsync(Guid id, CancellationToken ct)
    {
        if (!await TryLoadAsync(id, ct))
            return false;
        var offered = (await Sender.Send(new ListLabelMarks(id), ct)).Value.Items;
        Marks = [.. offered.OrderBy(m => m.Why is not null).Select(Option)];
        return true;
    }

    private ChoiceOption Option(OfferedMark mark) => new(mark.Id.ToString(), Label(mark), Detail(mark) is { Length: > 0 } detail ? Cell.Of(detail) : null)
    {
        Why = mark.Why is { } why ? new Problem(why.Code, ProblemKind.Refused, why.Title) { Facts = why.Facts } : null,
    };

    private IHtmlContent Label(OfferedMark mark) => mark.Scheme is { } scheme
        ? Cell.With(Cell.Of(text[$"scheme.{scheme}"]), mark.Number is { } number ? Cell.Code(number) : null)
        : mark.Name is { } name ? text.Name(new LocalText(name, mark.NameEn)) : Cell.Of(text["mark.brand"]);

    private string Detail(OfferedMark mark) => string.Join(text["comma"], new[]
    {
        mark.Together ? text["labels.marks.together"] : null,
        mark is { Why: null, LeftKg: { } left } && Batch.NetContentKg is { } net ? text.Count("labels.marks.left", decimal.Floor(left / net)) : null,
    }.OfType<string>());
}
