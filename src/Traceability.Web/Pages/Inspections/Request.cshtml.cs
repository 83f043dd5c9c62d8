using Mediator;
using Microsoft.AspNetCore.Mvc;
using Traceability.App.Access;
using Traceability.App.Features.Quality;
using Traceability.App.Pipeline;
using Traceability.Domain;
using Traceability.Domain.Parties;
using Traceability.Domain.Quality;
using Traceability.Domain.Values;
using Traceability.Web.Pages.Farm;
using Traceability.Web.Presentation;
using Traceability.Web.Presentation.Forms;
using Traceability.Web.Presentation.Registers;

namespace Traceability.Web.Pages.Inspections;

/// <summary>Has a batch tested: who holds some of it asks a laboratory, a supervisor orders it.</summary>
[MayUse(Role.Cooperative, Role.Processor, Role.Warehouse, Role.Supervisor)]
public sealed class RequestModel(ISender sender, IdempotencyContext idempotency, ActorContext actors, DeploymentNotice notice, Wording text)
    : BatchPage(sender, "laboratory", "laboratoryUscc", "kind", "analytes", "occurred")
{
    private const string Other = "other";

    private static readonly InspectionKind[] Offered = [InspectionKind.Laboratory, InspectionKind.Rapid];

    /// <summary>A supervisor does not ask, but orders.</summary>
    public bool Orders => actors.Actor!.Has(Role.Supervisor);

    /// <summary>Laboratories that tested something they see; null where nobody is known.</summary>
    public Pick? Laboratories { get; private set; }

    public IReadOnlyList<ChoiceOption> Kinds => [.. Offered.Select(k => new ChoiceOption(k.ToString(), Cell.Of(text[$"test.kind.{k}"])))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        await LoadLaboratoriesAsync(cancellationToken);
        Form.Fill("laboratory", Laboratories?.Options[0].Value);
        Form.Fill("kind", nameof(InspectionKind.Laboratory));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await TryLoadAsync(id, cancellationToken))
            return NotFound();
        await LoadLaboratoriesAsync(cancellationToken);
        var typed = Laboratories is null || Form.Chosen("laboratory", Other);
        var laboratory = Form.Identifier<UnifiedSocialCreditCode>(typed ? "laboratoryUscc" : "laboratory");
        var kind = Orders ? InspectionKind.Supervision : Form.SomeOf("kind", Offered) is [var chosen, ..] ? chosen : default;
        var analytes = Form.Typed("analytes").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var occurred = Form.Moment("occurred", notice.TimeZone);
        if (Form.Refused)
            return Refuse();
        idempotency.Key = Form.Once;
        var sent = await Sender.Send(new RequestInspection(laboratory, kind, analytes.Length == 0 ? null : analytes, occurred) { Batch = id }, cancellationToken);
        if (sent.Failed(out var answer))
            return Refuse(Beside(sent.Problem, typed));
        TempData.Say("test-requested");
        return LocalRedirect(Orders ? $"/inspections/{answer.Inspection}" : $"/farm/batches/{id}");
    }

    /// <summary>What is wrong with a laboratory stands where it was typed, and with one analyte where all are.</summary>
    private static Problem Beside(Problem problem, bool typed) => problem.Field switch
    {
        "laboratory" when typed => problem.On("laboratoryUscc"),
        { } field when field.StartsWith("analytes", StringComparison.Ordinal) => problem.On("analytes"),
        _ => problem,
    };

    private async ValueTask LoadLaboratoriesAsync(CancellationToken ct)
    {
        var known = (await Sender.Send(new ListInspections(Limit: ListInspections.MostAtOnce), ct)).Value.Items.DistinctBy(i => i.Laboratory).Take(Pick.MostCards - 1).ToList();
        if (known.Count > 0)
            Laboratories = new Pick(Form, "laboratory", text["test.laboratory"], [.. known.Select(i => new PickOption(i.Laboratory, text.PlainNamed(i.LaboratoryName, i.Laboratory), i.Laboratory)), new PickOption(Other, text["inspection.laboratory.other"])]);
    }
}
